export { type Brand, never } from './brand.js';
export type { Action, CodeEntry, CodeTable, ModelCode } from './errors.js';
export { CodedError, isCoded, ModelError, modelCodes } from './errors.js';
export type { AuthorityId, DocumentId, EventId, Fingerprint, BroadcastId, HoldId } from './ids.js';
export type { LinkId, MessageId, OfficerId, Sha256, Sha512, StateCode, ThreadId } from './ids.js';
export type { Timestamp } from './ids.js';
export { parseAuthorityId, isRealState, parseDocumentId, parseEventId } from './ids.js';
export { parseFingerprint, parseBroadcastId, parseHoldId, parseLinkId } from './ids.js';
export { parseMessageId, parseOfficerId, parseSha256, parseSha512, parseStateCode } from './ids.js';
export { parseThreadId, parseTimestamp, timestamp } from './ids.js';
export {
  type Classification,
  type Compartment,
  type HandlingCode,
  type InformationCode,
  type Power,
  type Priority,
  type Purpose,
  type RefusalGround,
  type CopyException,
  type Role,
  type SourceCode,
  type SubjectCategory,
  type TrafficLight,
  classifications,
  compartments,
  handlingCodes,
  informationCodes,
  powers,
  priorities,
  deskPurposes,
  subjectPurposes,
  purposes,
  refusalGrounds,
  copyExceptions,
  decidingRoles,
  roles,
  sourceCodes,
  subjectCategories,
  subjectOffences,
  trafficLights,
  urgencyGrounds,
} from './lists.js';
export {
  type AttachmentEntry,
  type AuthorityAddress,
  type Document,
  type Handling,
  type OfficerAddress,
  documentLimits,
} from './document.js';
export {
  type Body,
  type DataSubjectKind,
  type DocumentKind,
  type OpeningKind,
  type RequestBody,
  dataSubjectKinds,
  documentKinds,
  isDocumentKind,
  isOfDataSubject,
  kinds,
  openingKinds,
  opensThread,
} from './kinds.js';
export type { Field, Kind } from './kinds/kind.js';
export { offeredKinds, offeredTypes } from './offered.js';
export type { Subject } from './kinds/subject.js';
export { dangerAnswers, dangerSituations, mostInDanger } from './request-types/risk-to-life.js';
export {
  type RequestType,
  type ThreadType,
  compartmentOf,
  fileTypes,
  isOperation,
  isRefusedType,
  requestTypeNames,
  requestTypes,
  threadTypes,
} from './request-types.js';
export {
  type DirectoryPoint,
  type Envelope,
  type LogPoint,
  type LoginStatement,
  type ObjectReport,
  type Receipt,
  type ReceiptStage,
  type SealedAttachment,
  type LedgerName,
  type LedgerRow,
  type NamedRow,
  type ReconciliationPhase,
  type SizeProof,
  type Span,
  type Spans,
  ledgerNames,
  reconciliationPhases,
  type Stage,
  type Statement,
  type StatementBodies,
  type StatementKind,
  type WireEntry,
  receiptStages,
  endIn,
  isSettled,
  refusalIn,
  settledCodes,
  stages,
} from './envelope.js';
export {
  entryLimits,
  isStatement,
  parseBody,
  parseDocument,
  parseEnvelope,
  parseLoginStatement,
  parseStatement,
  restsOn,
  statementLimits,
} from './parse.js';
export { isKind, isOpening } from './is-kind.js';
export { openersOf, openingsOf, signersOf } from './signers.js';
export { isSmallOrderEd25519, isSmallOrderX25519 } from './small-order.js';
export { type EvidentialKind, evidentialKinds, isEvidential } from './evidential-kinds.js';
export {
  type EvidenceOwed,
  type OpenEvidence,
  type OwedAsked,
  type OwedView,
  evidenceOwed,
} from './evidence-calls.js';
export { mayBeEvidence } from './evidence-replies.js';
export {
  type ConsentOutcome,
  type ConsentScope,
  type ExculpatoryStage,
  type FormalOutcome,
  noticeHours,
} from './evidence-lists.js';
export type { EvidenceItem, Proceedings, Reference } from './kinds/evidence-item.js';
export {
  type EvidentialUse,
  type GivenConsent,
  citedItems,
  evidentialUse,
  makesEvidential,
  mostEvidenceOfKind,
  unaskedMember,
} from './evidence.js';
export {
  type FormalObstacle,
  formalObstacles,
  isFormalAct,
  obstacleWords,
  standingObstacles,
  type ToldObstacles,
} from './formal-acts.js';
export {
  type Side,
  type ThreadEvent,
  type ThreadState,
  endedStates,
  isEnded,
  laneOf,
  mayReplyTo,
  nextState,
  priorityOf,
  threadEvent,
  threadStates,
  subjectLineOf,
  threadTypeOf,
  transitions,
} from './thread.js';
export { requireComplete } from './complete.js';
export { requireScreened, screeningDays, screeningFlaw } from './screening.js';
export {
  type AssessmentMark,
  type HaltMark,
  type OpenHalt,
  type OperationFacts,
  assessedUntil,
  assessmentOf,
  isAboutSafety,
  isStep,
  longestAssessmentHours,
  openHalts,
  requireNew,
  requireRunning,
  requireSafe,
} from './operations.js';
export type { HaltElsewhere, StopWord, StopWordAct, WordMark } from './stop-words.js';
export { haltsElsewhere, mostToldHalts, unheardLiftings } from './stop-words.js';
export { type Clock, type ClockAct, type ClockMark } from './clock.js';
export { acknowledgeMinutes, clockAct, clockOf, firstClock, isUntaken } from './clock.js';
export { mostExtensions } from './clock.js';
export { type SaidTimeLimits, type TimeLimits } from './time-limits.js';
export { areOrdered, sameLimits, standardLimits } from './time-limits.js';
export { type LimitsState, limitsState, requireAgreedLimits } from './agreed-limits.js';
export {
  type Alert,
  type AlertView,
  alerts,
  type Escalation,
  type EscalationReason,
  type LifeAtRisk,
  escalations,
} from './escalation.js';
export {
  type Silence,
  type SilenceLimits,
  type SilenceStage,
  type Way,
  awaited,
  lookAt,
  silenceLimit,
  silenceStages,
} from './silence.js';
export { type Narrowing, laxerMember, narrowedBy, narrowedOn } from './narrowing.js';
export { looserMember, needsRelease, requireBelow, staysInside, strictest } from './handling.js';
export { type NamedSubject, namedIn, requireCategories, subjectsOf } from './subject-rules.js';
export {
  type HandledItem,
  type Released,
  answersRequest,
  consentFlaw,
  type ConsentFlaw,
  isAboutRelease,
  leastHandling,
  looserThanEnclosed,
  mayBeForwarded,
  needsConsent,
} from './forwarding.js';
export { type Enclosed, type EnclosedDocument, enclosedLimits } from './kinds/enclosed.js';
export type { EnclosedAnswer, EnclosedRelease } from './kinds/enclosed.js';
export { type ReleaseOutcome, releaseOutcomes } from './kinds/forward-consent.js';
export {
  type RecallAct,
  type Recalling,
  type RecallOutcome,
  isAboutRecall,
  mayBeRecalled,
  mostRecallsOfSide,
  recallActs,
  recallAnswerHours,
  recalling,
  recallOutcomes,
} from './recalls.js';
export {
  type StopGround,
  type StopRecord,
  type StopView,
  isPlainCompliance,
  isPlainNotice,
  isPlainWithdrawal,
  plainNotice,
  plainReason,
  stopGrounds,
  stopLength,
} from './stops.js';
export {
  type AdditionReason,
  type RosterReason,
  type BrokenGlass,
  type GlassReason,
  type Kept,
  type RemovalReason,
  type RosterLine,
  type RosterMember,
  type RosterView,
  type Standing,
  type TakeoverGround,
  additionReasons,
  rosterReasons,
  glassReasons,
  mayChangeRoster,
  removalReasons,
  rosterLimits,
  standingOf,
  takeoverGround,
} from './roster.js';
export type { OperationView } from './operation-calls.js';
export { transferPiece } from './transfer-pieces.js';
export {
  type OpenRecalls,
  type RecallMark,
  type RecallsAsked,
  type RecallView,
} from './recall-calls.js';
export { broadcastLimits } from './broadcast.js';
export type { CopiedDocument, CopyView, WithheldCopy } from './copy-calls.js';
export { type CopiedKind, copiedKinds, copyExceptionIn, copyOf, isCopied } from './copying.js';
export { type ReleasesAsked, type ReleaseView } from './release-calls.js';
export { type Protocol, commonProtocol, ownProtocol } from './protocol.js';
export {
  type ChainName,
  type Entry,
  type EntryBodies,
  type EntryKind,
  type NotePurpose,
  type OpenpgpPurpose,
  chainOf,
  chains,
  isEntry,
  parseEntry,
} from './directory.js';
export {
  type AuthorityRecord,
  type OfficerGrant,
  type Registrar,
  Directory,
} from './trust-rules.js';
export type { AuthorityView, OfficerView, SessionView } from './directory-views.js';
export { type PostedSigner, type Posting, type PostingBody, endsPosting } from './postings.js';
export {
  type DutyPeriod,
  type DutyRoster,
  onDuty,
  parseDutyRoster,
  dutyRosterFlaw,
  dutyRosterGaps,
} from './duty-roster.js';
export { type Peer, Peers } from './peers.js';
export type { FormalChannel, FormalRule, PolicyFacts, PolicyPack } from './policy.js';
export { alwaysLeaves, formalChannels, parsePolicyFacts, parsePolicyPack } from './policy.js';
export { policyKinds, policyLimits, usualFacts } from './policy.js';
export type { Forbidden, FormalRouteWarning, PolicyCase, PolicyVerdict } from './policy-rules.js';
export { judgePolicy, policyFacts, policyFlaw, policyLeap, policyOutrun } from './policy-rules.js';
export { protocolMinimum, tryPolicy } from './policy-rules.js';
export type { PolicyCalls, PolicyPoint } from './policy-calls.js';
export type { BracketView, OutsideTimeView } from './outside-time.js';
export type { Authenticated, PurposefulRead, SignedDocumentInput } from './asking.js';
export { countedReceipt, deliveredAt, skewMinutes } from './delivered.js';
export type { DeliveryCalls, DeliveryFate, DeliveryView, LinkSight } from './delivery-calls.js';
export { fateOf, fates, linkSight, settledBy } from './delivery-calls.js';
export type { Submitted } from './submitted.js';
export { movesThread, replayed } from './replayed.js';
export { keptBy, type HeldDocument } from './attaching.js';
export {
  type Waiting,
  mostWaiting,
  type InHands,
  type InternalNote,
  type ListOrder,
  type ThreadsAsked,
  listOrders,
  noteLength,
} from './desk-calls.js';
export type { DataRecipient, SoughtPerson, SubjectFact, SubjectMark } from './data-subjects.js';
export { subjectMarks, type SubjectSearchAsked } from './data-subjects.js';
export type { SubjectAskRow } from './subject-calls.js';
export { subjectGrounds, subjectLimits, subjectMeasures } from './data-subject-lists.js';
export { subjectOutcomes, subjectRestrictions } from './data-subject-lists.js';
export type { SubjectGround, SubjectMeasure, SubjectRestriction } from './data-subject-lists.js';
export { personSought, toldFactOf } from './data-subject-rules.js';
export type { ToldFact } from './kinds/data-subject-answer.js';
export type { DeskNotice, NoticeKind } from './desk-notices.js';
export type { DuplicateView, Likeness, LikeOthers, Sought } from './duplicates.js';
export { duplicateLimits, likeNone, likenesses, parseSought, soughtIn } from './duplicates.js';
export { mediaTypeOf, saysType, statedTypes, typeFlaw, typeHeadBytes } from './file-types.js';
export { type Scan, type ScanGap, type ScanSaid, type ScanVerdict } from './scan.js';
export { neverScanned, notScanned, scanGaps, scanKept, scanVerdicts, stillCounts } from './scan.js';
export type { FileUnderReview, RetentionCalls, ReviewPage } from './retention-calls.js';
export { type EraseOrder, type Hold, Retention } from './retention.js';
export { graceEnd, keptItems, quarantineMonths, retentionBounds } from './retention-rules.js';
export { standardRetention, type KeptItem, type RetentionRule } from './retention-rules.js';
export { type StandingRule } from './retention-rules.js';
export { keepReasons, keptItemOf, latestKeep, monthsAfter } from './retention-schedule.js';
export { scheduleOf, signedMonths } from './retention-schedule.js';
export type { KeepReason, KeptFile, Schedule } from './retention-schedule.js';
export type { AttachmentProgress, AttachmentView, BroadcastMember, Calls } from './calls.js';
export { worksOnFiles } from './file-calls.js';
export type { DispatchesAsked, DispatchPage, DispatchRow, DispatchView } from './calls.js';
export type { Crossed } from './receipt-proof.js';
export type { DocumentPage, Page, Pattern, QuarantineView, FoundThreads } from './calls.js';
export type { SubjectAskView, ThreadRow, ThreadView } from './calls.js';
export type { StageView } from './envelope.js';
export type { DifferenceKind, DifferenceView, EventPageView, EventsAsked } from './audit-calls.js';
export type { EventView, LogHealth, NoteView, PeriodAsked, ServiceView } from './audit-calls.js';
export { type TileView, type WitnessHealth, differenceKinds } from './audit-calls.js';
export type { ByUrgency, CountDifference, CountedAct, CountedDocument } from './statistics.js';
export type { CountedRequest, KnownRequest, Tally } from './statistics.js';
export { countDifferences, countedAct, countRequest, tally } from './statistics.js';
export {
  type AuthorityProfile,
  type ProfileBody,
  authorityBodies,
  authorityFunctions,
  isOutsideCompetence,
  parseProfile,
  profileOf,
  profileSchema,
} from './authority-profile.js';
export type { EndCode, EndKind, Ending, EndStage, Mortal } from './ends.js';
export { endCodes, endedCode, endNumber, endNumbers, endingsOf, endKinds } from './ends.js';
export { endStages, hasStateEnded, stageOf, whatEnds } from './ends.js';
export { type InUse, rootTerms, type RootTerms } from './in-use.js';
