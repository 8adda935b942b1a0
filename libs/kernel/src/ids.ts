import type { Brand } from './brand.js';
import { KernelError } from './errors.js';

/** ISO 3166-1 alpha-2 code of a State, upper case. XA..XZ are user-assigned (examples, tests). */
export type StateCode = Brand<string, 'StateCode'>;
/** A body of a State: lower-case letters, digits and dashes, 2 to 32 characters, unique within the State. */
export type AuthorityId = Brand<string, 'AuthorityId'>;
/** An officer's handle: lower-case letters, digits, dots and dashes, unique within the State. */
export type OfficerId = Brand<string, 'OfficerId'>;
/** OpenPGP v4 fingerprint: 40 upper-case hexadecimal digits (v6: 64). Never a key id. */
export type Fingerprint = Brand<string, 'Fingerprint'>;
/** UUID version 7 of an officer's document (RFC 9562). */
export type DocumentId = Brand<string, 'DocumentId'>;
/** The document id of the request or information that opened the thread. */
export type ThreadId = Brand<string, 'ThreadId'>;
/** UUID version 7 of an event of the custody log. */
export type EventId = Brand<string, 'EventId'>;
/** A legal hold. */
export type HoldId = Brand<string, 'HoldId'>;
/** Id of a broadcast, the same in each of its signed requests. */
export type BroadcastId = Brand<string, 'BroadcastId'>;
/** Envelope or statement id: 128 random bits, 32 lower-case hexadecimal digits; the only id visible outside. */
export type MessageId = Brand<string, 'MessageId'>;
/** Opaque id of the pair of two gateways: 128 random bits, 32 lower-case hexadecimal digits. */
export type LinkId = Brand<string, 'LinkId'>;
/** SHA-256, 64 lower-case hexadecimal digits. */
export type Sha256 = Brand<string, 'Sha256'>;
/** SHA-512, 128 lower-case hexadecimal digits. */
export type Sha512 = Brand<string, 'Sha512'>;
/** UTC time with milliseconds, `2026-01-31T23:59:59.123Z`, the only form used in signed bytes. */
export type Timestamp = Brand<string, 'Timestamp'>;

/** Gives the branded text, or throws VALUE_INVALID. `form`: regular expression of the text, for descriptions. */
export interface TextParser<T extends string> {
  (value: unknown): T;
  readonly form: string;
}

function parser<T extends string>(name: string, form: RegExp, says: string): TextParser<T> {
  const parse = (value: unknown): T => {
    if (typeof value !== 'string' || !form.test(value))
      throw new KernelError('VALUE_INVALID', `${name} must be ${says}`);
    return value as T;
  };
  parse.form = form.source;
  return parse;
}

/** A UUID of version 7 (RFC 9562 section 5.7), in small letters. */
export const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const parseStateCode = parser<StateCode>(
  'state',
  /^[A-Z]{2}$/,
  'two capital letters (ISO 3166-1)',
);
/** False for the codes that ISO 3166-1 leaves to users, such as `XA`: no country has them, and no secret is exchanged. */
export const isRealState = (state: StateCode): boolean => !/^(AA|Q[M-Z]|X[A-Z]|ZZ)$/.test(state);

export const parseAuthorityId = parser<AuthorityId>(
  'authority',
  /^[a-z][a-z0-9-]{1,31}$/,
  '2 to 32 lower-case letters, digits or dashes',
);
export const parseOfficerId = parser<OfficerId>(
  'officer',
  /^[a-z][a-z0-9.-]{1,31}$/,
  '2 to 32 lower-case letters, digits, dots or dashes',
);
export const parseFingerprint = parser<Fingerprint>(
  'fingerprint',
  /^(?:[0-9A-F]{40}|[0-9A-F]{64})$/,
  'the full fingerprint, 40 or 64 capital hexadecimal digits',
);
export const parseDocumentId = parser<DocumentId>('id', uuid7, 'a UUID of version 7');
export const parseThreadId = parser<ThreadId>('thread', uuid7, 'a UUID of version 7');
export const parseBroadcastId = parser<BroadcastId>('broadcast', uuid7, 'a UUID of version 7');
export const parseHoldId = parser<HoldId>('hold', uuid7, 'a UUID of version 7');
export const parseEventId = parser<EventId>('event', uuid7, 'a UUID of version 7');
export const parseMessageId = parser<MessageId>(
  'message id',
  /^[0-9a-f]{32}$/,
  '32 hexadecimal digits',
);
export const parseLinkId = parser<LinkId>('link', /^[0-9a-f]{32}$/, '32 hexadecimal digits');
export const parseSha256 = parser<Sha256>('sha256', /^[0-9a-f]{64}$/, '64 hexadecimal digits');
export const parseSha512 = parser<Sha512>('sha512', /^[0-9a-f]{128}$/, '128 hexadecimal digits');

const timestampForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Accepts only a real calendar time: 30 February is refused, and the year 0, which neither we nor databases have. */
export function parseTimestamp(value: unknown): Timestamp {
  if (typeof value === 'string' && timestampForm.test(value) && !value.startsWith('0000')) {
    const at = new Date(value);
    if (!Number.isNaN(at.getTime()) && at.toISOString() === value) return value as Timestamp;
  }
  throw new KernelError('VALUE_INVALID', 'a time must be UTC in the form 2026-01-31T23:59:59.123Z');
}
parseTimestamp.form = timestampForm.source;

/** Throws VALUE_INVALID for an invalid date and outside the years 1 to 9999, which have no such form. */
export const timestamp = (at: Date): Timestamp =>
  parseTimestamp(Number.isNaN(at.getTime()) ? undefined : at.toISOString());
