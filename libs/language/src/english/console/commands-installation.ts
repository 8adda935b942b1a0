export const commandsInstallation = {
  'completion.completionDescription':
    'A script by which a shell completes commands and options; it asks no gateway.',
  'completion.completionHelp': `bash needs its package bash-completion, or \`source\` of the file. zsh needs the folder in \`fpath\` before \`compinit\`.
Ids are not completed: they would have to be asked of a gateway.`,

  'demo.demoDescription':
    'Two complete States on this machine: a rescue, a refusal, a recall, a forgery stopped, a proof.',
  'demo.demoOnceOption': 'stop everything at the end instead of staying until Ctrl-C',
  'demo.demoDirOption': 'keep everything in this new folder (default: a temporary one)',
  'demo.demoHelp':
    'Told to end before it is done (Ctrl-C, SIGTERM, terminal closed) it stops every process and exits with 1.',
  'demo.bothStatesStayUp': 'Both States stay up. Ctrl-C ends them.',
  'demo.stoppingBothStates': 'stopping both States',
  'demo.everythingLeft': 'everything is left in {dir}',

  'doctor.examples': `Durability and outside time are asked of the running database and broker; when they do not run it is not said. When keys, authorities,
registrars and mandates end is asked of the running database, too; when it does not run, a line says so.`,
  'doctor.doctorDescription':
    'Look for what is wrong with this machine or an installation; one line each.',
  'doctor.doctorDirOption': 'folder of the installation; without it only the programs',
  'doctor.findingRemedy': '{name}: {found}; {remedy}',

  'init.examples': `The root key and the registrars' keys are written to the persons' folder (--people). Take it away from this machine:
no process of the gateway needs it.`,
  'init.allowedThreePortsAbove': 'Allowed: 1 to 65532; the three ports above it are used too.',
  'init.atMost': '{option}: at most {bound}',
  'init.initDescription':
    'Set up a State: keys, certificates, database, directory, configurations.',
  'init.initStateOption': 'the State, two capital letters (ISO 3166-1)',
  'init.initDirOption': 'folder of the installation; must not exist yet',
  'init.initAuthorityOption': 'a body of the State; repeat for more',
  'init.initPeopleOption': "folder of the persons' keys (default: DIR-people)",
  'init.initRegistrarOption': 'a registrar and the file of the certificate; repeat for more',
  'init.initNewRegistrarOption': 'a registrar for whom a key is made; repeat for more',
  'init.initHttpHostOption': 'address the API listens on',
  'init.initHttpPortOption': 'port of the API; the three above it are used inside',
  'init.initHttpNameOption':
    'name under which officers reach the API (default: localhost); repeat for more',
  'init.initOriginOption': 'what the browser of an officer shows (default: https://NAME:PORT)',
  'init.initBorderListenOption': 'where neighbours may connect',
  'init.initBorderNameOption': 'name under which neighbours reach us; repeat for more',
  'init.initLogOriginOption': 'name of the custody log, for ever (default: audit.xx/YEAR)',
  'init.initPassphraseFileOption': 'locks the root and registrar keys; - reads the input',
  'init.settingUpUpMinute': 'Setting up {state} in {dir}: up to a minute. Ctrl-C undoes it.',
  'init.stateSetUp': 'State {state} is set up in {dir}',
  'init.rootFingerprint': 'Root fingerprint: {rootFingerprint}',
  'init.directoryEntriesHead':
    'Directory: {entries, plural, one{1 entry} other{{entries} entries}}, head {head}',
  'init.keysPersonsTakeThem': 'Keys of persons are in {dir}: take them away from this machine.',
  'init.rootKeyNoPassphrase': 'The root key has no passphrase; --passphrase-file gives it one.',
  'init.twoRegistrarsNeededGrant': 'Two registrars are needed to grant an officer anything.',
  'init.neitherTimeStampAuthority':
    'Neither a time-stamp authority nor a witness outside is configured: formal requests, answers to them and consents to evidential use are refused until `tsa1` and `witness1` in {settings} name them (deploy/guide/install.md#outside-time). Everything else works.',
  'init.startLiaiseUpDir': 'Start it: liaise up --dir {dir}',
  'init.allowedHostPort': 'Allowed: HOST:PORT.',
  'init.allowedHost': 'Allowed: a host name or an IP address.',
  'runner.ready': '{name}: ready',

  'runner.code': 'code {code}',
  'runner.ended': '{name}: ended ({signal})',
  'runner.found': 'disk: {space}',
  'runner.makeRoomSoon': '{found}; make room soon',
  'runner.nothingTakenNeighboursUntil':
    '{found}; nothing is taken from neighbours until there is room: make room',
  'runner.links':
    '{links, plural, one{border: 1 link; starts again for it} other{border: {links} links; starts again for it}}',
  'runner.epoch': 'storage keys: epoch {epoch} of {compartment} begins',
  'runner.epochDestroyed': 'storage keys: epoch {epoch} of {compartment} is destroyed',
  'runner.storageKeysEpochsCould': 'storage keys: epochs could not be looked after',
  'runner.subkeyMade': 'subkeys: {subkey} of {key} is made',
  'runner.subkeyPublished': 'subkeys: {subkey} of {key} is published',
  'runner.subkeyDestroyed': 'subkeys: {subkey} of {key} is destroyed',
  'runner.subkeysCouldNotLooked': 'subkeys: could not be looked after',
  'runner.diskReserveGivenDatabase':
    'disk: {space}; the reserve is given to the database and the logs',
  'runner.borderStorage': 'border: its store was closed when the disk was full; starts again',
  'runner.borderLinksStayThey': 'border: the links stay as they were',

  'installationStatus.stopped': 'stopped',
  'installationStatus.pid': 'pid {pid}',
  'installationStatus.noAnswer': 'no answer',
  'installationStatus.http': 'HTTP {status}',
  'installationStatus.link': 'link {peer}',
  'installationStatus.unknown': 'unknown',
  'installationStatus.up': 'up',
  'installationStatus.down': 'down',
  'installationStatus.noLinks': 'none',
  'installationStatus.statusDescription':
    'What of a State runs, whether it is ready, which links are up.',
  'installationStatus.statusDirOption': 'folder of the installation',

  'up.examples':
    'Stays until it is told to end (Ctrl-C, SIGTERM, terminal closed); then everything is stopped in order. Logs are in DIR/log.',
  'up.upDescription': 'Run a State: its database, its two brokers and its services.',
  'up.upDirOption': 'folder of the installation',
  'up.stateReady': 'State {state} is ready',
  'up.stateWaits': 'State {state} waits',
  'up.apiOfficers': 'API: {api} (officers: {origin})',
  'up.connectsNeighboursOnly': 'connects to neighbours only',
  'up.border': 'Border: {border}',

  'installationVerdict.things': '{count, plural, one{1 thing} other{{count} things}}',
  'installationVerdict.notRun': 'does not run',
  'installationVerdict.notWorkProcessesStopped':
    'does not work: {stopped, plural, one{1 of {processes} processes is stopped} other{{stopped} of {processes} processes are stopped}}',
  'installationVerdict.works': 'works',
  'installationVerdict.notWorkApiNot': 'does not work: the API is not ready',
  'installationVerdict.startLiaiseUp': '{head}; start it: liaise up --dir {dir}',
  'installationVerdict.also': '{said}; {next}',
  'installationVerdict.toMend': '{wrong} to mend',
  'installationVerdict.toLookAt': '{unsure} to look at',
  'installationVerdict.nothingMend': 'nothing to mend',

  'statusRow.api': 'api',
  'statusRow.log': 'log',
  'statusRow.time': 'time',
  'statusRow.life': 'life',
  'statusRow.waiting': 'waiting',
  'statusRow.halts': 'halts',
  'statusRow.duty': 'duty',
  'statusRow.copies': 'copies',
  'statusRow.packages': 'packages',
  'statusRow.limits': 'limits',
  'statusRow.retention': 'retention',
  'statusRow.profile': 'profile',
  'statusRow.ends': 'ends',
  'statusRow.antivirus': 'antivirus',
  'statusRow.disk': 'disk',
  'statusRow.untrusted': 'untrusted',
} as const;
