import { type CodeTable, CodedError, type Detail } from '#kernel';

export const tlogCodes = {
  HASH_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'A value that must be a SHA-256 hash of 32 bytes is not one.',
    remedy: 'Check the sender of the value; nothing was added to the tree.',
  },
  TREE_POSITION_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'An index, a size or a level lies outside the tree it refers to.',
    remedy: 'Ask again with a position inside the checkpoint that is used.',
  },
  TREE_LIMIT_EXCEEDED: {
    action: 'refuse',
    status: 422,
    title: 'More leaves or entries were given at once than the limit named in the detail.',
    remedy: 'Split the work into smaller batches.',
  },
  TILE_INVALID: {
    action: 'alarm',
    status: 500,
    title: 'A stored tile of the custody log is missing, cut or of the wrong width.',
    remedy:
      'Stop signing. Compare the stored tiles with a mirror and rebuild them from the leaves.',
  },
  ENTRY_BUNDLE_INVALID: {
    action: 'alarm',
    status: 422,
    title: 'A bundle of log entries does not have the form of the tlog-tiles specification.',
    remedy: 'Compare the bundle with a mirror of the log.',
  },
  TREE_PROOF_INVALID: {
    action: 'alarm',
    status: 422,
    title: 'A Merkle proof does not lead to the signed root.',
    remedy:
      'Keep both notes and the proof: they may show that a log was rewritten. Call the other State.',
  },
  NOTE_KEY_INVALID: {
    action: 'refuse',
    status: 422,
    title:
      'A log, witness or event key is not an Ed25519 key of the expected form that can be relied on.',
    remedy: 'Take the key again from the signed directory and compare it in full.',
  },
  NOTE_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The bytes are not a signed note, or exceed the limits for one.',
    remedy: 'Ask the sender for the note again; keep the bytes if they came over a link.',
  },
  NOTE_UNSIGNED: {
    action: 'refuse',
    status: 422,
    title: 'No signature of the note was made by a key that is known here.',
    remedy: 'Check whether the log changed its key and whether the directory names the new one.',
  },
  NOTE_SIGNATURE_INVALID: {
    action: 'alarm',
    status: 422,
    title: 'A signature that names a known key does not verify.',
    remedy: 'Keep the note: it was altered or forged. Call the holder of the key.',
  },
  COSIGNATURE_TIME_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The time of a cosignature is not a whole number of seconds since 1970.',
    remedy: 'Check the clock of the witness.',
  },
  CHECKPOINT_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The text of the note is not a checkpoint of the expected log.',
    remedy: 'Check the origin that the directory names for this log.',
  },
  SECOND_NOTE_DIFFERS: {
    action: 'alarm',
    status: 422,
    title: 'The second note of a checkpoint is of another size or root than the first.',
    remedy:
      'Keep both notes: one key signed them, and together they show two trees. Call the other State.',
  },
  LOG_PROOF_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The bytes are not a proof of the form c2sp.org/tlog-proof@v1.',
    remedy: 'Ask the sender for the proof again.',
  },
  CHECKPOINT_OFFER_INVALID: {
    action: 'refuse',
    status: 400,
    title: 'The bytes are not a checkpoint offered to a witness.',
    remedy: 'Check that both gateways run the same protocol version.',
  },
  POLICY_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The text is not a policy of logs and witnesses.',
    remedy: 'Correct the line named in the detail.',
  },
  QUORUM_NOT_MET: {
    action: 'retry',
    status: 409,
    title: 'The checkpoint does not yet carry the cosignatures that the policy asks for.',
    remedy: 'Wait for the witnesses; if it lasts, check whether they can be reached.',
  },
} as const satisfies CodeTable;

export type TlogCode = keyof typeof tlogCodes;

export class TlogError extends CodedError<TlogCode> {
  constructor(code: TlogCode, detail?: Detail, cause?: unknown) {
    super(code, tlogCodes, detail, cause);
  }
}
