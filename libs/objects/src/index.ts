export { ObjectsError, objectsCodes, type ObjectsCode } from './errors.js';
export {
  CHUNK_BYTES,
  SEALED_CHUNK_BYTES,
  encryptChunk,
  layoutOf,
  layoutOfCiphertext,
  placeOf,
  type ChunkRange,
  type Layout,
} from './format.js';
export type { ChunkRun } from './partial.js';
export {
  AttachmentReader,
  type ByteRange,
  type DeclaredPlaintext,
  type ProvenChunk,
} from './reader.js';
export {
  MAX_BATCH,
  ObjectReceiver,
  type BatchOutcome,
  type ChunkOutcome,
  type IncomingChunk,
  type TransferState,
} from './receiver.js';
export { ObjectStore, type ObjectStoreOptions } from './store.js';
export { sweep, type SweepAges } from './sweep.js';
export { AttachmentWriter, type StoredAttachment } from './writer.js';
export { firstOf } from './runs.js';
export {
  type Arrived,
  type DueTransfer,
  type ExpectedObject,
  type TransferProgress,
  type Expected,
  reportableSql,
  sendingSql,
  Transfers,
} from './transfers.js';
