import { parseSha256 } from '#kernel';

/** What an answer of the gateway says of recalls where there are none: of a thread, of a document, of a page. */
export const noRecalls = { owed: 0, awaited: 0 };
export const unrecalled = {
  recalls: [],
  withheld: false,
  narrowed: null,
  exculpatory: false,
  posting: null,
  directory: null,
  envelope: null,
  envelopeSignature: null,
  warnings: [],
  posted: [],
  inReplyTo: null,
  documentSha256: parseSha256('0'.repeat(64)),
  size: 1,
};
/** Of a thread that nobody has stopped or halted, and that the officer who asks may read. */
export const unstopped = { operation: null, stop: null, onRoster: true, undelivered: 0 };
/** Of a desk at which nothing waits. */
export const noneWaiting = { undelivered: 0, unassigned: 0 };
