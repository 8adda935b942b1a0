export {
  type Allowance,
  type Taken,
  aloneLeft,
  assertWritten,
  takeOf,
  writtenBelow,
} from './allowance.js';
export { CaseFiles } from './case-files.js';
export { Clocks, ahead } from './clocks.js';
export { type DispatchContent, unpackContent } from './content.js';
export { crossedBy, keepTransmitted, keepLeaving } from './transmitted-envelope.js';
export { type TransmittedEnvelope, transmittedEnvelopesOf } from './transmitted-envelopes.js';
export {
  disclosureLabel,
  readDisclosures,
  readDisclosuresOf,
  recordDisclosed,
} from './disclosures.js';
export {
  endsTransaction,
  isJudgement,
  type ThreadsCode,
  ThreadsError,
  threadsCodes,
} from './errors.js';
export { actorOf, by, caseOf, deskOf, readerOf } from './event-parts.js';
export { type ExchangeCode, ExchangeError, exchangeCodes } from './exchange-errors.js';
export { type Filed } from './filing.js';
export { type IndexToken, type MatchKeyRow, addTokens } from './index-tokens.js';
export { answerable, arrived, lost, lostOf } from './lost.js';
export { assertPageStart } from './page-start.js';
export { recordEach, withEvents } from './record-each.js';
export {
  type AttachmentRecord,
  type DispatchHead,
  type DispatchRecord,
  type KeyedThread,
  type NewAttachment,
  type ThreadRecord,
  byThread,
  dispatchColumns,
  ended,
  isThere,
  onRoster,
  threadColumns,
} from './rows.js';
export { orError, type Said, saidIn, saidOf } from './said.js';
export { keepScan, scanRow } from './scans.js';
export { signedDispatch } from './signed-dispatch.js';
export { type SignedProof, officerByLog, ownEventKeys, signedProofs } from './signed-proof.js';
export { type Alongside, type Submission } from './submission.js';
export { revertVoided } from './voided.js';
