export const demo = {
  'demoAttachments.attachmentsWhole': 'the attachments are whole',
  'demoAttachments.ofParts': '{name} {n} of {chunks} parts',
  'demoAttachments.notManyAttachmentsSent': 'not as many attachments as were sent',
  'demoAttachments.notFileSent': '{file}: not the file that was sent',
  'demoAttachments.bytesSameSendersFile':
    "      {size} bytes, the same as the sender's file; SHA-256:",

  'court.judgeXaOneFile': 'A judge of XA has one file made of it, for a court',
  'court.noJudge': 'no judge',
  'court.gatheredCosignedXbSealed':
    '  It is gathered, cosigned by XB, sealed and time-stamped. Meanwhile:',
  'court.courtGetsFileRoots': 'The court gets the file, and roots that it was told by another way',
  'court.waitingEvidencePackage': 'waiting for the evidence package',
  'court.evidencePackage': 'the evidence package',
  'court.bytesCourtToldSha': '      {size} bytes; the court is told its SHA-512 by another way:',
  'court.couldNotRun': '{program} could not be run',
  'court.shaCourtTold': '      the SHA-512 that the court was told',
  'court.oneByteCopyChanged': '  One byte of a copy is changed:',
  'court.nowWithoutProgramOurs': '  Now without a program of ours:',
  'court.gpg': 'gpg: {status}',
  'court.goodSignatureOverBrunos': "      a good signature over Bruno's answer, by his key",
  'court.whenAuthorityStamped': '      all of it was there when the authority stamped it',
  'court.detail':
    '{program} is needed and could not be run: install it (Debian, as root: apt-get install unzip openssl coreutils gnupg)',
  'court.anotherSha': 'another SHA-512',

  'demoState.noLogin': '{officer} has no login',
  'demoState.setUp': '{state}: set up in {dir}',
  'demoState.endedBeforeEnd': 'the demo was ended before it was done',
  'demoState.isLoggedIn': '{state}: {officer} ({role}) is logged in',
  'demoState.notTwoSigners': '{grant}: not two signers',

  'exchange.amalAsks': 'Amal asks',
  'exchange.uploadingPhotographReportMib':
    'uploading a photograph and a report of 20 MiB to her own gateway',
  'exchange.signedAmalsOwnKey': "  Signed with Amal's own key and queued. XA has it. Its thread:",
  'exchange.sealedLoggedRelayedDelivered':
    'sealed, logged, relayed, delivered, opened: waiting for it at XB',
  'exchange.requestInboxXb': 'the request in the inbox of XB',
  'exchange.brunoTakes': 'Bruno takes it',
  'exchange.afterMsLiesInbox': '  After {requestAtDutyOfficer} ms it lies in his inbox. XB has it.',
  'exchange.heReadsWordWord': '  He reads, word for word what Amal wrote:',
  'exchange.brunoAnswers': 'Bruno answers',
  'exchange.answerWayXa': 'the answer is on its way to XA',
  'exchange.answerXa': 'the answer at XA',
  'exchange.amalReadsAnswer': 'Amal reads the answer',
  'exchange.afterMsThreadClosed':
    '  After {answerAtLiaisonOfficer} ms. The thread is closed: ANSWERED.',
  'exchange.everyReceiptTime': 'Every receipt, with its time',
  'exchange.clockStatesFirstThree':
    '  Each by the clock of who states it: the first three ours, the others theirs.',
  'exchange.receiptsRequestXa': 'all receipts of the request at XA',
  'exchange.receiptsAnswerXb': 'all receipts of the answer at XB',
  'exchange.requestXaKnows': 'The request, as XA knows it:',
  'exchange.answerXbKnows': 'The answer, as XB knows it:',
  'exchange.noShown': 'no {kind} is shown',
  'exchange.notWhatWritten': 'the {kind} is not what was written',

  'folder.notEmpty': '{dir}: not empty',
  'folder.user': '{above}, user {name}',

  'neighbours.bothSidesReadSame':
    '  Both sides read the same twelve words to each other over the telephone:',
  'neighbours.noNeighbour': '{state}: no neighbour',
  'neighbours.linkUp': 'the link of {state} is up',
  'neighbours.linkIsUp': '{state}: the link is up',
  'neighbours.endedBeforeEnd': 'the demo was ended before it was done',

  'outsideWitness.sigsumKeyMadeNo': 'sigsum-key made no key',
  'outsideWitness.witnessOutside': 'the witness outside',

  'ports.noSevenFreePorts': 'no seven free ports in a row between 20000 and 32000',

  'receipts.queued': 'signed by the officer and queued here',
  'receipts.accepted': 'written into our custody log',
  'receipts.relayed': 'taken by their border',
  'receipts.delivered': 'arrived; their gateway signed for it',
  'receipts.opened': 'opened and verified; their gateway signed for it',
  'receipts.retrieved': 'read by an officer there; their gateway signed for it',

  'timeAuthority.opensslNeeded': 'openssl, which is needed for the time-stamps',

  'runDemo.twoStatesXaXb':
    'Two States, XA and XB: each with its own database, brokers, services and keys',
  'runDemo.endedBeforeEnd': 'the demo was ended before it was done',
  'runDemo.makingKeysCertificatesDatabase':
    'making keys, certificates and a database for each: some seconds',
  'runDemo.officersGetRightsTwo':
    'Officers get their rights: each by two registrars, each with a key of their own',
  'runDemo.officerOf': '  {state} {authority}: {officer}',
  'runDemo.statesBecomeNeighbours': 'The States become neighbours',
  'runDemo.noWitnessOutsideSigsum':
    '  No witness outside: sigsum-witness is not installed (Debian: sigsum-go).',
  'runDemo.packageCosignatureXbAlone': '  The package will have the cosignature of XB alone.',
  'runDemo.witnessOutsideCosignsLog':
    "  A witness outside cosigns the log of XA, too: Debian's sigsum-witness,",
  'runDemo.notOursOwnWord': '  which is not ours and by its own word for tests alone.',

  'forgery.somebodyForgesMessage': 'Somebody forges a message',
  'forgery.whoeverHoldsLoginXb':
    '  Whoever it is holds the login of XB at the border, and no key of XB or of Bruno.',
  'forgery.secondAnswerBrunosName':
    "  A second answer in Bruno's name goes to XA over the real border:",
  'forgery.forgedMessageQuarantine': 'the forged message in quarantine',
  'forgery.evidenceNotMessageSent': 'the evidence is not the message that was sent',
  'forgery.stoppedReachedNoOfficer':
    '  Stopped: {code}. It reached no officer, and the thread is as it was.',
  'forgery.keptEvidenceByteByte': '  Kept as evidence, byte for byte: {size} bytes, SHA-256:',
  'forgery.noAnswerImitate': 'no answer to imitate',
  'forgery.noKeyRecipient': 'no key of the recipient',
  'forgery.noSuchLink': '{link}: no such link',
  'forgery.forgedMessageStandsThread': 'the forged message stands in the thread',

  'storyLife.noShown': 'no {kind} is shown',
  'storyLife.peopleDangerOneLine': 'People are in danger: one line, before everything else',
  'storyLife.afterDeliveredXbSigned': '  After {since}: delivered, as XB has signed.',
  'storyLife.riskLifeXb': 'the risk to life at XB',
  'storyLife.riskLifeCameSomething': 'the risk to life came as something else',
  'storyLife.answerRiskLifeXa': 'the answer to the risk to life at XA',
  'storyLife.afterAmalReads': '  After {answeredMs} s Amal reads:',
  'storyLife.seconds': '{seconds} s',

  'outage.linkFailsHeals': 'The link fails, and heals',
  'outage.linkDown': 'the link is down',
  'outage.borderXbStandsStill':
    '  The border of XB stands still, and the line is dead. Amal sends all the same:',
  'outage.sentWithoutLink': 'sent without a link: {fate}',
  'outage.waitingSignedLoggedQueued':
    '  WAITING: signed, logged, queued at XA. Not delivered, and she is told so.',
  'outage.noBorder': 'no border',
  'outage.requestWaitedXb': 'the request that waited, at XB',
  'outage.lineBackMsLater':
    '  The line is back: {deliveredMs} ms later it lies at XB. Nobody sent it again.',
  'outage.brunoRefusesSaysWhy': 'Bruno refuses it, and says why',
  'outage.refusalXa': 'the refusal at XA',
  'outage.amalReads': '  Amal reads:',
  'outage.amalRecallsWhatNamed': 'Amal recalls what named the wrong man, and XB complies',
  'outage.recallXb': 'the recall at XB',
  'outage.xbsAnswerRecallXa': "XB's answer to the recall, at XA",
  'outage.xbCompliedGivesRequest':
    '  XB complied: it gives the request out no more. The log keeps that it was there.',

  'until.notWithin': 'not within {limitMs} s: {what}',

  'whereNext.amal': 'the rescue, the vessel, refusal and recall',
  'whereNext.bruno': 'what he was asked, and what he answered',
  'whereNext.rMarin': 'the evidence package for the court',
  'whereNext.jSilva': 'who did what; the forged message',
  'whereNext.eBerg': 'who did what at XB',
  'whereNext.sWeber': 'the neighbour XB and its time limits',
  'whereNext.hLind': 'the neighbour XA and its time limits',
  'whereNext.head': 'what you will see',
  'whereNext.happenedWhereLookNext': 'All of it happened, in {seconds} s. Where to look next',
  'whereNext.goneWithoutOnceBoth':
    '  All of it is gone. Without --once both States stay up, and you will see this;',
  'whereNext.dirFolderEverythingKept': '  with --dir FOLDER everything is kept there.',
  'whereNext.everybodyActsProfileFolder': '  Everybody acts with --profile FOLDER, as {profile}',
  'whereNext.logsOf': '  Logs of {state}: {logs}',
  'whereNext.bothStatesUpCopy': '  Both States are up. Copy a line into another terminal:',
  'whereNext.programsExportedDocuments': '  All of this for programs, and the exported documents:',
  'whereNext.bothStatesStoppedStarts':
    '  Both States are stopped. Each starts again, until Ctrl-C, with:',
  'whereNext.anotherTerminal': '  Then, in another terminal:',
  'whereNext.whatAmalSees': '  what Amal sees',
  'whereNext.whatAuditorXaSees':
    '  what the auditor of XA sees: who did what, when; and the forged message, stopped',
  'whereNext.whatGatewaySaysItself':
    '  what the gateway says of itself (the API: /api/docs for people, /api/v1/openapi.json for programs)',
  'whereNext.newLoginOnceOld':
    '  a new login, once the old one has ended (after a quarter of an hour without use)',

  'narrator.atSecond': '[{seconds} s] {text}',
} as const;
