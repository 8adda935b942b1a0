import { IsOptional } from 'class-validator';
import {
  differenceKinds,
  type DifferenceKind,
  type EventsAsked,
  type PeriodAsked,
} from '#capabilities/audit/audit.contract';
import { parseEventId, parseStateCode, parseTimestamp, type Purpose } from '#kernel';
import { PurposeQuery } from './addresses.js';
import { Formed, OneOf, uuid7 } from './fields.js';

const STANDARD_LIMIT = 100;
const limitForm = /^(?:[1-9]\d{0,2})$/;
const whole = /^(?:0|[1-9]\d{0,14})$/;
const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export class EventsQuery extends PurposeQuery {
  @IsOptional()
  @Formed(limitForm, 'Most events wanted, 1 to 999.', false)
  limit?: string;

  @IsOptional()
  @Formed(uuid7, 'Id of the last event already seen: `next` of the page before.', false)
  after?: string;
}

export class PeriodQuery extends EventsQuery {
  @Formed(time, 'The first moment of the period.')
  from: string;

  @Formed(time, 'The first moment after it.')
  to: string;
}

export class RequestsQuery extends PurposeQuery {
  @Formed(time, 'The first moment of the period in which the requests were signed.')
  from: string;

  @Formed(time, 'The first moment after it.')
  to: string;

  @IsOptional()
  @Formed(/^[A-Z]{2}$/, 'The neighbour; without it all.', false)
  peer?: string;

  @IsOptional()
  @Formed(uuid7, '`next` of the page before.', false)
  after?: string;
}

export const requestsOf = ({ purpose, from, to, peer, after }: RequestsQuery) => ({
  purpose,
  from: parseTimestamp(from),
  to: parseTimestamp(to),
  peer: peer === undefined ? null : parseStateCode(peer),
  after: after === undefined ? null : parseEventId(after),
});

export const eventsOf = (query: EventsQuery): EventsAsked & { readonly purpose: Purpose } => ({
  purpose: query.purpose,
  limit: Number(query.limit ?? STANDARD_LIMIT),
  after: query.after === undefined ? null : parseEventId(query.after),
});

export const periodOf = (query: PeriodQuery): PeriodAsked => ({
  from: parseTimestamp(query.from),
  to: parseTimestamp(query.to),
});

export class ItemAddress {
  @Formed(
    /^(?:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64})$/,
    'Id of a document or dispatch, id of a message, or SHA-256 of a document or attachment.',
  )
  item: string;
}

export class OfficerAddress {
  @Formed(/^[a-z][a-z0-9.-]{1,31}$/, 'Officer id.')
  officer: string;
}

export class PeerAddress {
  @Formed(/^[A-Z]{2}$/, 'A neighbouring State.')
  peer: string;
}

export class DifferencesQuery extends PurposeQuery {
  @OneOf(differenceKinds, 'Which list.')
  kind: DifferenceKind;

  @IsOptional()
  @Formed(limitForm, 'Most rows wanted; 500 at most are given.', false)
  limit?: string;

  @IsOptional()
  @Formed(/^[A-Za-z0-9./: -]{1,512}$/, '`next` of the page before.', false)
  after?: string;
}

export const differencesOf = ({ purpose, kind, limit, after }: DifferencesQuery) => ({
  purpose,
  kind,
  limit: Number(limit ?? STANDARD_LIMIT),
  after: after ?? null,
});

export class LeavesQuery extends PurposeQuery {
  @Formed(whole, 'Index of the first leaf wanted.')
  from: string;
}

export class TilesQuery {
  @Formed(/^[0-7]$/, 'Level of the tiles.')
  level: string;

  @Formed(whole, 'Index of the first tile wanted.')
  from: string;
}

export class NotesQuery {
  @Formed(whole, 'Checkpoints of larger trees than this are wanted.')
  above: string;
}
