import { parseDocumentId, parseTimestamp } from '#model';
import { list, object, oneOf, orNull } from './shape.js';

const mostHalts = 10_000;
const side = oneOf('OUT', 'IN');

/** An operation in which both States act: the stop-words that hold, and until when it is assessed. */
export const operation = object({
  halts: list(object({ halt: parseDocumentId, direction: side, awaits: list(side, 2) }), mostHalts),
  assessedUntil: orNull(parseTimestamp),
});
export type Operation = ReturnType<typeof operation>;
