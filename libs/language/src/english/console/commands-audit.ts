export const commandsAudit = {
  'audit.auditDescription': 'What the custody log holds, and its proofs.',

  'auditDrill.drillDescription':
    'Damage a private copy of an export in every way; each must be found.',
  'auditDrill.drillExportArgument': 'folder of an export; it is only read',
  'auditDrill.drillKeptOption': 'a checkpoint of this log that you kept',
  'auditDrill.drillCountOption': 'how many changes',
  'auditDrill.drillSeedOption': 'the same seed makes the same changes',
  'auditDrill.drillHelp': `Flipped bits; leaves deleted, inserted, swapped, doubled; files cut and deleted; the log cut back, and written anew by the
owner of the database without and with the log key. Exit code 0 only when every change was found at its place.`,
  'auditDrill.triedOf': 'Tried {done} of {count}{detail}',
  'auditDrill.seed': 'seed {seed}: {what}',
  'auditDrill.all': 'all',
  'auditDrill.logLeaves': 'A log of {leaves} leaves',
  'auditDrill.foundGood': 'found good',
  'auditDrill.missed': 'MISSED {number}: {what}: {said}',

  'log.exportDescription':
    'Write the whole log into a folder, or what is new since: a mirror to be verified.',
  'log.exportFolderArgument': 'a new folder, or one that holds an export of this log',
  'log.exportHelp': `Tiles are built here and compared with the signed root. An export that was interrupted goes on where it stopped. A log that
no longer contains what the folder has is refused (exit code 4), and the folder stays as it is.`,
  'log.fetchingLeaf': 'Fetching: leaf {leaves} of {size}{detail}',
  'log.leavesThemNew': '{dir}: {size} leaves, {added} of them new',
  'log.noExport':
    '{dir}: no export of a custody log, there is no {name} in it; liaise audit export makes one',
  'log.root': 'Root {root}',
  'log.rootOption': 'root of the State; standard: that of the profile',
  'log.policyOption': 'your own policy of witnesses; standard: the one in the export',
  'log.skewOption': 'how far times may run back',
  'log.theDirectory': 'the directory',
  'log.leaf': 'leaf {index}',
  'log.event': 'event {event}',
  'log.checkpointSize': 'checkpoint of size {size}',
  'log.leavesNoEventsElse': '; leaves that are no events: {count}; all else is good',
  'log.thenAt': '; then {message} at {place}',
  'log.at': '{message} at {place}{beyond}',
  'log.checkedLeaves': 'Checked {done} leaves',
  'log.link': '  link {link}: {seq}',
  'log.goodLeavesCheckpointsUntil':
    'Good: {size} leaves and {checkpoints} checkpoints of {origin}, until {until}',
  'log.noCosignatureAskedNothing':
    'No cosignature was asked for: nothing but the log itself speaks for its history.',
  'log.policyMetUpSize': 'The policy is met up to size {cosigned}.',
  'log.numbersNeighboursNotAccepted': 'Numbers of neighbours that were not accepted: {holesCount}',

  'mend.dirOption': 'folder of the installation',
  'mend.putBackDescription':
    'Put entries back that are missing from the own directory; the State runs.',
  'mend.putBackExportArgument': 'folder of an auditor’s export of this State’s log',
  'mend.putBackHelp': `For TRUST_CHAIN_BROKEN: entries of the directory were deleted from the database. Only what follows on the stored entries is put
back, each verified from the root; the services take over by themselves once it is what the note and the log say.`,
  'mend.adoptNoteDescription':
    'Write the note of the chain heads anew when every copy is lost; the State runs.',
  'mend.adoptNoteHelp': `For TRUST_NOTE_MISSING, when no copy of checkpoint/chains is left. Writes the last one that the database holds. Whoever can change
the database and remove the file could hide by it what the custody log does not name either: let the auditor verify the log.`,
  'mend.writtenLetAuditorVerify':
    '{file}: written. Let an auditor verify the log: liaise audit verify --live',
  'mend.of': '{file}: of {state}',
  'mend.words': '{count, plural, one{1 entry was} other{{count} entries were}}',
  'mend.putBackSeeLiaise': '{words} put back. See liaise status --dir {dir}',

  'proof.proofDescription': 'Fetch the proof of an event and verify it.',
  'proof.proofEventArgument': 'id of the event, from the timeline',
  'proof.proofVkeyOption': 'file of the log’s verifier key; standard: the directory’s',
  'proof.proofOutOption':
    'write NAME.leaf, NAME.proof and, if there is one, NAME.second, for `audit verify` or another program',
  'proof.proofHelp':
    'Without --vkey the key of the log is the one that the signed directory names, verified from the root of the profile.',
  'proof.directoryNamesNoLog': 'the directory names no log key',
  'proof.proofAnotherEntryGateway': 'the proof is of another entry than the gateway says',
  'proof.after': '  after  {at} by {by}, checkpoint {size}',
  'proof.before': '  before {at} by {by}, checkpoint {size}',
  'proof.seen': '  seen   {at} by {by}, checkpoint {size}',
  'proof.outsideTimeGatewaySays': 'Outside time, as the gateway says: {state}',

  'questions.thread': 'id of the thread, from a list',
  'questions.item': 'id of a document or message, or the SHA-256 of a document',
  'questions.officer': 'id of the officer',
  'questions.state': 'code of the State',
  'questions.says': 'What was done in a thread, in order; with --all every event.',
  'questions.saysSawOpenedSent':
    'Who saw, opened, sent or took away an item, when, why and on which screen.',
  'questions.saysEverythingOfficerPeriod': 'Everything that an officer did in a period.',
  'questions.saysEverythingSentReceived':
    'Everything sent to and received from a State in a period, and its receipts.',
  'questions.fromOption': 'first moment, UTC; standard: the beginning of the log',
  'questions.toOption': 'first moment after it, UTC; standard: now',
  'questions.allOption': 'every event, with its id and its place in the log',
  'questions.openDifferencesDescription': 'What is not settled with neighbours.',
  'questions.healthDescription': 'How the log is: sizes, ages, witnesses, halts.',
  'questions.itemIdDispatchMessage': 'item: id of a dispatch or message, or a SHA-256',
  'questions.moments': '{option}: 2026-01-31 or 2026-01-31T23:59:59.123Z',
  'questions.moreFollowAskShorter': 'More follow {next}: ask for a shorter period.',
  'questions.noOpenDifferences': 'No open differences.',
  'questions.themReleased': '{size}, {released} of them fixed outside the database',
  'questions.noneYet': 'none yet',
  'questions.sizeBy': 'size {size}, {age}, by {witness}',
  'questions.nobodyYet': 'by nobody yet',
  'questions.firstSince': ', the first since {waitingAge} s',
  'questions.secondsAgo': '{seconds} s ago',

  'statistics.statisticsDescription':
    'What Directive (EU) 2023/977 art. 18(2) counts of the requests of a year.',
  'statistics.statisticsYearOption': 'in which the officers signed the requests, UTC',
  'statistics.statisticsPeerOption': 'requests to and from this neighbour alone',
  'statistics.statisticsOutOption':
    'write down what was counted, request by request, for the neighbour',
  'statistics.statisticsCompareOption':
    'the file that the neighbour wrote: list what it counts differently',
  'statistics.statisticsHelp': `Everything is counted from the custody log. A fact counts once the receiving State has signed that it has it, so both
States count the same; with --compare the exit code is 1 when they do not.`,
  'statistics.compareNeedsPeer': '--compare needs --peer',
  'statistics.noRequests': 'No requests in {year}.',
  'statistics.moreRequestsAskPeer': 'more than 200,000 requests: ask for each --peer alone',
  'statistics.isOfFrom': '{path} is of {state} from {from}',
  'statistics.requests': 'requests',
  'statistics.answered': 'answered',
  'statistics.refused': 'refused: {ground}',
  'statistics.lateJudicialAuthorisation': 'late: judicial authorisation',
  'statistics.notDeliveredNotCounted': 'not delivered, and not counted',
  'statistics.weAsk': 'WE ASK {peer}',
  'statistics.bothStatesCountSame': 'Both States count the same.',
  'statistics.nothing': 'nothing',
  'statistics.hereThere': '{request}  {what}: here {ours}, there {their}',
  'statistics.asksUs': '{peer} ASKS US',

  'auditVerify.verifyDescription': 'Verify an export, a running log, or one event and its proof.',
  'auditVerify.verifyExportArgument': 'folder of an export; or file of the exact bytes of an event',
  'auditVerify.verifyProofArgument': 'file of the proof (tlog-proof) of that event',
  'auditVerify.verifyLiveOption':
    'verify the log of the gateway instead, as it is now; needs --purpose',
  'auditVerify.verifyKeptOption': 'a checkpoint of this log that you kept: it must be in it',
  'auditVerify.verifyVkeyOption':
    'of a proof: file of the log’s verifier key, had from the State itself',
  'auditVerify.verifySecondOption':
    'of a proof: second note of its checkpoint, for a witness that takes no other',
  'auditVerify.verifyHelp': `An export is judged offline by the root, the policy and the kept checkpoints alone. The first bad thing is named with its
place (exit code 4).`,
  'auditVerify.liveNeedsPurpose': '--live needs --purpose',
  'auditVerify.nameExportLeafProof': 'name an export, a leaf and its proof, or --live',
  'auditVerify.vkeyLog': '--vkey: give the key of the log',

  'witnesses.witnessOption': 'verifier key of a witness; may be given several times',
} as const;
