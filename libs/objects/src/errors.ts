import { CodedError, type CodeTable, type Detail } from '#kernel';

export const objectsCodes = {
  OBJECT_ARGUMENT_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'A number, key or chunk handed to the object store is outside its limits.',
    remedy: 'Correct the value named in the detail; nothing was written.',
  },
  OBJECT_TOO_LARGE: {
    action: 'refuse',
    status: 413,
    title: 'The attachment is larger than this gateway takes.',
    remedy: 'Send a smaller file, or several; the limit is in the detail.',
  },
  OBJECT_SIZE_MISMATCH: {
    action: 'refuse',
    status: 422,
    title: 'The attachment does not have the size that was declared for it.',
    remedy: 'Upload the file again with its true size; what arrived was thrown away.',
  },
  OBJECT_UNKNOWN: {
    action: 'refuse',
    status: 404,
    title: 'The object store holds no complete attachment with this root.',
    remedy: 'Wait until its transfer is complete; an erased attachment does not come back.',
  },
  OBJECT_UNEXPECTED: {
    action: 'refuse',
    status: 409,
    title: 'A chunk came for an attachment that no opened message announced.',
    remedy: 'Drop the chunk; the sender repeats it once the message is open here.',
  },
  OBJECT_CHUNK_REFUSED: {
    action: 'refuse',
    status: 422,
    title: 'A chunk is not part of the attachment it claims to belong to.',
    remedy: 'Drop the chunk and ask for it again; if it repeats, tell the neighbour.',
  },
  OBJECT_CORRUPT: {
    action: 'alarm',
    status: 500,
    title: 'The stored bytes of an attachment are not the ones that were sealed.',
    remedy: 'Check the disk; ask the sender for the attachment again. Nothing false was shown.',
  },
  OBJECT_STORE_FULL: {
    action: 'retry',
    status: 507,
    title: 'The disk of the gateway has no room for files now.',
    remedy:
      'Send it without the file, or tell the administrator to make room and try again. Transfers under way go on by themselves.',
  },
  OBJECT_STORE_FAILED: {
    action: 'retry',
    status: 503,
    title: 'The object store could not read or write its files.',
    remedy:
      'Look whether the disk of `objects/` is mounted, and at the rights on the folder; the step is tried again.',
  },
  OBJECT_NOT_REMOVED: {
    action: 'alarm',
    status: 500,
    title:
      'Files of erased threads could not be removed. Their keys are destroyed: nobody can read them.',
    remedy: 'Look at the disk and the rights on the directory; the removal is tried again.',
  },
} as const satisfies CodeTable;

export type ObjectsCode = keyof typeof objectsCodes;

/** Error of this library. `detail` names neither a stored file nor its content, so it may be logged. */
export class ObjectsError extends CodedError<ObjectsCode> {
  constructor(code: ObjectsCode, detail?: Detail, cause?: unknown) {
    super(code, objectsCodes, detail, cause);
  }
}
