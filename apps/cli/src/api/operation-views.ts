import { parseDocumentId, parseSha256, parseTimestamp } from '#kernel';
import { flag, list, object, oneOf, orNull } from './shape.js';

const mostHalts = 10_000;
const side = oneOf('OUT', 'IN');

/** An operation in which several States act: the stop-words that hold, and until when it is assessed. */
export const operation = object({
  halts: list(object({ halt: parseDocumentId, direction: side, awaits: list(side, 2) }), mostHalts),
  elsewhere: list(object({ halt: parseSha256, heard: orNull(flag) }), mostHalts),
  lifting: list(parseSha256, mostHalts),
  assessedUntil: orNull(parseTimestamp),
});
export type Operation = ReturnType<typeof operation>;
