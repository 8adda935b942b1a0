import { differenceKinds } from '#capabilities/audit/audit.contract';
import { parseEventId, parseLinkId, parseOfficerId, parseSha256, parseTimestamp } from '#kernel';
import { bytes, list, number, object, oneOf, orNull, text, whole } from './shape.js';

/** Rows of one answer, at most. */
const mostRows = 10_000;

const event = object({
  event: parseEventId,
  typ: text,
  service: text,
  at: parseTimestamp,
  index: orNull(whole),
  officer: orNull(parseOfficerId),
  messageId: orNull(text),
  leaf: bytes,
});
export type Event = ReturnType<typeof event>;
export const events = object({ events: list(event, mostRows), next: orNull(parseEventId) });

const difference = object({
  kind: oneOf(...differenceKinds),
  key: text,
  at: parseTimestamp,
  link: orNull(parseLinkId),
  messageId: orNull(text),
  code: text,
  detail: text,
});
export const differences = object({ differences: list(difference, 1_000), next: orNull(text) });

export const logHealth = object({
  size: whole,
  released: whole,
  checkpointAt: orNull(parseTimestamp),
  checkpointAge: orNull(number),
  witnesses: list(object({ witness: text, size: whole, at: parseTimestamp, age: number }), 64),
  halted: list(text, 64),
  waiting: whole,
  waitingAge: orNull(number),
  evidence: whole,
});

export const logEntries = object({ size: whole, entries: list(bytes, 1_024) });
export const logTiles = object({ tiles: list(object({ index: whole, hashes: bytes }), 256) });
export const logNotes = object({ notes: list(object({ size: whole, note: text }), 1_024) });

const outsideTime = orNull(object({ at: parseTimestamp, by: text, size: whole }));
const bracket = object({
  after: outsideTime,
  before: outsideTime,
  seen: outsideTime,
  state: oneOf('timed', 'untimed', 'contradictory'),
});
export type Bracket = ReturnType<typeof bracket>;
export const proof = object({ leaf: bytes, index: whole, proof: text, bracket });
export const checkpoint = object({ note: text, size: whole });

const quarantined = {
  id: text,
  link: parseLinkId,
  messageId: orNull(text),
  code: text,
  detail: orNull(text),
  size: whole,
  sha256: parseSha256,
  at: parseTimestamp,
};
export const quarantine = object({ rows: list(object(quarantined), 1_000) });
export const evidence = object({ ...quarantined, evidence: bytes });
