import { Foundation1764000000001 } from './001-foundation.js';
import { Trust1764000000002 } from './002-trust.js';
import { Journal1764000000003 } from './003-journal.js';
import { Cases1764000000004 } from './004-cases.js';
import { Mailbox1764000000005 } from './005-mailbox.js';
import { Objects1764000000006 } from './006-objects.js';
import { Gaps1764000000007 } from './007-gaps.js';
import { SignedEvent1764000000008 } from './008-signed-event.js';
import { SweepUploads1764000000009 } from './009-sweep-uploads.js';
import { LinkWriters1764000000010 } from './010-link-writers.js';
import { TransferStates1764000000011 } from './011-transfer-states.js';
import { SignedSessions1764000000012 } from './012-signed-sessions.js';
import { QueueWaits1764000000013 } from './013-queue-waits.js';
import { Roots1764000000014 } from './014-roots.js';
import { ReceiptProofs1764000000015 } from './015-receipt-proofs.js';
import { LinkTurns1764000000016 } from './016-link-turns.js';
import { LinkProtocol1764000000017 } from './017-link-protocol.js';
import { MessageIds1764000000018 } from './018-message-ids.js';
import { ExchangeRights1764000000019 } from './019-exchange-rights.js';
import { Witnesses1764000000020 } from './020-witnesses.js';
import { Stamps1764000000021 } from './021-stamps.js';
import { Auditor1764000000022 } from './022-auditor.js';
import { Erasure1764000000023 } from './023-erasure.js';
import { Reconciliations1764000000024 } from './024-reconciliations.js';
import { Subkeys1764000000025 } from './025-subkeys.js';
import { LeastRights1764000000026 } from './026-least-rights.js';
import { Clocks1764000000027 } from './027-clocks.js';
import { Desks1764000000028 } from './028-desks.js';
import { Silence1764000000029 } from './029-silence.js';
import { Recalls1764000000030 } from './030-recalls.js';
import { Duplicates1764000000031 } from './031-duplicates.js';
import { FoundThreads1764000000032 } from './032-found-threads.js';
import { Transfers1764000000033 } from './033-transfers.js';
import { Releases1764000000034 } from './034-releases.js';
import { Operations1764000000035 } from './035-operations.js';
import { Stops1764000000036 } from './036-stops.js';
import { Statistics1764000000037 } from './037-statistics.js';
import { BulkReading1764000000038 } from './038-bulk-reading.js';
import { Evidence1764000000039 } from './039-evidence.js';
import { Rosters1764000000040 } from './040-rosters.js';
import { Copies1764000000041 } from './041-copies.js';
import { TimeLimits1764000000042 } from './042-time-limits.js';
import { Retention1764000000044 } from './044-retention.js';
import { OnwardAnswers1764000000045 } from './045-onward-answers.js';
import { SubjectSearches1764000000047 } from './047-subject-searches.js';
import { MoreCopies1764000000049 } from './049-more-copies.js';
import { SubjectAsks1764000000050 } from './050-subject-asks.js';
import { AnswerSubjects1764000000052 } from './052-answer-subjects.js';
import { Standstill1764000000058 } from './058-standstill.js';
import { NoteTimes1764000000061 } from './061-note-times.js';
import { MarksOfCopies1764000000062 } from './062-marks-of-copies.js';
import { StopWords1764000000063 } from './063-stop-words.js';
import { ReaderRoles1764000000064 } from './064-reader-roles.js';
import { NarrowedByOthers1764000000065 } from './065-narrowed-by-others.js';
import { UnsaidAnswers1764000000066 } from './066-unsaid-answers.js';
import { AskedAgain1764000000067 } from './067-asked-again.js';
import { NarrowStopWords1764000000068 } from './068-narrow-stop-words.js';
import { RefusedAnswers1764000000069 } from './069-refused-answers.js';
import { ReceivedAsks1764000000070 } from './070-received-asks.js';
import { ReviewsDecided1764000000071 } from './071-reviews-decided.js';
import { BulkListing1764000000072 } from './072-bulk-listing.js';
import { WhatIsLost1764000000073 } from './073-what-is-lost.js';
import { ForgetListings1764000000074 } from './074-forget-listings.js';
import { OpeningLanes1764000000076 } from './076-opening-lanes.js';
import { BeyondTheDesk1764000000077 } from './077-beyond-the-desk.js';
import { MailboxWalls1764000000078 } from './078-mailbox-walls.js';
import { LooksBeforeSending1764000000079 } from './079-looks-before-sending.js';
import { ToldOn1764000000080 } from './080-told-on.js';
import { Scans1764000000081 } from './081-scans.js';
import { HoldersBehind1764000000083 } from './083-holders-behind.js';
import { NoticesOwed1764000000084 } from './084-notices-owed.js';
import { TakenOver1764000000085 } from './085-taken-over.js';
import { LifeFirstAtDesks1764000000086 } from './086-life-first-at-desks.js';
import { DirectoryOfTheDay1764000000089 } from './089-directory-of-the-day.js';
import { RequestsByTime1764000000091 } from './091-requests-by-time.js';
import { ItemsRead1764000000092 } from './092-items-read.js';
import { GlassesThere1764000000093 } from './093-glasses-there.js';
import { ToldBy1764000000094 } from './094-told-by.js';
import { CopiesByRelease1764000000095 } from './095-copies-by-release.js';
import { NarrowedTogether1764000000096 } from './096-narrowed-together.js';
import { Openings1764000000097 } from './097-openings.js';
import { LinkSight1764000000098 } from './098-link-sight.js';
import { FormalActs1764000000099 } from './099-formal-acts.js';
import { ToldChains1764000000100 } from './100-told-chains.js';
import { Refusals1764000000101 } from './101-refusals.js';
import { UntakenFirst1764000000102 } from './102-untaken-first.js';
import { Failures1764000000103 } from './103-failures.js';
import { AlarmsBounded1764000000104 } from './104-alarms-bounded.js';

