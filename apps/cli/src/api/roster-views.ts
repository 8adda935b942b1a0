import {
  rosterReasons,
  glassReasons,
  rosterLimits,
} from '#capabilities/access-lists/access-lists.contract';
import { parseOfficerId, parseTimestamp } from '#kernel';
import { flag, list, object, oneOf, orNull, text, whole } from './shape.js';

const member = object({
  officer: parseOfficerId,
  addedBy: parseOfficerId,
  reason: oneOf(...rosterReasons),
  at: parseTimestamp,
});
const broken = object({
  officer: parseOfficerId,
  reason: oneOf(...glassReasons),
  facts: text,
  at: parseTimestamp,
  until: parseTimestamp,
});
export const roster = object({
  keeper: orNull(parseOfficerId),
  desk: flag,
  members: list(member, rosterLimits.members),
  broken: list(broken, 100),
});
export type Roster = ReturnType<typeof roster>;
export const changed = object({ members: whole });
export const glass = object({ until: parseTimestamp, left: whole });
