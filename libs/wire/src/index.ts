export { type WireCode, WireError, wireCodes } from './errors.js';
export { canonicalJson, parseCanonicalJson } from './canonical-json.js';
export { disclosureDigest, readDisclosure } from './disclosure.js';
export { Hasher, type Hashes, hashesOf, sha256, sha512 } from './digest.js';
export {
  decodeDocument,
  decodeEntry,
  decodeEnvelope,
  decodeLogin,
  decodeStatement,
  encodeDocument,
  encodeEntry,
  encodeEnvelope,
  encodeLogin,
  encodeStatement,
} from './signed-objects.js';
export {
  type SealedPayload,
  type SealedStatement,
  decodePayload,
  decodeSealedStatement,
  encodePayload,
  encodeSealedStatement,
} from './payload.js';
export {
  type Batch,
  type Frame,
  type ObjectChunk,
  decodeBatch,
  encodeBatch,
  frameSize,
  framesOf,
  maxBatch,
  maxFrames,
} from './border.js';
export { type SignedEntry, chainHead } from './chain.js';
export {
  type Difference,
  type ReconciliationReport,
  type UnlistedNumbers,
  blocksApart,
  blockSize,
  compareLedgers,
  encodeReport,
  maxSpan,
  rowsOfBlock,
  sameNumbers,
  spanOf,
} from './reconciliation.js';
