export { type Beyond, type FaultKind, type Place, Fault } from './faults.js';
export { type Hole } from './chains.js';
export { type Signers } from './checkpoints.js';
export { checkSignature, eventKeyName, type Point, readLeaf, type ReadLeaf } from './leaf.js';
export {
  type Judge,
  type LogSource,
  type SourceNote,
  type Verdict,
  verifyLog,
} from './verify-log.js';
