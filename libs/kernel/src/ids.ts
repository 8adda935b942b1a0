import { phrase, type Detail } from './phrase.js';
import type { Brand } from './brand.js';
import { KernelError } from './errors.js';

/** Code of ISO 3166-1 alpha-2 in upper case; XA to XZ are for examples and tests. */
export type StateCode = Brand<string, 'StateCode'>;
export type AuthorityId = Brand<string, 'AuthorityId'>;
export type OfficerId = Brand<string, 'OfficerId'>;
/** Full OpenPGP fingerprint, never a key id: 40 upper-case hexadecimal digits (version 4) or 64 (version 6). */
export type Fingerprint = Brand<string, 'Fingerprint'>;
export type DocumentId = Brand<string, 'DocumentId'>;
export type ThreadId = Brand<string, 'ThreadId'>;
export type EventId = Brand<string, 'EventId'>;
export type HoldId = Brand<string, 'HoldId'>;
export type BroadcastId = Brand<string, 'BroadcastId'>;
/** Id of an envelope or statement, readable by carriers of the message: 128 random bits as 32 lower-case hexadecimal digits. */
export type MessageId = Brand<string, 'MessageId'>;
export type LinkId = Brand<string, 'LinkId'>;
export type Sha256 = Brand<string, 'Sha256'>;
export type Sha512 = Brand<string, 'Sha512'>;
/** UTC time with milliseconds, as `2026-01-31T23:59:59.123Z`. Signed bytes contain times only in this form. */
export type Timestamp = Brand<string, 'Timestamp'>;

export interface TextParser<T extends string> {
  (value: unknown): T;
  readonly form: string;
}

function parser<T extends string>(name: Detail, form: RegExp, says: Detail): TextParser<T> {
  const parse = (value: unknown): T => {
    if (typeof value !== 'string' || !form.test(value))
      throw new KernelError('VALUE_INVALID', phrase`${name} must be ${says}`);
    return value as T;
  };
  parse.form = form.source;
  return parse;
}

// RFC 9562, section 5.7, in lower case.
export const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const parseStateCode = parser<StateCode>(
  'state',
  /^[A-Z]{2}$/,
  phrase`two capital letters (ISO 3166-1)`,
);
// User-assigned codes of ISO 3166-1, such as `XA`, belong to no country.
export const isRealState = (state: StateCode): boolean => !/^(AA|Q[M-Z]|X[A-Z]|ZZ)$/.test(state);

export const parseAuthorityId = parser<AuthorityId>(
  'authority',
  /^[a-z][a-z0-9-]{1,31}$/,
  phrase`2 to 32 lower-case letters, digits or dashes`,
);
export const parseOfficerId = parser<OfficerId>(
  'officer',
  /^[a-z][a-z0-9.-]{1,31}$/,
  phrase`2 to 32 lower-case letters, digits, dots or dashes`,
);
export const parseFingerprint = parser<Fingerprint>(
  'fingerprint',
  /^(?:[0-9A-F]{40}|[0-9A-F]{64})$/,
  phrase`the full fingerprint, 40 or 64 capital hexadecimal digits`,
);
export const parseDocumentId = parser<DocumentId>('id', uuid7, phrase`a UUID of version 7`);
export const parseThreadId = parser<ThreadId>('thread', uuid7, phrase`a UUID of version 7`);
export const parseBroadcastId = parser<BroadcastId>(
  'broadcast',
  uuid7,
  phrase`a UUID of version 7`,
);
export const parseHoldId = parser<HoldId>('hold', uuid7, phrase`a UUID of version 7`);
export const parseEventId = parser<EventId>('event', uuid7, phrase`a UUID of version 7`);
export const parseMessageId = parser<MessageId>(
  phrase`message id`,
  /^[0-9a-f]{32}$/,
  phrase`32 hexadecimal digits`,
);
export const parseLinkId = parser<LinkId>('link', /^[0-9a-f]{32}$/, phrase`32 hexadecimal digits`);
export const parseSha256 = parser<Sha256>(
  'sha256',
  /^[0-9a-f]{64}$/,
  phrase`64 hexadecimal digits`,
);
export const parseSha512 = parser<Sha512>(
  'sha512',
  /^[0-9a-f]{128}$/,
  phrase`128 hexadecimal digits`,
);

const timestampForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export function parseTimestamp(value: unknown): Timestamp {
  if (typeof value === 'string' && timestampForm.test(value) && !value.startsWith('0000')) {
    const at = new Date(value);
    if (!Number.isNaN(at.getTime()) && at.toISOString() === value) return value as Timestamp;
  }
  throw new KernelError(
    'VALUE_INVALID',
    phrase`a time must be UTC in the form 2026-01-31T23:59:59.123Z`,
  );
}
parseTimestamp.form = timestampForm.source;

export const timestamp = (at: Date): Timestamp =>
  parseTimestamp(Number.isNaN(at.getTime()) ? undefined : at.toISOString());
