export const frenchCommandsDirectory = {
  'officerName.nameDescription':
    "Afficher un nom de votre choix à côté de l'identifiant d'un agent.",
  'officerName.officerArgument': "identifiant de l'agent",
  'officerName.nameArgument': "le nom, dans n'importe quelle écriture",
  'officerName.stateOption': "État de l'agent (par défaut : celui du profil)",
  'officerName.removeOption': "afficher de nouveau l'identifiant seul",
  'officerName.nameHelp':
    "Le nom est gardé sur cette machine, dans votre profil, en clair : {mostNames} noms au plus. Ni la passerelle ni un voisin ne le reçoit, et il ne change rien au journal. Il figure à côté de l'identifiant dans les listes, les dossiers et les chronologies, jamais à sa place ; un texte à signer et --json n'ont que les identifiants. Un nom suit l'identifiant : il reste quand l'État donne celui-ci à une autre personne.",
  'officerName.nameOrRemove': 'donnez soit un nom, soit --remove',
  'officerName.removed': '{state}/{officer} : affiché par son seul identifiant',
  'officerName.looksLike':
    "{listed} : le nom ressemble à celui d'un autre agent. Lisez l'identifiant, non le nom.",
  'officerName.namesDescription':
    "Lister les noms que vous avez donnés à des agents, ou reprendre ceux d'un fichier.",
  'officerName.fromOption': "fichier d'un collègue, écrit par `liaise officer names --json`",
  'officerName.yesOption': 'reprendre les noms sans demander',
  'officerName.none': "Aucun agent n'a de nom dans ce profil.",
  'officerName.was': '(était {name})',
  'officerName.take': 'Reprendre ces noms de {from} ?',
  'officerName.full': 'un profil garde au plus {mostNames} noms : retirez-en',
  'officerName.unreadable': 'Aucun nom affiché, seulement les identifiants ({code}) : {detail}',
  'nameFlaw.LONG': 'un nom prend au plus {columns} colonnes du terminal',
  'nameFlaw.CHARACTER':
    "un nom n'a que des lettres, des chiffres, des espaces et . , ' ’ - · : rien d'invisible, ni rien qui change le sens d'écriture",
  'nameFlaw.LETTER': 'un nom a une lettre',
  'nameFlaw.ID':
    'un nom ne doit pas se lire comme un identifiant : il faut une majuscule, une espace ou une autre écriture',
  'nameFlaw.MARKS': 'un signe diacritique suit sa lettre, quatre au plus',
  'nameFlaw.ALPHABETS':
    "un mot d'un nom n'a que des lettres d'un alphabet : latin, grec, cyrillique, arménien ou cherokee",

  'authorityKeys.keysDescription':
    "Donner à une autorité les clés d'un compartiment venu plus tard ; la racine signe.",
  'authorityKeys.keysDirOption': "dossier de l'installation, qui doit tourner",
  'authorityKeys.which': 'laquelle',
  'authorityKeys.help': `Les clés sont créées dans le dossier de l'installation, sous le compte qui la fait tourner, et aucune clé déjà là n'est touchée. Si la
racine n'est pas sur cette machine, signez ailleurs : --detached écrit l'inscription, --cosign l'y signe. Les voisins doivent avoir une
version qui connaît le compartiment, sinon ils n'acceptent plus aucun annuaire de vous. Ensuite, sauvegardez de nouveau le dossier keys/.`,
  'authorityKeys.dirAuthorityNeeded': '--dir et --authority sont nécessaires',
  'authorityKeys.noAuthority': "{authority} : ce n'est pas une autorité de {state}",
  'authorityKeys.keyEveryCompartment': '{authority} a une clé pour chaque compartiment',

  'authorityRecords.importDescription':
    "Comparer des fiches de l'annuaire de l'ONU à ce qui est signé, et préparer ce qui change.",
  'authorityRecords.importFileArgument': "fiches : .json ou .csv, UTF-8, d'un État ou de plusieurs",
  'authorityRecords.importDraftsOption':
    'nouveau dossier pour les inscriptions que deux registraires signent ensuite',
  'authorityRecords.exportDescription':
    "Écrire en fiches de l'annuaire de l'ONU ce qu'ont signé les registraires de cet État.",
  'authorityRecords.exportOutOption': 'nouveau fichier : .json ou .csv',
  'authorityRecords.importHelp': `Rien n'est changé par cette commande : un brouillon compte une fois que deux registraires l'ont signé (describe --cosign) et qu'il a été
soumis (describe --submit), sous {signingDays} jours. Les fiches d'un autre État sont comparées à ce que cet État a signé et montrées
comme non vérifiées ; elles ne sont pas gardées : seuls les registraires d'un État disent ce que sont ses autorités.
Si une fiche est fausse, tout ce qui est faux est énuméré par fichier et ligne, et il n'y a aucun brouillon.

Un fichier .json est une liste de fiches, chacune avec tous ces membres ; un fichier .csv les nomme dans sa première ligne :
  {recordMembers},
  {joinRecordMembers}
  ['{"state": "XA", "authority": "border-police", "name": "Police aux frontières", "bodies": ["SPOC"],
    "functions": ["SMUGGLING_OF_MIGRANTS_BY_SEA"], "competences": ["INFORMATION"], "languages": ["hr", "en"],
    "roundTheClock": true, "phone": "+385 1 234567", "email": "duty@border.example", "requirements": "",
    "untocAsLegalBasis": true, "interpolChannelAccepted": true, "lawLinks": []}']
Dans une cellule, codes et liens sont séparés par des espaces, et vrai ou faux s'écrit yes ou no. Les cellules sont séparées par des
virgules, points-virgules ou tabulations.
Au plus {files} fichiers de {bytes} Mio, {records} fiches en tout.
bodies : {authorityBodies}
functions : {authorityFunctions}
competences, vide si l'autorité n'en dit rien : {threadTypes}

Ce qui peut être faux :
{object}`,
  'authorityRecords.mostFiles': 'au plus {files} fichiers',
  'authorityRecords.noRecordNothingCompared': "Il n'y a aucune fiche : rien n'a été comparé.",
  'authorityRecords.noRecordStateNothing': "Il n'y a aucune fiche de cet État : rien à signer.",
  'authorityRecords.signedDirectoryStateSays':
    "L'annuaire signé de cet État dit déjà tout cela : rien à signer.",
  'authorityRecords.nothingWrittenDraftsDrafts':
    "Rien n'a été écrit. Pour avoir les brouillons ({count}) : --drafts FOLDER",
  'authorityRecords.nextWithinDaysDraft':
    "Ensuite, sous {signingDays} jours et pour chaque brouillon : liaise authority describe --cosign FILE par deux registraires de l'autorité, puis --submit FILE.",
  'authorityRecords.neitherJsonNorCsv': '{file} : ni .json ni .csv',
  'authorityRecords.mostRecords': '{file} : au plus {records} fiches en tout',
  'authorityRecords.inAll': '{flawsCount} en tout',
  'authorityRecords.unverifiedNotKeptNot': "non vérifié, non gardé : {state} ne l'a pas signé ici",
  'authorityRecords.asHasSignedIt': "tel que {state} l'a signé",
  'authorityRecords.outNeitherJsonNorCsv': '{out} : ni .json ni .csv',
  'authorityRecords.written': '{out} : {count, plural, one{{count} fiche} other{{count} fiches}}',
  'authorityRecords.new': 'nouvelle',
  'authorityRecords.changed': 'modifiée',
  'authorityRecords.same': 'identique',

  'authority.authorityDescription': 'À qui une demande peut aller, et ce que chacun dit de soi.',
  'authority.listDescription': 'Montrer les autorités de tous les États connus ici.',
  'authority.own': 'propre',
  'authority.noLink': 'aucune',
  'authority.linked': 'oui',
  'authority.bodies': 'est',
  'authority.nationalContactPoint': 'point de contact national',
  'authority.dutyDayNight': 'de permanence jour et nuit',
  'authority.takesUntocLegalBasis': 'accepte la Convention de Palerme (UNTOC) comme base légale',
  'authority.takesRequestsThroughInterpol': 'accepte des demandes par INTERPOL',
  'authority.namedFor': 'désignée pour',
  'authority.competences': 'répond sur',
  'authority.languages': 'langues',
  'authority.also': 'aussi',
  'authority.reachedBy': 'joignable par',
  'authority.asksFor': 'exige : {requirements}',
  'authority.law': 'droit',
  'authority.describeDescription':
    "Dire ce que les voisins doivent savoir d'une autorité : deux de ses registraires signent.",
  'authority.which': 'laquelle',
  'authority.describeFileOption': "JSON avec tous les membres de l'exemple ci-dessous",
  'authority.help': `Le fichier a les membres que les États donnent à l'annuaire de l'ONU des autorités nationales compétentes :
  '{"bodies": ["SPOC"], "functions": ["SMUGGLING_OF_MIGRANTS_BY_SEA"], "competences": ["INFORMATION", "VESSEL"],
   "languages": ["hr", "en"], "roundTheClock": true, "phone": "+385 1 234567", "email": "duty@border.example",
   "requirements": "", "untocAsLegalBasis": true, "interpolChannelAccepted": true, "lawLinks": []}'
bodies : {authorityBodies}
functions : {authorityFunctions}
competences, vide si l'autorité n'en dit rien : {threadTypes}`,
  'authority.authorityFileNeeded': '--authority et --file sont nécessaires',

  'contactPoint.contactPointDescription':
    'Nommer par la clé racine le point de contact national : il reçoit copie de ce qui est demandé, répondu et communiqué.',
  'contactPoint.which': 'laquelle',
  'contactPoint.contactPointFromOption': 'par défaut : maintenant',
  'contactPoint.contactPointToOption': 'par défaut : dix ans plus tard',
  'contactPoint.help': `Il n'y en a qu'un à la fois : la plus récente inscription déjà entrée en vigueur vaut. Les demandes entre d'autres autorités lui sont
copiées, dans les deux États ; de même les réponses, précisions, informations, transmissions et corrections. Ce qui nomme une des trois
exceptions de l'art. 4, par. 2, de la directive (UE) 2023/977 ne lui est pas copié, ni ce qui y répond.`,
  'contactPoint.authorityNeeded': '--authority est nécessaire',

  'dutyRoster.rosterDescription':
    "Dire qui est de permanence et quand, par un registraire de l'autorité ; sans --file, le montrer.",
  'dutyRoster.which': 'laquelle',
  'dutyRoster.rosterFileOption': "JSON avec tous les membres de l'exemple ci-dessous",
  'dutyRoster.help': `Un fichier ; les heures sont en UTC, et qui suit est de permanence dès le moment où part qui précède :
  '{"contact": "Salle de permanence, +385 1 234567",
   "periods": [{'"from": "{exampleDay}T17:00:00.000Z", "to": "{exampleDayExampleDay}T06:00:00.000Z", "officers": ["b.horvat", "c.maric"]'}]}'
Un danger pour la vie que personne n'a pris en charge va à ceux qui sont de permanence, dans l'ordre de la liste ; si le tableau ne
nomme personne, à tous les agents de permanence de l'autorité. Un nouveau tableau remplace le précédent. Qui peut lire un fil est dit
par une autre liste, la liste d'accès : "liaise request roster", "liaise inbox roster".`,
  'dutyRoster.authorityFileNeeded': '--authority et --file sont nécessaires',
  'dutyRoster.authorityNeeded': '--authority est nécessaire',
  'dutyRoster.nobodyDuty': "Personne n'est de permanence du {from} au {to}.",
  'dutyRoster.noRegistrarSaidDuty': "Aucun registraire n'a dit qui est de permanence.",

  'officer.officerDescription':
    'Qui peut agir pour une autorité ; les inscriptions sont signées sur la machine du registraire.',
  'officer.listDescription': "Montrer les agents de cet État, selon l'annuaire.",
  'officer.addDescription':
    "Donner des droits à un agent : un registraire commence, un second signe aussi, n'importe qui soumet.",
  'officer.addOfficerOption':
    'à qui, et pour quelle autorité ; à répéter, chacun avec son --cert, pour plusieurs personnes aux mêmes rôles',
  'officer.addCertOption': "certificat de la propre clé de l'agent",
  'officer.addRoleOption': 'peut être donné plusieurs fois : {roles}',
  'officer.addFromOption': 'début du mandat ; par défaut : maintenant',
  'officer.addToOption': 'fin du mandat ; par défaut : un an plus tard',
  'officer.addTokenOutOption':
    "nouveau fichier pour le jeton à usage unique à remettre à l'agent ; par défaut : AGENT.token",
  'officer.addOutHelp':
    'Sans --out ni --token-out, les fichiers sont AGENT.json et AGENT.token, ici, pour chaque personne.',
  'officer.tokenIn': 'Jeton à usage unique, à remettre à {officer} seul : {file}',
  'officer.certificateNames': 'le certificat {fingerprint} se dit de {names}',
  'officer.certificateOfAnother':
    "{cert} : le certificat nomme {names}, non {officer} ; donnez chaque --cert dans l'ordre de son --officer",
  'officer.newGrantNeedsOfficer':
    'de nouveaux droits exigent --role, et --officer et --cert pour chaque personne',
  'officer.severalNamed':
    'plusieurs personnes : chacune une fois, sans --out ni --token-out (fichiers AGENT.json, AGENT.token)',
  'officer.suspendDescription':
    "Suspendre un agent aussitôt : un seul registraire de l'autorité suffit.",
  'officer.suspendOfficerArgument': 'qui ; inutile avec --submit',
  'officer.nameOfficerSuspend': "nommez l'agent à suspendre",
  'officer.suspendedFrom': 'SUSPENDU à partir du {suspendedFrom}',
  'officer.notEnrolledYet': 'clé pas encore enregistrée',

  'directoryPosting.postDescription':
    "Dire où un agent est affecté : ses droits finissent avec l'affectation.",
  'directoryPosting.postOfficerOption': 'qui, de quelle autorité',
  'directoryPosting.postHostOption': "l'État d'accueil, dont les autorités le reçoivent",
  'directoryPosting.postSendingOption': "l'État d'envoi ; par défaut : celui-ci",
  'directoryPosting.postPostOption': 'nom du poste',
  'directoryPosting.postStandInForOption':
    'y remplace un autre agent, dont chaque document montre alors le nom',
  'directoryPosting.postFromOption':
    "par défaut : maintenant ; à soumettre dans l'heure qui suit ce moment",
  'directoryPosting.postToOption': 'pas après la fin du mandat',
  'directoryPosting.postEndOption':
    'y mettre fin maintenant, avant son terme : un seul registraire suffit',
  'directoryPosting.postingNeedsOfficerHost':
    'une affectation exige --officer, --host, --post, et --to ou --end',
  'directoryPosting.beginsNoEarlier':
    "une affectation ne commence pas avant l'instant présent : omettez --from",

  'registrar.registrarDescription':
    "Qui peut dire qui est agent ; la racine de l'État le signe, hors ligne.",
  'registrar.addDescription':
    'Certifier un registraire par la clé racine, sur la machine qui la détient.',
  'registrar.whom': 'qui',
  'registrar.addCertOption': 'certificat de la propre clé du registraire',
  'registrar.addAuthorityOption': 'pour quelle autorité ; peut être donné plusieurs fois',
  'registrar.addFromOption': 'par défaut : maintenant',
  'registrar.addToOption': 'par défaut et au plus tard : {longestDays} jours après',
  'registrar.listDescription': "Montrer les registraires, selon l'annuaire.",
  'registrar.for': 'pour {authorities}',
  'registrar.key': 'clé {fingerprint}',
  'registrar.newRegistrarNeedsRegistrar':
    'un nouveau registraire exige --registrar, --cert et --authority',
  'registrar.mostDaysAfter': '--to : au plus {longestDays} jours après --from',
} as const;
