export { type MailboxCode, MailboxError, mailboxCodes } from './errors.js';
export { type QueuedDispatch, type RelayRow, type SealedRow, Outbox } from './outbox.js';
export { type Accepted, type Arrival, type DueDelivery, Deliveries } from './deliveries.js';
export { type LinkRow, Links } from './links.js';
export { type ReceiptDue, Receipts } from './receipts.js';
export { type QuarantineRow, Quarantine } from './quarantine.js';
export { Mailbox } from './mailbox.js';
export { Progress } from './progress.js';
