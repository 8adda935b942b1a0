export const frenchCommandsInstallation = {
  'completion.completionDescription':
    'Un script par lequel un shell complète commandes et options ; il ne demande rien à une passerelle.',
  'completion.completionHelp': `bash a besoin de son paquet bash-completion, ou de \`source\` sur le fichier. zsh a besoin du dossier dans \`fpath\` avant \`compinit\`.
Les identifiants ne sont pas complétés : il faudrait les demander à une passerelle.`,

  'demo.demoDescription':
    'Deux États complets sur cette machine : un sauvetage, un refus, un rappel, un faux arrêté, une preuve.',
  'demo.demoOnceOption': "tout arrêter à la fin, au lieu de rester jusqu'à Ctrl-C",
  'demo.demoDirOption': 'tout garder dans ce nouveau dossier (par défaut : un temporaire)',
  'demo.demoHelp':
    'Interrompue avant la fin (Ctrl-C, SIGTERM, terminal fermé), la démonstration arrête tous les processus et rend le code 1.',
  'demo.bothStatesStayUp': 'Les deux États continuent de tourner. Ctrl-C les arrête.',
  'demo.stoppingBothStates': 'arrêt des deux États',
  'demo.everythingLeft': 'tout reste dans {dir}',

  'doctor.examples': `La durabilité et le temps extérieur se vérifient auprès de la base de données et du courtier en marche ; sinon, il n'en est rien dit.
La fin des clés, autorités, registraires et mandats se lit aussi dans la base en marche ; si elle ne tourne pas, une ligne le dit.`,
  'doctor.doctorDescription':
    'Chercher ce qui ne va pas sur cette machine ou dans une installation ; une ligne chacun.',
  'doctor.doctorDirOption': "dossier de l'installation ; sans cela, seulement les programmes",
  'doctor.findingRemedy': '{name} : {found} ; {remedy}',

  'init.examples': `La clé racine et celles des registraires sont écrites dans le dossier des personnes (--people). Retirez-le de cette machine :
aucun processus de la passerelle n'en a besoin.`,
  'init.allowedThreePortsAbove': 'Permis : 1 à 65532 ; les trois ports suivants servent aussi.',
  'init.atMost': '{option} : {bound} au plus',
  'init.initDescription':
    'Installer un État : clés, certificats, base de données, annuaire, réglages.',
  'init.initStateOption': "l'État, deux majuscules (ISO 3166-1)",
  'init.initDirOption': "dossier de l'installation ; ne doit pas encore exister",
  'init.initAuthorityOption': "une autorité de l'État ; possible plusieurs fois",
  'init.initPeopleOption': 'dossier des clés des personnes (par défaut : DIR-people)',
  'init.initRegistrarOption':
    'un registraire et le fichier de son certificat ; possible plusieurs fois',
  'init.initNewRegistrarOption':
    'un registraire pour qui une clé est créée ; possible plusieurs fois',
  'init.initHttpHostOption': "adresse où l'API écoute",
  'init.initHttpPortOption': "port de l'API ; les trois suivants servent en interne",
  'init.initHttpNameOption':
    "nom sous lequel les agents joignent l'API (par défaut : localhost) ; possible plusieurs fois",
  'init.initOriginOption':
    "adresse que montre le navigateur d'un agent (par défaut : https://NAME:PORT)",
  'init.initBorderListenOption': 'où les voisins peuvent se connecter',
  'init.initBorderNameOption':
    'nom sous lequel les voisins nous joignent ; possible plusieurs fois',
  'init.initLogOriginOption': 'nom du journal de garde, définitif (par défaut : audit.xx/YEAR)',
  'init.initPassphraseFileOption':
    "verrouille les clés de la racine et des registraires ; - lit l'entrée",
  'init.settingUpUpMinute':
    "Installation de {state} dans {dir} : jusqu'à une minute. Ctrl-C annule tout.",
  'init.stateSetUp': "L'État {state} est installé dans {dir}",
  'init.rootFingerprint': 'Empreinte de la racine : {rootFingerprint}',
  'init.directoryEntriesHead':
    'Annuaire : {entries, plural, one{{entries} inscription} other{{entries} inscriptions}}, tête {head}',
  'init.keysPersonsTakeThem':
    'Les clés des personnes sont dans {dir} : retirez-les de cette machine.',
  'init.rootKeyNoPassphrase':
    "La clé racine n'a pas de phrase secrète ; --passphrase-file lui en donne une.",
  'init.twoRegistrarsNeededGrant':
    'Il faut deux registraires pour accorder quoi que ce soit à un agent.',
  'init.neitherTimeStampAuthority':
    "Ni autorité d'horodatage ni témoin extérieur ne sont configurés : les demandes formelles, leurs réponses et les consentements à l'usage comme preuve sont refusés tant que `tsa1` et `witness1` ne les nomment pas dans {settings} (deploy/guide/install.md#outside-time). Tout le reste fonctionne.",
  'init.startLiaiseUpDir': 'Pour le démarrer : liaise up --dir {dir}',
  'init.allowedHostPort': 'Permis : HOST:PORT.',
  'init.allowedHost': "Permis : un nom d'hôte ou une adresse IP.",
  'runner.ready': '{name} : prêt',

  'runner.code': 'code {code}',
  'runner.ended': '{name} : terminé ({signal})',
  'runner.found': 'disque : {space}',
  'runner.makeRoomSoon': '{found} ; libérez bientôt de la place',
  'runner.nothingTakenNeighboursUntil':
    "{found} ; rien n'est reçu des voisins faute de place : libérez de la place",
  'runner.links':
    '{links, plural, one{frontière : {links} liaison ; redémarre pour cela} other{frontière : {links} liaisons ; redémarre pour cela}}',
  'runner.epoch': 'clés de stockage : la période {epoch} de {compartment} commence',
  'runner.epochDestroyed': 'clés de stockage : la période {epoch} de {compartment} est détruite',
  'runner.storageKeysEpochsCould': "clés de stockage : l'entretien des périodes a échoué",
  'runner.subkeyMade': 'sous-clés : {subkey} de {key} : créée',
  'runner.subkeyPublished': 'sous-clés : {subkey} de {key} : publiée',
  'runner.subkeyDestroyed': 'sous-clés : {subkey} de {key} : détruite',
  'runner.subkeysCouldNotLooked': "sous-clés : l'entretien a échoué",
  'runner.diskReserveGivenDatabase':
    'disque : {space} ; la réserve est donnée à la base de données et aux journaux',
  'runner.borderStorage':
    "frontière : son stockage s'était fermé, le disque étant plein ; redémarre",
  'runner.borderLinksStayThey': 'frontière : les liaisons restent inchangées',

  'installationStatus.stopped': 'arrêté',
  'installationStatus.pid': 'pid {pid}',
  'installationStatus.noAnswer': 'pas de réponse',
  'installationStatus.http': 'HTTP {status}',
  'installationStatus.link': 'liaison {peer}',
  'installationStatus.unknown': 'inconnue',
  'installationStatus.up': 'établie',
  'installationStatus.down': 'coupée',
  'installationStatus.noLinks': 'aucune',
  'installationStatus.statusDescription':
    "Ce qui tourne d'un État, s'il est prêt, quelles liaisons sont établies.",
  'installationStatus.statusDirOption': "dossier de l'installation",

  'up.examples':
    "Tourne jusqu'à ce qu'on l'arrête (Ctrl-C, SIGTERM, terminal fermé) ; alors tout s'arrête dans l'ordre. Les journaux sont dans DIR/log.",
  'up.upDescription':
    'Faire tourner un État : sa base de données, ses deux courtiers et ses services.',
  'up.upDirOption': "dossier de l'installation",
  'up.stateReady': "L'État {state} est prêt",
  'up.stateWaits': "L'État {state} est en attente",
  'up.apiOfficers': 'API : {api} (agents : {origin})',
  'up.connectsNeighboursOnly': 'se connecte seulement aux voisins',
  'up.border': 'Frontière : {border}',

  'installationVerdict.things': '{count, plural, one{{count} point} other{{count} points}}',
  'installationVerdict.notRun': 'ne tourne pas',
  'installationVerdict.notWorkProcessesStopped':
    'ne fonctionne pas : processus arrêtés : {stopped} sur {processes}',
  'installationVerdict.works': 'fonctionne',
  'installationVerdict.notWorkApiNot': "ne fonctionne pas : l'API n'est pas prête",
  'installationVerdict.startLiaiseUp': '{head} ; pour le démarrer : liaise up --dir {dir}',
  'installationVerdict.also': '{said} ; {next}',
  'installationVerdict.toMend': '{wrong} à réparer',
  'installationVerdict.toLookAt': '{unsure} à examiner',
  'installationVerdict.nothingMend': 'rien à réparer',

  'statusRow.api': 'api',
  'statusRow.log': 'journal',
  'statusRow.time': 'heure',
  'statusRow.life': 'vie',
  'statusRow.waiting': 'attente',
  'statusRow.halts': 'arrêts',
  'statusRow.duty': 'permanence',
  'statusRow.copies': 'copies',
  'statusRow.packages': 'dossiers',
  'statusRow.limits': 'délais',
  'statusRow.retention': 'conservation',
  'statusRow.profile': 'profil',
  'statusRow.ends': 'échéances',
  'statusRow.antivirus': 'antivirus',
  'statusRow.disk': 'disque',
  'statusRow.untrusted': 'non fiable',
} as const;
