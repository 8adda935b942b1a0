export { type TlogCode, TlogError, tlogCodes } from './errors.js';
export { HASH_LENGTH, emptyRoot, leafHash, nodeHash } from './hash.js';
export { MemoryTree, consistencyProofOf, inclusionProofOf, rootOf } from './tree.js';
export {
  type ReadTile,
  type Tile,
  type TileCoordinate,
  TILE_WIDTH,
  entryBundlePath,
  tilePath,
} from './tiles.js';
export { decodeEntries, encodeEntries } from './entries.js';
export {
  type Appended,
  type TreeEdge,
  appendLeaves,
  edgeFromTiles,
  emptyEdge,
  rootOfEdge,
  tilesForEdge,
} from './edge.js';
export {
  TiledTree,
  consistencyProof,
  inclusionProof,
  rootFromTiles,
  tilesForConsistency,
  tilesForInclusion,
  tilesForRoot,
} from './proofs.js';
export { type TreeHead, verifyConsistency, verifyInclusion } from './verify.js';
export {
  type KeyUse,
  type Signer,
  type Verifier,
  formatVerifierKey,
  makeSigner,
  makeVerifier,
  ed25519PublicKey,
  parseVerifierKey,
} from './keys.js';
export {
  MAX_NOTE_BYTES,
  type OpenedNote,
  type VerifiedSignature,
  addSignatures,
  openNote,
  signNote,
} from './note.js';
export {
  type Checkpoint,
  type OpenedCheckpoint,
  cosign,
  formatCheckpoint,
  openCheckpoint,
  openCheckpointOfAny,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint.js';
export {
  type OpenedWithSecond,
  keyHash,
  openWithSecond,
  secondName,
  secondVerifier,
  signSecondNote,
} from './witnesses/second-note.js';
export {
  type CheckpointOffer,
  type WitnessState,
  type WitnessVerdict,
  formatOffer,
  judgeOffer,
  parseOffer,
  unseenLog,
} from './witnesses/witness.js';
export { type Policy, openByPolicy, parsePolicy } from './witnesses/policy.js';
export { type LogProof, formatLogProof, parseLogProof, verifyLogProof } from './logproof.js';
