export const peopleWords = {
  'alert.nobodyDeskNobodyDuty': ' to nobody, for the desk had nobody on duty,',
  'alert.to': ' to {officers}',
  'alert.whileThreadStoppedOne':
    ' While the thread is stopped, a recall or correction of theirs can be answered with COMPLIED alone, without a text, for the purpose {purpose}.',
  'alert.officerWhomHandedNot':
    'An officer of {where}, to which it was handed on, who is not on the roster there has broken the glass, as told through {through}, at {at}.',
  'alert.officerWhereHandedOn':
    'An officer of {where}, to which it was handed on, who is not on the roster there has broken the glass, at {at}.',
  'alert.expired': 'The deadline passed without an answer; recorded at {at}.',
  'alert.recallUnsaid':
    'A recall or correction of yours never came to them, since {at}: it must be said again; `recalls` says why.',
  'alert.glassBroken':
    'An officer who is not on the roster has broken the glass at {at}; see the roster.',
  'alert.glassBrokenThere':
    'An officer there who is not on the roster has broken the glass, as their gateway signed, at {at}.',
  'alert.termEnding':
    'Three quarters of the term are over; recorded at {at}. What is kept may be lost when it ends.',
  'alert.termEnded': 'The term has ended; recorded at {at}.',
  'alert.noticeOwed':
    'The notice that the central authority knows did not come for {alert}; recorded at {at}; `owed` says whose.',
  'alert.packageUntold':
    'Since {at} something became of an evidence package that was handed over or fetched. A central or judicial authority on the roster reads `liaise package status`, and records who has it and was told (`handed`, `told`), or that nobody outside has it (`stayed`).',
  'alert.erasureStopped':
    'Its erasure was stopped at {at} and waits: the case is open. An administrator sets a hold, or sets one and two lift it: `liaise retention`.',
  'alert.escalated':
    'Risk to life: nobody had it in hand for {minutes} minutes; escalated{dutyOfficers} at {at}.',
  'alert.recallOwed':
    'A recall or correction had no answer for {alert}; recorded at {at}.{whileStopped}',
  'alert.anotherState': 'another State',
  'alert.markExpired': 'EXPIRED',
  'alert.markGlassBroken': 'GLASS BROKEN',
  'alert.markGlassBrokenThere': 'GLASS BROKEN THERE',
  'alert.markGlassBrokenBeyond': 'GLASS BROKEN BEYOND',
  'alert.markNoticeLate': 'NOTICE LATE',
  'alert.markRecipientNotTold': 'RECIPIENT NOT TOLD',
  'alert.markNotErased': 'NOT ERASED',
  'alert.markTermEndsSoon': 'TERM ENDS SOON',
  'alert.markTermEnded': 'TERM ENDED',

  'clock.lateBy': 'LATE by {left}',
  'clock.pausedLate': 'paused, late',
  'clock.paused': 'paused, {left}',
  'clock.escalatedMin': 'ESCALATED, {minutes} min',
  'clock.orMore': '{mostWaiting} or more',
  'clock.atThisDesk': 'At this desk: {words}.',
  'clock.minLeft': '{left} min left',
  'clock.riskLifeNobodyHand':
    'RISK TO LIFE: it counts as in hand only when they are told so, {when}: {ack}',
  'clock.answerLate': '; the answer is LATE by {dueAt}',
  'clock.answerDue': '; the answer is due in {dueAt}',
  'clock.nextTellThemHand': 'Next, tell them that it is in hand: {ack}{when}',
  'clock.answerDueRunsSince': 'Answer due at {dueAt}: {clock}; it runs since {startedAt}.',
  'clock.itWasLateBy': 'it was late by {seconds}',
  'clock.thenThereAreLeft': 'then there are {seconds} left',
  'clock.clockStandsStillSince':
    'The clock stands still since {pausedSince}: a question waits for its answer; {left}.',
  'clock.inTime': 'in time',
  'clock.endedLate': 'late by {secondsFrom}',
  'clock.endedDue': 'Ended at {stoppedAt}, {how} (due {dueAt}).',
  'clock.noDeadlineYetStarts':
    'No deadline yet: it starts when their gateway signs that the request arrived.',
  'clock.riskLifeSomebodyHand': 'Risk to life: somebody must have it in hand by {acknowledgeBy}.',
  'clock.judgeAskedAnswerAnnounced':
    'A judge has been asked; the answer is announced for {extendedUntil}.',
  'clock.extendedOnce': 'extended once',
  'clock.notExtended': 'not extended',
  'clock.termCountsNoMore':
    'Its term to {endsAt} ({extended}) counts no more: the request is {state}.',
  'clock.keptUntilLeft': 'To be kept until {endsAt}, {extended}: {left} left.',
  'clock.termEnded': 'Its term ended at {endsAt}, {extended}.',
  'clock.daysHours': '{d} d {h} h',
  'clock.hoursMinutes': '{h} h {m} min',
  'clock.minutes': '{m} min',
  'clock.notDelivered': 'NOT DELIVERED',
  'clock.toTakeInHand': '{left} TO TAKE IN HAND',
  'clock.lateToTakeInHand': 'LATE {left} TO TAKE IN HAND',
  'clock.left': '{left} left',
  'clock.countNotDelivered': '{undelivered} NOT DELIVERED',
  'clock.nobodysHands': '{unassigned} IN NOBODY’S HANDS',

  'competence.notListAmongWhat': '{name} ({authority}) does not list {type} among what it answers.',
  'competence.inTheseDo': 'In {state} these do: {others}.',

  'delivery.after': 'after {seconds} s',
  'delivery.whetherLinkUpNot': 'whether the link to {peer} is up is not known',
  'delivery.linkUp': 'the link to {peer} is up',
  'delivery.whetherLinkUpNotKnown':
    'whether the link to {peer} is up is not known: the border has not looked since {lookedAt}',
  'delivery.linkDownNeverUp': 'the link to {peer} is down and was never up',
  'delivery.linkDownSince': 'the link to {peer} is down since {upAt} ({how})',
  'delivery.notDelivered': 'NOT DELIVERED: {where}{outcome}.',
  'delivery.notDeliveredYet': 'NOT DELIVERED YET {seconds}: {where}{outcome}.',
  'delivery.signedKeptSentUntil':
    'It is signed and kept, and is sent until they sign for it: {show}',
  'delivery.callThem': 'Call them',
  'delivery.callThemList': '{begin}:',
  'delivery.directoryCouldNotVerified':
    '{begin}: the directory of {peer} could not be verified yet, so no number is shown.',
  'delivery.directoryNamesNoNumber':
    '{begin}: the directory of {peer} names no number of theirs; take the one that you have agreed on.',
  'delivery.deliveredGatewaySigned': 'DELIVERED {seconds}; their gateway signed for it at {at}.',
  'delivery.notProvenGatewaySays':
    'NOT PROVEN: this gateway says DELIVERED, and the receipt does not bear it out: {problem}',
  'delivery.notDeliveredGatewayRefused':
    'NOT DELIVERED: their gateway refused it{outcome}. Do what errors.md says of the code: {show}',
  'delivery.notDeliveredKeptBack':
    'NOT DELIVERED: kept back here{outcome}; it does not leave. Do what errors.md says of the code: {show}',
  'delivery.seconds': '{seconds} s',
  'delivery.callThemNow': 'CALL THEM NOW',
  'delivery.notKnownWhetherDelivered': 'NOT KNOWN WHETHER IT IS DELIVERED{outcome}: {show}',

  'eventLine.fileCame': 'its file came with {value}',
  'eventLine.screen': 'screen {value}',
  'eventLine.medium': 'to {value}',
  'eventLine.purpose': 'for {value}',
  'eventLine.reason': 'reason {value}',

  'event.due': 'due {dueAt}',
  'event.riskLife': 'RISK TO LIFE',
  'event.urgent': 'urgent',
  'event.normal': 'normal',

  'evidenceWords.evidenceConsent': 'an answer to the request for consent',
  'evidenceWords.centralAuthorityNotice': 'the notice that its central authority knows',
  'evidenceWords.exculpatoryNotice': 'the notice that it speaks for an accused person',
  'evidenceWords.owes': 'owes {whats}',
  'evidenceWords.overdue': 'OVERDUE {due}',
  'evidenceWords.many': '{n, plural, one{{n} consent or notice} other{{n} consents or notices}}',
  'evidenceWords.yourStateOwesAbout': 'Your State owes {owed} about evidence: see "owed".',
  'evidenceWords.neighbourOwesAboutEvidence': 'The neighbour owes {awaited} about evidence.',
  'evidenceWords.markedSpeaksAccusedPerson': '    MARKED: it speaks for an accused person',

  'notice.askedAbout': 'another desk asked about what you work on',
  'notice.anotherOfficer': 'another officer',
  'notice.takenOver': '{officer} has taken it over from you{why}',
  'notice.anOfficer': 'an officer',
  'notice.glassBroken': '{officer} who is not on the roster has broken the glass{why}',
  'notice.glassBrokenThere': 'an officer there who is not on the roster has broken the glass{why}',
  'notice.glassBrokenBeyond':
    'an officer of a State to which it was handed on, who is not on the roster, has broken the glass',
  'notice.expired': 'the deadline passed without an answer',
  'notice.escalated': 'risk to life: nobody had it in hand; escalated',
  'notice.recallOwed': 'a recall or correction had no answer in time',
  'notice.recallUnsaid': 'a recall or correction never came to the neighbour: say it again',
  'notice.packageUntold':
    'something became of an evidence package: a central or judicial authority on the roster records who has it, and tells them',
  'notice.erasureStopped':
    'its erasure waits: the case is open, and administrators decide on a hold',
  'notice.termEnding': 'three quarters of its term are over',
  'notice.termEnded': 'its term has ended',
  'notice.noticeOwed': 'the notice that the central authority knows did not come in time',
  'notice.why': ': {reason}',

  'packageWords.asked': 'was asked for and waits for its turn',
  'packageWords.gathering': 'is being gathered',
  'packageWords.waitingForCheckpoint': 'waits until the custody log is cosigned',
  'packageWords.sealing': 'is being sealed and time-stamped',
  'packageWords.built': 'is made',
  'packageWords.failed': 'was not made',
  'packageWords.itSince': 'It {states}, since {stateAt}.',
  'packageWords.it': 'It {states} ({failure}): {title} {remedy}',
  'packageWords.held': 'a hold stands, and nothing of it is erased',
  'packageWords.decisionNeeded': 'it is not erased before a decision on hold',
  'packageWords.decided':
    'two administrators have lifted a hold since: it is erased by rule or order',
  'packageWords.caseOpenSince':
    'The case is open: {openGroundWords}, since {since}; {openErasures}.',
  'packageWords.erasureStoppedAdministratorsDecide':
    'To do: its erasure was stopped at {stoppedAt}. Administrators decide: `liaise retention hold`, or that and `liaise retention lift`.',
  'packageWords.given': 'given, not judged yet',
  'packageWords.made': 'on record',
  'packageWords.refused': 'not on record',
  'packageWords.certificateGiven':
    'certificate {number}, given by {officer} at {givenAt}: {certificateWords}',
  'packageWords.certificateTakenPlace': '; certificate {current} has taken its place',
  'packageWords.certificateFailed': '{head} ({failure}): {title} {remedy}',
  'packageWords.certificateMade': '{head}{place}; {office}; CER-01 {cer01}, CER-02 {cer02}{more}',
  'packageWords.certificateHash': '; sha512 {sha512}',
  'packageWords.erased': 'erased',
  'packageWords.nothingTell': 'nothing to tell',
  'packageWords.toldOfOf': 'told of {told} of {concerns}',
  'packageWords.nobodyOutsideSaidSomebody':
    'Nobody outside has it, as was said at {stayedAt}. If somebody has it: `liaise package handed`.',
  'packageWords.nobody': 'Nobody outside is on record.',
  'packageWords.somebodyLiaisePackageHanded':
    '{nobody} If somebody has it: `liaise package handed`.',
  'packageWords.fetchedNotHoldMade':
    'To do: it was fetched at {deliveredAt}, and is no longer valid as it was made. {nobody} Record who has it: `liaise package handed`. If nobody outside has it: `liaise package stayed`.',
  'packageWords.everyRecipientTold': 'Every recipient was told.',
  'packageWords.takesPlace': 'It takes the place of {exhibit} ({reason}).',
  'packageWords.byFoundAt': '{number}. {code} by {cause}, found at {at}: {packageConcerns}',
  'packageWords.recipientWhoseNameNot': 'a recipient whose name is not kept',
  'packageWords.sinceShaTold':
    '{handed}  {recipient} has it since {handedAt}; SHA-512 told {way}; {told}',
  'packageWords.tellRecipientLiaisePackage':
    'To do: tell the recipient of {handed}, then `liaise package told` with --concerns {concernsCount}.',
  'packageWords.notMadeSeeStatus': 'NOT AS MADE: see status',
  'packageWords.for': 'for {reader}',
  'packageWords.verifierPassesEveryCheck': 'The verifier passes every check.',
  'packageWords.verifierFindsIncompleteNothing':
    'The verifier finds it incomplete, and nothing wrong.',
  'packageWords.shownBesideLeast': 'shown beside the least: {show}',
  'packageWords.withheld': 'withheld: {item} ({reason})',
  'packageWords.givenEntriesPackage': 'its entries are in the package',
  'packageWords.withheldNotGiveThem': 'it did not give them: the package rests on receipts',
  'packageWords.silent': 'it did not answer in time: the package rests on receipts',
  'packageWords.invalid':
    'its answer does not hold: the package rests on receipts; ask the neighbour why',
  'packageWords.askedFor': 'asked',
  'packageWords.logOtherStateConsent': 'log of the other State, by consent {consent}: {askEnds}',
  'packageWords.inForce': 'in force',
  'packageWords.endedBy': 'ended {endedAt} by {endedBy}: {endReason}',
  'packageWords.profile': 'profile {profile}',
  'packageWords.waiverTakenBackAfter':
    'The waiver of {rule} was taken back on {endedAt}, after it: build another package.',
  'packageWords.bytes': '{size} bytes',

  'policyWords.centralAuthorityNotice': 'tell the central authority (central-authority-notice)',
  'policyWords.formalRequest': 'make it a formal request (formal-request)',
  'policyWords.whatAsked': 'what is asked',
  'policyWords.lawNotOfficersAlone':
    '{code}: by the law of {state} {what} is not for officers alone: {channels} ({rule}: {law}).',

  'postingWords.standsInFor': 'stands in for {standInFor},',
  'postingWords.postedUntil': 'posted to {host} by {sending} ({post}) until {to}',
  'postingWords.signerWords': '{officer} of {state}, who signed {document}, {posting}',
  'postingWords.posting': 'posting',
  'postingWords.standingInFor': 'standing in for {standInFor}',
  'postingWords.endedAt': '{standInFor} ended at {to}',
  'postingWords.from': 'from {from} {posting}',

  'recallWords.noAnswerYet': '        no answer yet',
  'recallWords.recalled': 'RECALLED',
  'recallWords.narrowed': 'NARROWED',
  'recallWords.corrected': 'CORRECTED',
  'recallWords.documentSays': 'document {document} says',
  'recallWords.complied': 'complied',
  'recallWords.cannotComply': 'cannot comply',
  'recallWords.at': '        {by}: {verdict}, at {at}',
  'recallWords.atByDocument': '    {acts} at {at}, by document {recall}',
  'recallWords.notShownNotVerified': '{head}, which is not shown here or not verified',
  'recallWords.byOn': '    {acts} by {state} on {composedAt}',
  'recallWords.sent': 'sent',
  'recallWords.received': 'received',
  'recallWords.fromHereSince': '    {detail}; from {officer}, here since {committedAt}',
  'recallWords.yourStateCompliedWhat':
    '    Your State has complied: what it says is not given out any more.',
  'recallWords.furtherOn': 'further on {holders}',
  'recallWords.notSaidWhomTold': '{state} has not said whom it has told',
  'recallWords.saidByAt': 'said by {by} at {at}',
  'recallWords.refusedGateway': 'refused by their gateway ({rejected})',
  'recallWords.passFirst': 'PASS ON first in {passOn}',
  'recallWords.waitsFor': 'waits for {holders}',
  'recallWords.many':
    '{n, plural, one{{n} recall or correction} other{{n} recalls or corrections}}',
  'recallWords.yourStateOwesAnswer': 'Your State owes an answer to {owed}.',
  'recallWords.neighbourNotAnswered': 'The neighbour has not answered {awaited}.',
  'recallWords.recallUnanswered': 'recall unanswered',
  'recallWords.notDelivered': 'NOT DELIVERED',
  'recallWords.notHeard': 'NOT HEARD OF',
  'recallWords.refused': 'REFUSED',
  'recallWords.overdue': 'OVERDUE',
  'recallWords.owed': 'OWED',
  'recallWords.recallAnswer': 'RECALL TO ANSWER',
  'recallWords.recallSayAgain': 'RECALL TO SAY AGAIN',

  'rosterWords.nobodyHasIt': 'Nobody has it.',
  'rosterWords.saysElseRead': '{keeper} has it, and says who else may read it.',
  'rosterWords.everyOfficerDeskRead':
    'Every officer of the desk may read it: nobody has it, or a life is at risk.',
  'rosterWords.brokeGlassUntil': '{at}  {officer} BROKE THE GLASS: {reason}, until {until}',

  'scan.notYet': 'nobody has fetched it yet',
  'scan.noScanner': 'this gateway has no antivirus scanner',
  'scan.unreachable': 'the antivirus scanner does not answer',
  'scan.timedOut': 'the antivirus scanner did not answer in time',
  'scan.overLimit': 'it is larger, or packed deeper, than the antivirus scanner takes',
  'scan.encrypted': 'it is encrypted',
  'scan.failed': 'the antivirus scanner failed',
  'scan.unfit': 'the settings of the antivirus scanner would let pass what it does not look at',
  'scan.scannedNothingFound': 'scanned, nothing found{by}',
  'scan.unnamed': 'unnamed',
  'scan.infected': 'INFECTED: {reason}{by}',
  'scan.unknown': 'unknown',
  'scan.notScanned': 'NOT SCANNED: {reason}',

  'stopWords.stoppedNothingMoreLeaves':
    'STOPPED by {raisedBy} at {raisedAt}: nothing more of it leaves, and the neighbour is told nothing',
  'stopWords.withdrawnWithoutReason': '    withdrawn without a reason by {withdrawal}',
  'stopWords.record': '{raisedAt}  {raisedBy}: {ground}',
  'stopWords.wantsLiftedAnotherOfficer':
    '    {liftProposedBy} wants it lifted: another officer must do it',
  'stopWords.wantsLifted': '    {liftProposedBy} wants it lifted: {liftText}',
  'stopWords.itHolds': '    It holds.',
  'stopWords.liftedByAt': '    lifted by {liftedBy} at {liftedAt}',
  'stopWords.haltedNoStepTaken':
    'HALTED by {direction} ({halt}): no step is taken until {awaits} {count, plural, one{has} other{have}} said that it may go on',
  'stopWords.knows': 'knows',
  'stopWords.notConfirmed': 'has not confirmed',
  'stopWords.haltedElsewhereOperationNo':
    'HALTED elsewhere in the operation ({halt}){known}: no step is taken until it is lifted there',
  'stopWords.liftedElsewhereOperationNot':
    'LIFTED elsewhere in the operation ({halt}); {peer} has not confirmed it and may still stand still',
  'stopWords.riskPeopleNotAssessed': 'The risk to people is not assessed: no step is taken.',
  'stopWords.riskPeopleAssessedUntil':
    'The risk to people is assessed until {assessedUntil}; no step is taken afterwards.',
  'stopWords.stopped': 'STOPPED',
  'stopWords.stoppedLifted': 'STOPPED (to be lifted)',
  'stopWords.halted': 'HALTED',
  'stopWords.haltedHalfLifted': 'HALTED (half lifted)',
  'stopWords.liftedNotConfirmed': 'LIFTED (not confirmed there)',
  'stopWords.yourState': 'your State',
  'stopWords.peerKnows': '; {peer} {known} it',

  'subjectWords.noDayYet': 'no date yet',
  'subjectWords.other': '{peerAuthority} of {peer}',
  'subjectWords.asks': '{authority} asks {other}',
  'subjectWords.askedBy': '{other} asks {authority}',
  'subjectWords.recalled': 'RECALLED',
  'subjectWords.nothingSaid': 'nothing that was said',
  'subjectWords.byAsFor': '    by {by}; as {categories}; for {purpose}',
  'subjectWords.nobody': 'nobody',
  'subjectWords.disclosedTo': '    disclosed to {recipients}',
  'subjectWords.name': 'name',
  'subjectWords.openedLastChangedEnded':
    '    opened: {openedAt}, last changed: {updatedAt}, ended: {endedAt}, reviewed: {reviewAt}, erased: {eraseAt}',
  'subjectWords.birthDate': 'date of birth',
  'subjectWords.number': 'a number',
  'subjectWords.dataSubjectRequest': 'never came there: ask again',
  'subjectWords.dataSubjectAnswer': 'the answer never came there: answer again',
  'subjectWords.dataSubjectWithdrawal': 'the withdrawal never came there: withdraw again',
  'subjectWords.since': '{outcome} since {answeredAt}',
  'subjectWords.withdrawn': 'withdrawn',
  'subjectWords.noAnswerDaysWanted':
    '{silent, plural, one{no answer for {silent} day} other{no answer for {silent} days}}',
  'subjectWords.wantedBy': '{noAnswer}, wanted by {answerBy}',
  'subjectWords.wantedByLate': '{noAnswer}, wanted by {answerBy}: LATE',
  'subjectWords.from': 'from {peer}/{peerAuthority}',
  'subjectWords.to': 'to {peer}/{peerAuthority}',
  'subjectWords.erased': 'ERASED',

  'whomToCall.who': 'duty desk of {what}',
  'whomToCall.of': '{authority} of {state}',
  'whomToCall.contactPoint': '{point}, the contact point of {state}',
} as const;
