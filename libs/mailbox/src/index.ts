export { missingNumbers, missingReceipts, quarantined } from './differences.js';
export { type MailboxCode, MailboxError, mailboxCodes } from './errors.js';
export {
  type Claimed,
  type Fate,
  type QueuedDispatch,
  type RelayRow,
  type SentMessage,
  Outbox,
  relayBytes,
} from './outbox.js';
export {
  type Accepted,
  type Arrival,
  type DueDelivery,
  type WaitingForParent,
  type Seen,
  Deliveries,
  type OpenedRow,
} from './deliveries.js';
export {
  directoriesSql,
  type ChainNote,
  type DirectoryLink,
  type LinkNumbers,
  type LinkRow,
  Links,
} from './links.js';
export {
  type ReceiptDue,
  type LookedUp,
  type Numbered,
  type ReceiptProof,
  type ReceiptTurn,
  Receipts,
  receiptsDueSql,
  type Unacknowledged,
} from './receipts.js';
export { type Aside, holdFormal, noteAside, type Waiting } from './queue-waits.js';
export { type NotedSilence, type SilentDispatch, Silences } from './silences.js';
export { type Keeping, type QuarantineRow, Quarantine } from './quarantine.js';
export {
  type DueStatement,
  type ReceivedAnswer,
  type ReceivedStatement,
  type WaitingStatement,
  isLogStatementKind,
  judgedKinds,
  type LogStatementKind,
  LogStatements,
  type SignedStatement,
} from './log-statements.js';
export { Ledgers } from './ledgers.js';
export {
  type LinkProtocol,
  type Protocols,
  type Hindrances,
  hindrancesIfQueued,
  queuedSql,
} from './protocols.js';
export { acceptOnce, markSealed, type SealedRow } from './numbered.js';
export { forgetKept, keptSessionKeys } from './kept-messages.js';
export { Mailbox } from './mailbox.js';
export { Progress, type SealedMessage } from './progress.js';
export {
  type Refused,
  type RefusalBound,
  type RefusalKind,
  RefusalTally,
  isFull,
} from './refusals.js';
export {
  askedSql,
  receivedStatementSql,
  isQueuedSql,
  leavingSql,
  openableSql,
  sayableSql,
} from './what-waits.js';
