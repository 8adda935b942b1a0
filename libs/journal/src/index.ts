export { MAX_BATCH } from './leaf/event-id.js';
export { type JournalCode, JournalError, journalCodes } from './errors.js';
export { type Channel, type Draft, type DraftOf } from './leaf/draft.js';
export {
  type EventObject,
  type ObjectRole,
  type SealedHashes,
  knownObject,
  object,
  objectRoles,
  sealedObject,
} from './leaf/objects.js';
export type { Destroyed } from './events/erasure-events.js';
export type { EventData, EventType } from './events/events.js';
export { type ExchangeType, stampedAtOnce } from './events/event-types.js';
export {
  type DigestView,
  type Disclosure,
  digestViews,
  openDisclosure,
} from './leaf/disclosure.js';
export {
  type Anchor,
  type Leaf,
  type LeafSource,
  type Point,
  eventKeyId,
  parseLeaf,
  verifyLeaf,
} from './leaf/leaf.js';
export {
  type CheckpointPoint,
  type JournalOptions,
  type Recorded,
  Journal,
  latestPointSql,
} from './journal.js';
export {
  type EventPage,
  type NamedItems,
  type Period,
  type TimelineEvent,
  aboutItems,
  namesOf,
  ofOfficer,
  timeline,
  withPeer,
} from './timeline.js';
export { type RecordedRequest, isWholePage, recordedRequests } from './counted-requests.js';
export { type MachineKey } from './machine-keys.js';
export { leavesFrom, notesAbove, tilesFrom } from './log/log-pages.js';
export { type LogCondition, logCondition } from './log/log-health.js';
export {
  type DifferenceSource,
  type OpenDifference,
  byText,
  byUuid,
  keptEvidence,
  reportedDifferences,
  unprovenCheckpoints,
} from './witnesses/open-differences.js';
export {
  type LeafProofs,
  type ProofFile,
  type ProvenLeaf,
  type ReleasedCheckpoint,
  loadTiles,
} from './log/proofs.js';
export { HeadFile } from './log/head-file.js';
export { chainNoteKept, loggedChains } from './logged-chains.js';
export {
  type ErasureRecord,
  type NewErasure,
  ErasureFile,
  erasureFileOf,
} from './erasures/erasure-file.js';
export { Erasures, destroyed } from './erasures/erasures.js';
export {
  type LogBatch,
  type LogState,
  type TakenEvent,
  LogRows,
  type LogStand,
  logStandSql,
  MAX_SEQUENCED,
} from './log/log-rows.js';
export { reconcile } from './log/reconcile.js';
export { assertMoving, standsStillSql } from './log/standstill.js';
export { noteObstacles, assertFormal, reportedObstaclesSql } from './time/formal-acts.js';
export {
  type CosignedNotes,
  type HaltCode,
  nameOfKey,
  type OwnWitness,
  OwnWitnesses,
} from './witnesses/own-witnesses.js';
export {
  type OutsideAnswer,
  type OutsideLine,
  type OutsideName,
  type OutsideOffer,
  OutsideOffers,
} from './witnesses/outside-offers.js';
export {
  type Evidence,
  type EvidenceCode,
  type HeldCheckpoint,
  type NotedCheckpoint,
  type PeerLog,
  WitnessedLogs,
} from './witnesses/witnessed-logs.js';
export { type Part, type Reconciliation, Reconciliations } from './witnesses/reconciliations.js';
export {
  type KeptStamp,
  type OpenRequest,
  type StampFiles,
  type Unstamped,
  Stamps,
} from './time/stamps.js';
export {
  type AuthorityName,
  questionAnew,
  questionColumns,
  StampQuestions,
} from './time/stamp-questions.js';
export { type ClockOffset, type ClockReading, clockOffset } from './time/clock-offset.js';
export { type OffsetReading, noteCosignature, noteStamp } from './time/clock-readings.js';
export {
  type LogAlarm,
  type LogFacts,
  logAlarms,
  logFacts,
  logLimits,
  uncosignedFor,
} from './log/log-alarms.js';
export {
  type AuthorityTime,
  type FormalCosigned,
  type FormalNeeds,
  type TimeAlarm,
  type TimeFacts,
  type TimeState,
  mayActFormally,
  timeAlarms,
  timeFacts,
  timeLimits,
  timeState,
} from './time/time-state.js';
export { type Bracket, type OutsideTime, bracket, bracketOf } from './time/bracket.js';
export { releasedSizeSql } from './log/released-size.js';
