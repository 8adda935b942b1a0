export const healthKeys = {
  'ends.before': 'the root certifies them again: `liaise key extend`',
  'ends.keys': 'keys',
  'ends.registrars': 'registrars',
  'ends.mandates': 'mandates',
  'ends.contactPoint': 'contact point',
  'ends.beforeRootNamesAgain': 'the root names it again: `liaise key extend`',
  'ends.beforeTwoRegistrarsGrant':
    'two registrars grant them anew: `liaise officer add`, same key, or let them end',
  'ends.linkCertificates': 'link certificates',
  'ends.certificates': 'certificates',
  'ends.beforeTlsLinkCrt':
    "tls/link.crt: run `liaise key renew` with the persons' folder, then start `liaise up` again; an authority (-ca.crt, peers/): plan to confirm the neighbours anew",
  'ends.beforeRunLiaiseKey':
    "run `liaise key renew` with the persons' folder, then start `liaise up` again; -ca.crt: a new authority must reach all officers, plan it",
  'ends.keysNeighbours': 'keys of neighbours',
  'ends.beforeTellNeighbourRoot': 'tell the neighbour: its root runs `liaise key extend`',
  'ends.whenTheyEndNot': 'when they end was not looked at: {unknown}',
  'ends.letLiaiseUpRun': 'let `liaise up` run and ask again; for a TRUST_ code see errors.md',
  'ends.ended': '{code}: ended: {meant}',
  'ends.end': 'end within {days} days: {meant}',
  'ends.noneEndsWithinDays': 'none ends within 90 days; the first: {first}',
  'ends.inDays': '{left, plural, one{{name} in {left} day} other{{name} in {left} days}}',
  'ends.nothing': 'nothing',
  'ends.nothingWithinDaysFirst': 'nothing within 90 days; first {name} in {left} days',
  'ends.endedAt': 'ENDED: {ended}',
  'ends.seeLiaiseDoctor': '{said}; see liaise doctor',
  'ends.more': '{more} more',

  'secretFiles.notPlainFile': 'not a plain file',
  'secretFiles.putFileItself': 'put the file itself there',
  'secretFiles.mode': 'mode {mode}',
  'secretFiles.owner': 'owner {uid}',
  'secretFiles.giveFileUserRuns': 'give the file to the user that runs liaise',
  'secretFiles.filesOwnerAlone': '{seenCount} files, each for its owner alone',
  'secretFiles.secrets': 'secrets',

  'keysStorageEpochs.keyDestroyed': 'its key is destroyed',
  'keysStorageEpochs.since': 'since {madeAt}',
  'keysStorageEpochs.wraps':
    '{wrapped, plural, one{wraps {wrapped} key} other{wraps {wrapped} keys}}',
  'keysStorageEpochs.neededBackupsAloneSince': 'needed only by backups since {emptiedAt}',
  'keysStorageEpochs.epochOf': 'epoch {epoch} of {compartment}: {words}',
  'keysStorageEpochs.restore': 'restore them from a backup',
  'keysStorageEpochs.make':
    '{restore}; in a State that was set up before this compartment existed, make them: `liaise authority keys`',
  'keysStorageEpochs.storageKeys': 'storage keys: {compartment}',
  'keysStorageEpochs.thereAreNone': 'there are none',
  'keysStorageEpochs.old':
    '{age, plural, one{the newest is {age} day old} other{the newest is {age} days old}}',
  'keysStorageEpochs.letLiaiseUpRun': 'let `liaise up` run: it makes one',
  'keysStorageEpochs.epochDaysOldPast':
    '{age, plural, one{epoch {epoch}, {age} day old} other{epoch {epoch}, {age} days old}}; past epochs: {ownCount}',
  'keysStorageEpochs.threadsEpochCannotRead':
    '{wrapped, plural, one{{wrapped} thread of epoch {epoch} cannot be read} other{{wrapped} threads of epoch {epoch} cannot be read}}',
  'keysStorageEpochs.keyGone': 'their key is gone',
  'keysStorageEpochs.notEveryServiceEpoch': 'not every service has epoch {epoch}',
  'keysStorageEpochs.startLiaiseUpAgain': 'start `liaise up` again: it gives it',

  'keysSubkeys.subkeysOf': 'subkeys of {key}: {error}',
  'keysSubkeys.olderOnesKept': 'older ones kept: {older}',
  'keysSubkeys.directory': 'directory: {directory}',
  'keysSubkeys.fails': 'fails: {code}',
  'keysSubkeys.subkeysOfKey': 'subkeys of {key}: {words}',
  'keysSubkeys.name': 'subkeys: {key}',
  'keysSubkeys.restoreFileBackup': 'restore the file from a backup',
  'keysSubkeys.thereAreNone': 'there are none',
  'keysSubkeys.restoreThemBackup': 'restore them from a backup',
  'keysSubkeys.neighboursSealSubkeyWhose':
    'neighbours seal to a subkey whose private half is not here',
  'keysSubkeys.olderKeyFilePut':
    'was an older key file put back? Then run `liaise key rotate`. If not, somebody else has the key: the root must certify another',
  'keysSubkeys.newestNotDirectory': 'the newest is not in the directory',
  'keysSubkeys.letLiaiseUpRun': 'let `liaise up` run: it tells it',
  'keysSubkeys.since': '{code} since {since}',
  'keysSubkeys.seeCodeErrorsMd': 'see the code in errors.md; `liaise up` tries again every minute',
  'keysSubkeys.newestDaysOld':
    '{age, plural, one{the newest is {age} day old} other{the newest is {age} days old}}',
  'keysSubkeys.letLiaiseUpRunMakes': 'let `liaise up` run: it makes one',
  'keysSubkeys.oneDaysOld':
    '{oldest, plural, one{one is {oldest} day old} other{one is {oldest} days old}}',
  'keysSubkeys.letLiaiseUpRunDestroys': 'let `liaise up` run: it destroys it',
  'keysSubkeys.newestDaysOldOlder':
    '{age, plural, one{newest {age} day old} other{newest {age} days old}}; {older} older kept',
  'keysSubkeys.days': '{days, plural, one{{days} day} other{{days} days}}',
  'keysSubkeys.none': 'none',
  'keysSubkeys.notToldYet': 'not told yet',
  'keysSubkeys.leadsElsewhere': 'leads elsewhere',
} as const;
