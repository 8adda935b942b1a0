export const installation = {
  'files.enoent': 'there is no such file or folder',
  'files.eexist': 'it is no folder',
  'files.erofs': 'nothing can be written there',
  'files.eacces': 'this user may not',
  'files.eperm': 'this user may not',
  'files.eisdir': 'it is a folder',
  'files.enotdir': 'a part of the path is no folder',
  'files.enospc': 'the disk is full',
  'files.unknown': 'unknown',
  'files.noFolderMade': '{path}: no folder can be made there',
  'files.moreBytes': 'more than {limit} bytes',

  'initialise.stateSetUpBefore': '{dir}: a State was set up here before',
  'initialise.notEmpty': '{dir}: not empty',
  'initialise.rootKeyAlready': '{rootKey}: a root key is here already',
  'initialise.personsFolderLieApart': "the persons' folder must lie apart from the gateway's",
  'initialise.toldEndWhatMade': 'told to end: what was made is removed again',
  'initialise.settings': 'settings',
  'initialise.certificates': 'certificates',
  'initialise.folders': 'folders',
  'initialise.keysRootRegistrars': 'keys of the root and the registrars',
  'initialise.keysStateAuthorities': 'keys of the State and its authorities',
  'initialise.directorySignedRoot': 'directory, signed by the root',
  'initialise.directoryIntoDatabase': 'directory into the database',
  'initialise.databaseMade': 'database: making it',
  'initialise.databaseStarted': 'database: starting it',
  'initialise.databaseTablesLogins': 'database: tables and logins',
  'initialise.databaseReady': 'database: ready',

  'renewCertificates.authorityEnded': 'the certification authority of {name} has ended: {validTo}',
  'renewCertificates.keyPersonsFolderNot':
    'the key in the persons’ folder is not that of the certification authority',

  'brokers.noListen': 'listen is missing, and a neighbour connects to it',
  'keysCertificates.noCertificate': 'no certificate',
  'keysCertificates.noKey': 'no private key of the certificate beside it',

  'keysSubkeys.noSubkey': '{path}: no subkey',

  'links.mustBeAText': '{name} must be a text',
  'links.leafPublicKey': 'leafPublicKey must be the public nkey of a user',
  'links.sideListenSolicit': 'side must be listen or solicit',
  'links.portMustBeTo': 'port must be 1 to 65535',
  'links.moreLinks': '{peers}: more than {mostLinks} links',

  'names.givenTwice': '{option}: {twice} is given twice',
  'names.allowedAuthority': 'allowed: ID=NAME, such as border-police="Border Police"',
  'names.allowedRegistrar': 'allowed: NAME=FILE, such as m.horvat=horvat.cert',
  'names.allowedOfficerAuthority': 'allowed: OFFICER@AUTHORITY, such as a.novak@border-police',

  'installed.startIt': 'liaise up --dir {dir}',

  'putBack.ownDirectoryAnotherGiven':
    'entry {differs} of the own directory is another than the given one',
  'putBack.databaseHoldsNoNote': '{path}: the database holds no note to adopt',

  'neededPorts.apiHttpPortLiaise': 'the API (`http.port` of liaise.json)',
  'neededPorts.busBusUrlLiaise': 'the bus (`bus.url` of liaise.json)',
  'neededPorts.borderBrokerBorderUrl': 'the border broker (`border.url` of liaise.json)',
  'neededPorts.whatBorderBrokerTells':
    'what the border broker tells (`border.monitorUrl` of liaise.json)',
  'neededPorts.neighboursListenNatsBorder': 'neighbours (`listen` {listen} of nats/border.json)',

  'stateRunner.stoppedMeanwhile': 'stopped meanwhile',

  'strayErrors.goesOn': 'liaise up goes on after an error: {error}',
} as const;
