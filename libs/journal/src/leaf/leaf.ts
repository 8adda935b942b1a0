import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { type EventId, parseEventId, parseTimestamp, timestamp, phrase } from '#kernel';
import { canonicalJson, parseCanonicalJson } from '#wire';
import { type Disclosure, makeDisclosure } from './disclosure.js';
import { JournalError } from '../errors.js';
import { type Draft } from './draft.js';
import { exchangeTypes, reasonedTypes } from '../events/event-types.js';
import type { Pseudonyms } from './pseudonym.js';

export const MAX_LEAF_BYTES = 4_096;
const MAX_OBJECTS = 8;
const MAX_DIGESTS = 32;

export interface Point {
  readonly size: number;
  readonly root: string;
}

/**
 * Newest checkpoints before the event; null for none. `own`: released in our log; `peer`: neighbour's checkpoint that this
 * State cosigned.
 */
export interface Anchor {
  readonly own: Point | null;
  readonly peer: Point | null;
}

/** Service that made the event. `sig` covers the canonical JSON of the leaf without the member `sig`. */
export interface LeafSource {
  readonly service: string;
  readonly version: string;
  readonly config?: string;
  readonly key: string;
  readonly sig: string;
}

export interface Leaf {
  readonly v: 1;
  readonly typ: string;
  readonly id: EventId;
  readonly log: string;
  readonly src: LeafSource;
  readonly t: {
    readonly emit: string;
    readonly recv?: string;
    readonly clk: string;
    readonly offsetMs?: unknown;
  };
  readonly prev: Readonly<Record<string, unknown>>;
  readonly anchor?: unknown;
  readonly data: Readonly<Record<string, unknown>>;
  readonly sd: readonly string[];
  readonly obj?: unknown;
  readonly case?: string;
  readonly actor?: { readonly id: string; readonly role: string };
  readonly reason?: string;
}

export interface Author {
  readonly origin: string;
  readonly service: string;
  readonly version: string;
  readonly config: string;
  readonly key: KeyObject;
  readonly keyId: string;
  readonly pseudonyms: Pseudonyms | undefined;
}

export interface Moment {
  readonly id: EventId;
  readonly at: Date;
  readonly prev: string | null;
  readonly anchor: Anchor;
  readonly offsetMs: readonly [number, number] | null;
}