/** Every migration, in order. Only ever added to. */
export const migrations = [
  Foundation1764000000001,
  Trust1764000000002,
  Journal1764000000003,
  Cases1764000000004,
  Mailbox1764000000005,
  Objects1764000000006,
  Gaps1764000000007,
  SignedEvent1764000000008,
  SweepUploads1764000000009,
  LinkWriters1764000000010,
  TransferStates1764000000011,
  SignedSessions1764000000012,
  QueueWaits1764000000013,
  Roots1764000000014,
  ReceiptProofs1764000000015,
  LinkTurns1764000000016,
  LinkProtocol1764000000017,
  MessageIds1764000000018,
  ExchangeRights1764000000019,
  Witnesses1764000000020,
  Stamps1764000000021,
  Auditor1764000000022,
  Erasure1764000000023,
  Reconciliations1764000000024,
  Subkeys1764000000025,
  LeastRights1764000000026,
  Clocks1764000000027,
  Desks1764000000028,
  Silence1764000000029,
  Recalls1764000000030,
  Duplicates1764000000031,
  FoundThreads1764000000032,
  Transfers1764000000033,
  Releases1764000000034,
  Operations1764000000035,
  Stops1764000000036,
  Statistics1764000000037,
  BulkReading1764000000038,
  Evidence1764000000039,
  Rosters1764000000040,
  Copies1764000000041,
  TimeLimits1764000000042,
  Retention1764000000044,
  OnwardAnswers1764000000045,
  SubjectSearches1764000000047,
  MoreCopies1764000000049,
  SubjectAsks1764000000050,
  AnswerSubjects1764000000052,
  Standstill1764000000058,
  NoteTimes1764000000061,
  MarksOfCopies1764000000062,
  StopWords1764000000063,
  ReaderRoles1764000000064,
  NarrowedByOthers1764000000065,
  UnsaidAnswers1764000000066,
  AskedAgain1764000000067,
  NarrowStopWords1764000000068,
  RefusedAnswers1764000000069,
  ReceivedAsks1764000000070,
  ReviewsDecided1764000000071,
  BulkListing1764000000072,
  WhatIsLost1764000000073,
  ForgetListings1764000000074,
  OpeningLanes1764000000076,
  BeyondTheDesk1764000000077,
  MailboxWalls1764000000078,
  LooksBeforeSending1764000000079,
  ToldOn1764000000080,
  Scans1764000000081,
  HoldersBehind1764000000083,
  NoticesOwed1764000000084,
  TakenOver1764000000085,
  LifeFirstAtDesks1764000000086,
  DirectoryOfTheDay1764000000089,
  RequestsByTime1764000000091,
  ItemsRead1764000000092,
  GlassesThere1764000000093,
  ToldBy1764000000094,
  CopiesByRelease1764000000095,
  NarrowedTogether1764000000096,
  Openings1764000000097,
  LinkSight1764000000098,
  FormalActs1764000000099,
  ToldChains1764000000100,
  Refusals1764000000101,
  UntakenFirst1764000000102,
  Failures1764000000103,
  AlarmsBounded1764000000104,
] as const;
