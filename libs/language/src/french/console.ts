import type { English } from '../english/console.js';

// By the door of plurals, so that a bundle has one file for both.
export { formatted } from '../count.js';
export { frenchErrors } from './errors.js';

/** French texts of the command line. Those that nobody has translated yet are missing; none is reviewed. */
export const french = {
  'program.examples': 'Exemples :',
  'program.liaiseDescription':
    "Administrer et utiliser la passerelle d'un État pour la coopération informelle.",
  'program.addHelpSeeExamples': 'Ajoutez --help pour voir des exemples.',
  'program.languageUnknown': '--language : un de {languages}',

  'commonOptions.jsonOption':
    'écrire la réponse en un seul document JSON, une erreur en document de problème',
  'commonOptions.utcOption':
    'montrer les heures en UTC ; sinon : celle de cette machine, avec son décalage',
  'commonOptions.verboseOption': 'montrer identifiants, empreintes et accusés en entier',

  'administrationPolicy.policyDescription':
    'Ce qui peut partir selon la loi de cet État, et ce qui doit être demandé formellement.',
  'arguments.allowed': 'Permis : {words}.',
  'arguments.allowedCharacters': 'Permis : 1 à {most} caractères.',
  'arguments.allowedTo': 'Permis : {least} à {most}.',
  'arguments.idSuch': "C'est un identifiant tel que 0f6b6a1c-9d3b-4a51-8d3b-7c1e0f6b6a1c.",
  'asks.nothingHere': 'Rien ici.',
  'attachment.attachmentDescription': 'Fichiers venus avec un document.',
  'audit.auditDescription': 'Ce que contient le journal de garde, et ses preuves.',
  'authority.authorityDescription': 'À qui une demande peut aller, et ce que chacun dit de soi.',
  'completion.completionDescription':
    'Un script par lequel un shell complète commandes et options ; il ne demande rien à une passerelle.',
  'copies.nothingHere': 'Rien ici.',
  'demo.demoDescription':
    'Deux États complets sur cette machine : un sauvetage, un refus, un rappel, un faux arrêté, une preuve.',
  'doctor.doctorDescription':
    'Chercher ce qui ne va pas sur cette machine ou dans une installation ; une ligne chacun.',
  'draftsDraft.draftDescription':
    'Ce qui fut écrit et non envoyé : gardé sur cet ordinateur, chiffré pour votre clé.',
  'explain.liaise': 'liaise : {title} ({code})',
  'inbox.inboxDescription': 'Ce que les voisins nous demandent.',
  'init.initDescription':
    'Installer un État : clés, certificats, base de données, annuaire, réglages.',
  'installationStatus.statusDescription':
    "Ce qui tourne d'un État, s'il est prêt, quelles liaisons sont établies.",
  'key.keyDescription':
    "Clés des agents, sur la machine de l'agent ; certificats et sous-clés d'une passerelle.",
  'listing.nothingHere': 'Rien ici.',
  'officer.officerDescription':
    'Qui peut agir pour une autorité ; les inscriptions sont signées sur la machine du registraire.',
  'owed.nothingHere': 'Rien ici.',
  'packagesCertify.certifyDescription':
    "Certifier un dossier comme son gardien, sous le sceau X.509 de l'autorité : PDF/A-3.",
  'packagesPackage.packageDescription': "Dossiers de preuve d'un fil, pour un tribunal.",
  'packagesVerify.verifyDescription':
    'Contrôler un dossier de preuve : sans réseau, sans base de données.',
  'passphrase.passphraseNotUnlockKey': "La phrase secrète n'ouvre pas la clé.",
  'passphrase.passphraseOf': 'Phrase secrète de {name} : ',
  'peer.peerDescription': 'Voisins : en inviter un, le confirmer, les voir, fermer une liaison.',
  'problem.noCommandNamed': "aucune commande n'est nommée",
  'program.fileExample': 'Un fichier :',
  'provenance.provenanceDescription':
    "Dire la provenance d'un dossier de preuve en graphe CASE 1.4.0, hors ligne.",
  'quarantine.nothingHere': 'Rien ici.',
  'quarantine.quarantineDescription': 'Ce qui est arrivé sans être accepté, avec sa preuve.',
  'registrar.registrarDescription':
    "Qui peut dire qui est agent ; la racine de l'État le signe, hors ligne.",
  'request.requestDescription': 'Ce que nous demandons aux voisins.',
  'retention.retentionDescription':
    'Combien de temps quoi est gardé, retenu ou effacé : ordres signés des administrateurs.',
  'rosterWords.nobodyHasIt': "Personne ne l'a.",
  'sessionsLogin.loginDescription':
    'Ouvrir une session en signant une connexion avec votre propre clé.',
  'subjectsSubject.subjectDescription':
    "Pour un délégué à la protection des données : ce que des États gardent d'une personne qui demande.",
  'submit.signSend': 'Signer et envoyer ceci ?',
  'threadsDuplicates.nothingHere': 'Rien ici.',
  'up.upDescription':
    'Faire tourner un État : sa base de données, ses deux courtiers et ses services.',

  'mend.words': '{count, plural, one{{count} inscription} other{{count} inscriptions}}',
  'mend.putBackSeeLiaise': '{words} remises en place. Voir liaise status --dir {dir}',
} as const satisfies Readonly<Partial<Record<keyof English, string>>>;
