export const health = {
  'health.unknown': 'unknown',

  'healthCertificates.remedy': 'get the new certificates of the authority and add them to the file',
  'healthCertificates.endedDaysAgo':
    '{left, plural, one{ended {left} day ago} other{ended {left} days ago}}',
  'healthCertificates.endsDays':
    '{left, plural, one{ends in {left} day} other{ends in {left} days}}',

  'custodyLog.noWitness': 'no witness',
  'custodyLog.by':
    '{witnesses, plural, one{witnessed by one: it and this State together could rewrite the log} other{{witnesses} witnesses}}',
  'custodyLog.waitsForS': ', waits for {uncosignedSeconds} s',
  'custodyLog.cosignedUp': 'cosigned up to {cosignedSize}{waits}, {by}',
  'custodyLog.witnessHoldsWhatDatabase': 'a witness holds what this database does not',
  'custodyLog.twoHistoriesOneLog': 'two histories of one log',
  'custodyLog.runLiaiseAuditOpen': 'run `liaise audit open-differences --purpose DETECTION`',
  'custodyLog.eventsNoPlace': 'events have no place',
  'custodyLog.readLogAuditLog': 'read log/audit.log',
  'custodyLog.notCosigned': 'not cosigned',
  'custodyLog.seeWhetherLinksWitnesses': 'see whether the links to the witnesses are up',
  'custodyLog.witnessOutsideSilent': 'a witness outside is silent',
  'custodyLog.readLogExchangeLog': 'read log/exchange.log and log/audit.log',
  'custodyLog.dailyReportNotSigned': 'a daily report is not signed',
  'custodyLog.custodyLog': 'custody log',
  'custodyLog.seeLogHalted': 'see LOG_HALTED',

  'durability.restart': 'stop `liaise up` and start it again: it writes the settings anew',
  'durability.isOff': '{name} is off',
  'durability.durabilityPostgres': 'durability: postgres',
  'durability.commitDisk': 'a commit is on disk',
  'durability.durabilityBorder': 'durability: border',
  'durability.messageDiskBeforeAcknowledged': 'a message is on disk before it is acknowledged',
  'durability.durability': 'durability: {name}',
  'durability.notAnswer': 'does not answer',
  'durability.readLogLog': 'read log/{name}.log',

  'duty.noContactPointHolds':
    'no contact point is in force now, or none will be in 7 days: what is exchanged without one is copied to nobody, also not later',
  'duty.nationalContactPointGets': 'the national contact point gets its copies',
  'duty.contactPoint': 'contact point',
  'duty.rootNamesOneLiaise': 'the root names one: liaise authority contact-point',
  'duty.stateNeighboursSaySame': 'this State and its neighbours say the same time limits',
  'duty.whom': '{differ, plural, one{one neighbour} other{{differ} neighbours}}',
  'duty.stateSayDifferentTime':
    'this State and {whom} say different time limits: where they have taken effect, the standard limits apply',
  'duty.timeLimits': 'time limits',
  'duty.seeLiaisePeerList':
    'see which with liaise peer list, agree with the neighbour, then liaise peer limits on the side that lags',
  'duty.noRosterLeavesDesk': 'no roster leaves a desk without anybody in the next 7 days',
  'duty.which':
    '{withGaps, plural, one{one roster leaves its desk} other{{withGaps} rosters leave a desk}}',
  'duty.now': 'now',
  'duty.inH': 'in {hours} h',
  'duty.withoutAnybody': '{which} without anybody {hours}',
  'duty.dutyRosters': 'duty rosters',
  'duty.registrarSignsNewOne': 'a registrar signs a new one: liaise authority roster',

  'lasting.stateShowedTwoHistories': 'a State showed two versions of its log or of its directory',
  'lasting.seeForkSeenErrors': 'see FORK_SEEN in errors.md',
  'lasting.alarmAboutNeighbour': 'an alarm about a neighbour',
  'lasting.readLogAuditLog': 'read log/audit.log for "level":50, call the neighbour',
  'lasting.rowSessionChanged': 'the row of a session was changed',
  'lasting.seeSessionForgedErrors': 'see SESSION_FORGED in errors.md',
  'lasting.serviceCouldNotWork': 'a service could not do its work for minutes',
  'lasting.readLogLogStep': 'read log/*.log for "step failed", and the code there in errors.md',
  'lasting.somethingStoredNotWhat': 'something stored is not what it was',
  'lasting.seeCodeLogsLevel': 'see the code in the logs, "level":50',
  'lasting.withinLastHours': '{code}: {what} within the last 24 hours',
  'lasting.noneWithinLastHours': 'none within the last 24 hours',
  'lasting.alarms': 'alarms',

  'lifeAtRisk.noRiskLifeLeft': 'no risk to life is left without anybody',
  'lifeAtRisk.which':
    '{escalated, plural, one{1 risk to life was} other{{escalated} risks to life were}}',
  'lifeAtRisk.riskLifeNotDelivered': '{undelivered} of risk to life NOT DELIVERED to a neighbour',
  'lifeAtRisk.riskLifeNobodysHands': '{unassigned} of risk to life IN NOBODY’S HANDS here',
  'lifeAtRisk.escalatedNobodyHandOldest':
    '{which} escalated and nobody has it in hand, the oldest for {oldestSeconds} min',
  'lifeAtRisk.everythingLeftDelivered': 'everything that left is delivered',
  'lifeAtRisk.notDeliveredOldest': '{undelivered} not delivered, the oldest for {since}',
  'lifeAtRisk.noRequestNobodysHands': 'no request is in nobody’s hands',
  'lifeAtRisk.nobodysHands': '{unassigned} in nobody’s hands',
  'lifeAtRisk.seconds': '{oldestSeconds} s',

  'machine.nearlyFullNothingTaken':
    'nearly full: {found}; nothing is taken from neighbours, and no file',
  'machine.makeRoomGoesItself': 'make room: it goes on by itself',
  'machine.makeRoomSoonBelow':
    'make room soon: below 512 MiB no file is taken, below 256 MiB nothing from neighbours',
  'machine.nearlyFullNothingTakenNeighbours':
    'nearly full: {space}; nothing is taken from neighbours until there is room',
  'machine.behindOwnFiles': '{behind} s behind its own files',
  'machine.setClock': 'set the clock',
  'machine.noTimeServiceAsk': 'no time service to ask',
  'machine.notSynchronised': 'not synchronised',
  'machine.runTimeServiceChrony': 'run a time service (chrony, systemd-timesyncd): events need it',
  'machine.disk': 'disk',
  'machine.clock': 'clock',
  'machine.synchronised': 'synchronised',

  'outsideTime.clockNotCompared': 'clock not compared',
  'outsideTime.clockAheadMs': 'clock ahead by {offsetMs} to {otherOffsetMs} ms',
  'outsideTime.noTimeStampAuthority': ' (no time-stamp authority)',
  'outsideTime.timed': 'timed',
  'outsideTime.untimed': 'untimed',
  'outsideTime.formalActs': '{state}{why}, {clock}, formal acts {time}',
  'outsideTime.possible': 'possible',
  'outsideTime.nothingCouldRead': 'nothing could be read',
  'outsideTime.blocked': 'blocked ({obstacles})',
  'outsideTime.formalActsName': 'formal acts',
  'outsideTime.refused': '{time}: formal requests, answers to them and consents are refused',
  'outsideTime.nameAuthorityTsa1Liaise': 'name an authority in `tsa1` of liaise.json',
  'outsideTime.readLogExchangeLog': 'read log/exchange.log and log/audit.log: no authority stamps',
  'outsideTime.oneTwoAuthoritiesSilent': 'one of two authorities is silent: read log/exchange.log',
  'outsideTime.waitSomeMinutesCatches': 'wait some minutes; it catches up by itself',
  'outsideTime.clockOffset': 'clock offset',
  'outsideTime.setClock': 'set the clock',
  'outsideTime.lookTimeServiceMachine': 'look at the time service of this machine',
  'outsideTime.listEndsWithinDay': 'a list ends within a day',
  'outsideTime.fetchFreshOneDaily': 'fetch a fresh one daily',
  'outsideTime.certificatesListsCannotUsed': 'its certificates or lists cannot be used',
  'outsideTime.seeFormalActBlocked': 'see FORMAL_ACT_BLOCKED',
  'outsideTime.seeStampTrustInvalid': 'see STAMP_TRUST_INVALID',
  'outsideTime.timeStamps': 'time-stamps',

  'ownChains.directoryChains': 'directory chains',
  'ownChains.noteCustodyLogSay': 'as the note and the custody log say them',
  'ownChains.line': '{code} ({services}): {title} {remedy}',
  'ownChains.what': '{code}: {title} ({services})',

  'packageProfile.packagesJudgedDraftProfile':
    'packages are judged by a draft profile: none is approved',
  'packageProfile.packagesJudgedReviewedProfile': 'packages are judged by a reviewed profile',
  'packageProfile.keySignedEnded': '{who}; the key that signed it was ended',
  'packageProfile.keySigned': '{who}; the key that signed it {keyDays}',
  'packageProfile.hasExpired': 'has expired',
  'packageProfile.expiresWithinDay': 'expires within a day',
  'packageProfile.expiresDays':
    '{keyDays, plural, one{expires in 1 day} other{expires in {keyDays} days}}',
  'packageProfile.extend':
    'extend the key of packages (liaise key extend), or sign the profile by the new one: liaise package sign-profile',
  'packageProfile.signAnew':
    'an ended key is never extended: sign the profile by the key of packages in force (liaise package sign-profile), then start evidence again',
  'packageProfile.packageProfile': 'package profile',
  'packageProfile.lawyerStateReviewsProfile':
    'a lawyer of the State reviews a profile; name it in `packages.profileFile`: see deploy/guide/keeping.md',

  'processes.allRun': 'all {processesCount} run',
  'processes.stateNotRunDurability':
    'the State does not run: durability, outside time, duty and ends of keys are not known',
  'processes.startLiaiseUpAsk': 'start it with `liaise up --dir` and this folder, and ask again',
  'processes.stopped': 'stopped: {stopped}',
  'processes.readLogLiaiseUp': 'read log/ of each; `liaise up` starts them',
  'processes.processes': 'processes',

  'healthPrograms.installNodeJsLater': 'install Node.js {needMajor}.{needMinor} or later',
  'healthPrograms.unknownVersion': 'unknown version',
  'healthPrograms.installNatsServer': 'install nats-server',
  'healthPrograms.degradedBrokerVersion': '{version}, degraded: broker version',
  'healthPrograms.installLaterBeforeNeighbour':
    'install 2.12.12, 2.14.3 or later before a neighbour is confirmed',
  'healthPrograms.notFound': 'not found',
  'healthPrograms.installPostgresqlLater': 'install PostgreSQL 15 or later',
  'healthPrograms.installNatsServerName': 'install nats-server, or name it in NATS_SERVER',

  'readiness.degraded': 'degraded: {code}',

  'reviews.pastDayGoesHeld': '; {overstayed} past the day on which it goes, held or not erased',
  'reviews.notErasedBeforeDecision':
    '; {stopped} not erased before a decision on hold: the case is open',
  'reviews.noFileWaitsReview': 'no file waits for its review{past}',
  'reviews.which': '{count, plural, one{1 file waits} other{{count} files wait}}',
  'reviews.reviewOldest': '{which} for a review, the oldest for {oldestSeconds} d{past}',
  'reviews.officerDecidesLiaiseRequest':
    'an officer decides: liaise request reviews, liaise inbox reviews; holds: liaise retention list, hold, lift',
  'reviews.retention': 'retention',

  'scanner.nameSocketClamdAntivirus':
    'name the socket of clamd in `antivirus.socket` of liaise.json',
  'scanner.setAlertencryptedYesAlertexceedsmax':
    'set AlertEncrypted yes and AlertExceedsMax yes in clamd.conf',
  'scanner.seeLogClamdAble':
    'see the log of clamd; it must be able to write into TemporaryDirectory of clamd.conf',
  'scanner.startClamdLetAccount':
    'start clamd, and let the account of the services reach its socket',
  'scanner.signaturesWithoutNumber': '{line}: signatures without a number',
  'scanner.fetchSignaturesClamav': 'fetch the signatures of ClamAV',
  'scanner.signaturesDaysAgo': '{line}: signatures of {age} days ago',
  'scanner.lookFreshclam': 'look at freshclam',
  'scanner.antivirus': 'antivirus',

  'unheardHalts.everyStateOperationKnows': 'every State of an operation knows of its stop-words',
  'unheardHalts.which':
    '{count, plural, one{1 stop-word or lifting is} other{{count} stop-words or liftings are}}',
  'unheardHalts.notConfirmedStateOperation':
    '{which} not confirmed by a State of the operation: call its desk',

  'untoldRecipients.everyRecipientEvidencePackage':
    'every recipient of an evidence package knows what became of it',
  'untoldRecipients.recipients':
    '{untold, plural, one{1 recipient is} other{{untold} recipients are}}',
  'untoldRecipients.packages':
    '{unrecorded, plural, one{{unrecorded} evidence package was fetched and is no longer valid as made, and nothing is on record of where it is} other{{unrecorded} evidence packages were fetched and are no longer valid as made, and nothing is on record of where they are}}',
  'untoldRecipients.toldWhatBecameEvidence':
    '{recipients} to be told what became of an evidence package',
  'untoldRecipients.theOldestForH': '{parts}; the oldest for {oldestSeconds} h',
  'untoldRecipients.centralJudicialAuthorityRoster':
    'a central or judicial authority on the roster records who has it and tells them, or that it stayed: liaise package status, then handed and told, or stayed',
  'untoldRecipients.name': 'packages',
  'brokerFiles.name': 'files of the brokers',
  'brokerFiles.links': '{count, plural, one{{count} neighbour} other{{count} neighbours}}',
  'brokerFiles.mend': 'mend or restore what is named: `liaise up` does not start without it',
  'brokerFiles.certificates': 'files of certificates',
  'brokerFiles.restore':
    'restore them from the backup, with owner and mode: `liaise up`, `liaise key renew` or new neighbours need each of them',
} as const;
