export const frenchInstallation = {
  'files.enoent': "ce fichier ou ce dossier n'existe pas",
  'files.eexist': "ce n'est pas un dossier",
  'files.erofs': 'rien ne peut y être écrit',
  'files.eacces': "cet utilisateur n'en a pas le droit",
  'files.eperm': "cet utilisateur n'en a pas le droit",
  'files.eisdir': "c'est un dossier",
  'files.enotdir': "une partie du chemin n'est pas un dossier",
  'files.enospc': 'le disque est plein',
  'files.unknown': 'cause inconnue',
  'files.noFolderMade': "{path} : impossible d'y créer un dossier",
  'files.moreBytes': 'plus de {limit} octets',

  'initialise.stateSetUpBefore': '{dir} : un État a déjà été installé ici',
  'initialise.notEmpty': '{dir} : dossier non vide',
  'initialise.rootKeyAlready': '{rootKey} : une clé racine est déjà ici',
  'initialise.personsFolderLieApart':
    'le dossier des personnes doit être séparé de celui de la passerelle',
  'initialise.toldEndWhatMade': 'arrêt demandé : ce qui a été créé est supprimé',
  'initialise.settings': 'réglages',
  'initialise.certificates': 'certificats',
  'initialise.folders': 'dossiers',
  'initialise.keysRootRegistrars': 'clés de la racine et des registraires',
  'initialise.keysStateAuthorities': "clés de l'État et de ses autorités",
  'initialise.directorySignedRoot': 'annuaire, signé par la racine',
  'initialise.directoryIntoDatabase': 'annuaire dans la base de données',
  'initialise.databaseMade': 'base de données : création',
  'initialise.databaseStarted': 'base de données : démarrage',
  'initialise.databaseTablesLogins': 'base de données : tables et comptes',
  'initialise.databaseReady': 'base de données : prête',

  'renewCertificates.authorityEnded':
    "l'autorité de certification de {name} a pris fin : {validTo}",
  'renewCertificates.keyPersonsFolderNot':
    "la clé du dossier des personnes n'est pas celle de l'autorité de certification",

  'brokers.noListen': "listen manque, et un voisin s'y connecte",
  'keysCertificates.noCertificate': "ce n'est pas un certificat",
  'keysCertificates.noKey': "ce n'est pas la clé privée du certificat voisin",

  'keysSubkeys.noSubkey': '{path} : aucune sous-clé',

  'links.mustBeAText': '{name} doit être un texte',
  'links.leafPublicKey': "leafPublicKey doit être la clé publique nkey d'un utilisateur",
  'links.sideListenSolicit': 'side doit être listen ou solicit',
  'links.portMustBeTo': 'port doit être compris entre 1 et 65535',
  'links.moreLinks': '{peers} : plus de {mostLinks} liaisons',

  'names.givenTwice': '{option} : {twice} est donné deux fois',
  'names.allowedAuthority': 'admis : ID=NOM, comme border-police="Police aux frontières"',
  'names.allowedRegistrar': 'admis : NOM=FICHIER, comme m.horvat=horvat.cert',
  'names.allowedOfficerAuthority': 'admis : AGENT@AUTORITÉ, comme a.novak@border-police',

  'installed.startIt': 'liaise up --dir {dir}',

  'putBack.ownDirectoryAnotherGiven':
    "l'inscription {differs} de notre annuaire est autre que celle qui est donnée",
  'putBack.databaseHoldsNoNote': '{path} : la base de données ne contient aucune note à adopter',

  'neededPorts.apiHttpPortLiaise': "l'API (`http.port` de liaise.json)",
  'neededPorts.busBusUrlLiaise': 'le bus (`bus.url` de liaise.json)',
  'neededPorts.borderBrokerBorderUrl': 'le courtier de frontière (`border.url` de liaise.json)',
  'neededPorts.whatBorderBrokerTells':
    'ce que dit le courtier de frontière (`border.monitorUrl` de liaise.json)',
  'neededPorts.neighboursListenNatsBorder': 'les voisins (`listen` {listen} de nats/border.json)',

  'stateRunner.stoppedMeanwhile': 'arrêté entre-temps',

  'strayErrors.goesOn': 'liaise up continue après une erreur : {error}',
} as const;