export function eventKeyId(key: KeyObject): string {
  const { x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  if (key.asymmetricKeyType !== 'ed25519' || x === undefined)
    throw new JournalError('EVENT_INVALID', phrase`the event key must be Ed25519`);
  return createHash('sha256').update(Buffer.from(x, 'base64url')).digest('hex');
}

function isExchange(draft: Draft): boolean {
  return draft.channel !== undefined || draft.travels === true;
}

/**
 * Forms and signs a leaf: canonical JSON (RFC 8785), at most 4 KiB. Callers must encrypt the disclosures (values behind the
 * digests) before storing. @throws JournalError EVENT_INVALID naming the member
 */
export function formLeaf(
  draft: Draft,
  author: Author,
  moment: Moment,
): { readonly leaf: Buffer; readonly disclosures: readonly Disclosure[] } {
  assertBounds(draft);
  assertChannel(draft);
  assertReason(draft);
  const disclosures = disclosuresOf(draft);
  const unsigned = {
    v: 1,
    typ: draft.typ,
    id: moment.id,
    log: author.origin,
    obj: draft.obj ?? [],
    prev: chainOf(draft, moment.prev),
    anchor: moment.anchor,
    t: {
      emit: timestamp(moment.at),
      ...(draft.recv === undefined ? {} : { recv: timestamp(draft.recv) }),
      clk: 'database',
      offsetMs: moment.offsetMs,
    },
    ...(isExchange(draft) ? {} : named(draft, author.pseudonyms)),
    ...(draft.reason === undefined ? {} : { reason: draft.reason }),
    data: draft.data,
    // Sorted, so the order does not reveal which digest is which.
    sd: disclosures.map(({ digest }) => digest).sort(),
  };
  const { service, version, config, keyId } = author;
  const src = { config, key: keyId, service, sig: '', version };
  const leaf = signed(canonicalJson({ ...unsigned, src }), author.key);
  if (leaf.length > MAX_LEAF_BYTES)
    throw new JournalError('EVENT_INVALID', phrase`leaf above ${MAX_LEAF_BYTES} bytes`);
  return { leaf, disclosures };
}

/** Signs the JSON without the member `sig`, then writes the signature into the empty `sig`. Avoids forming the JSON twice. */
function signed(bytes: Uint8Array, key: KeyObject): Buffer {
  const whole = Buffer.from(bytes);
  const empty = '"sig":""';
  const at = whole.lastIndexOf(empty);
  const before = whole.subarray(0, at);
  const rest = whole.subarray(at + empty.length);
  const sig = sign(null, Buffer.concat([before, rest.subarray(1)]), key).toString('base64');
  return Buffer.concat([before, Buffer.from(`"sig":"${sig}"`), rest]);
}

function assertBounds({ obj = [], disclose = [] }: Draft): void {
  if (obj.length > MAX_OBJECTS) throw new JournalError('EVENT_INVALID', 'obj');
  if (disclose.length > MAX_DIGESTS - 2) throw new JournalError('EVENT_INVALID', 'disclose');
}

const isOneOf = (types: readonly string[], { typ }: Draft): boolean => types.includes(typ);

function assertChannel(draft: Draft): void {
  if (isOneOf(exchangeTypes, draft) && draft.channel === undefined)
    throw new JournalError('EVENT_INVALID', 'channel');
}

function assertReason(draft: Draft): void {
  const { reason } = draft;
  if (reason === undefined) {
    if (isOneOf(reasonedTypes, draft)) throw new JournalError('EVENT_INVALID', 'reason');
    return;
  }
  // Codes only; case text belongs in a disclosure.
  if (!/^[A-Z][A-Z0-9_]{1,63}$/.test(reason)) throw new JournalError('EVENT_INVALID', 'reason');
}

function disclosuresOf(draft: Draft): Disclosure[] {
  const values = (draft.disclose ?? []).map(({ name, value }) => makeDisclosure(name, value));
  if (!isExchange(draft)) return values;
  if (draft.case !== undefined) values.push(makeDisclosure('case', draft.case.thread));
  if (draft.actor !== undefined) values.push(makeDisclosure('actor', { ...draft.actor }));
  return values;
}

function named(draft: Draft, pseudonyms: Pseudonyms | undefined): object {
  if (draft.case === undefined && draft.actor === undefined) return {};
  if (pseudonyms === undefined) throw new JournalError('EVENT_INVALID', phrase`no pseudonym key`);
  const known = draft.case;
  const compartment = known?.compartment ?? 'CONTROL';
  return {
    ...(known === undefined ? {} : { case: pseudonyms.thread(known.thread, known.compartment) }),
    ...(draft.actor === undefined
      ? {}
      : {
          actor: {
            id: pseudonyms.officer(draft.actor.officer, compartment),
            role: draft.actor.role,
          },
        }),
  };
}

function chainOf(draft: Draft, leaf: string | null): object {
  if (draft.channel !== undefined) return { chan: { ...draft.channel, leaf } };
  return draft.case === undefined ? { src: leaf } : { case: leaf };
}

/**
 * Parses a leaf: canonical JSON with all members that every leaf must have. Does not verify the signature. @throws
 * JournalError LEAF_INVALID
 */
export function parseLeaf(bytes: Uint8Array): Leaf {
  try {
    const leaf = parseCanonicalJson(bytes, { bytes: MAX_LEAF_BYTES, depth: 8 });
    assertMembers(leaf);
    return leaf as unknown as Leaf;
  } catch (cause) {
    if (cause instanceof JournalError) throw cause;
    throw new JournalError('LEAF_INVALID', undefined, cause);
  }
}

function assertMembers(leaf: Readonly<Record<string, unknown>>): void {
  const { v, typ, log, src, t, prev, data, sd, id } = leaf;
  if (v !== 1 || !isText(typ) || !isText(log)) throw form('typ');
  if (!isSource(src)) throw form('src');
  if (!isObject(t) || !isText(t['clk'])) throw form('t');
  if (!isObject(prev) || !isObject(data)) throw form('prev');
  if (!areDigests(sd)) throw form('sd');
  parseEventId(id);
  parseTimestamp(t['emit']);
}

const isSource = (src: unknown): boolean =>
  isObject(src) && ['service', 'version', 'key', 'sig'].every((key) => isText(src[key]));
const areDigests = (sd: unknown): boolean =>
  Array.isArray(sd) && sd.length <= MAX_DIGESTS && sd.every(isText);

/**
 * Verifies the signature over exactly these bytes, then returns the leaf. @throws JournalError LEAF_INVALID,
 * LEAF_SIGNATURE_INVALID
 */
export function verifyLeaf(bytes: Uint8Array, publicKey: KeyObject): Leaf {
  const leaf = parseLeaf(bytes);
  const { sig, ...src } = leaf.src;
  const signed = canonicalJson({ ...leaf, src });
  const good =
    src.key === eventKeyId(publicKey) &&
    verify(null, signed, publicKey, Buffer.from(sig, 'base64')) &&
    Buffer.from(sig, 'base64').toString('base64') === sig;
  if (!good) throw new JournalError('LEAF_SIGNATURE_INVALID', src.service.slice(0, 32));
  return leaf;
}

const form = (member: string): JournalError => new JournalError('LEAF_INVALID', member);
const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
