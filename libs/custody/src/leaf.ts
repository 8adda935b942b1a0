import { createHash, type KeyObject, verify } from 'node:crypto';
import { mayEventBeSigned } from '#capabilities/events/event-signers.lists';
import { chainOf, type EntryKind } from '#capabilities/directory/directory.schema';
import { parseEventId, parseTimestamp } from '#kernel';
import { canonicalJson, parseCanonicalJson } from '#wire';
import { Fault } from './faults.js';

const maxBytes = 4_096;
const maxDepth = 8;

export type Link =
  | { readonly chain: 'case' | 'src'; readonly leaf: string | null }
  | {
      readonly chain: 'chan';
      readonly leaf: string | null;
      readonly link: string;
      readonly dir: string;
      readonly seq: number | null;
    };

export interface Point {
  readonly size: number;
  readonly root: string;
}

export interface ReadLeaf {
  readonly typ: string;
  readonly id: string;
  readonly log: string;
  readonly service: string;
  readonly key: string;
  readonly emit: string;
  readonly at: number;
  readonly case: string | undefined;
  readonly directoryEntry: string | undefined;
  readonly prev: Link;
  readonly anchor: Point | null;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

type Members = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isHash = (value: unknown): value is string => isText(value) && /^[0-9a-f]{64}$/.test(value);
const isHashOrNull = (value: unknown): value is string | null => value === null || isHash(value);
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

// First 48 bits of a UUID version 7 (RFC 9562, section 5.7).
const millisOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

class Unfit extends Error {}
function members(value: unknown, name: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unfit(name);
  return value as Members;
}
function text(of: Members, name: string): string {
  const value = of[name];
  if (!isText(value)) throw new Unfit(name);
  return value;
}

/**
 * Parses a leaf: canonical JSON (RFC 8785) of at most 4 KiB with all required members. Does not verify its signature. @throws
 * Fault LEAF_FORM
 */
export function readLeaf(bytes: Uint8Array, index: number): ReadLeaf {
  try {
    return leafOf(parseCanonicalJson(bytes, { bytes: maxBytes, depth: maxDepth }));
  } catch (error) {
    throw new Fault('LEAF_FORM', { index }, error instanceof Unfit ? error.message : 'JSON');
  }
}

function leafOf(leaf: Members): ReadLeaf {
  if (leaf['v'] !== 1) throw new Unfit('v');
  const { sig, ...src } = members(leaf['src'], 'src');
  const t = members(leaf['t'], 't');
  const anchor = members(leaf['anchor'], 'anchor');
  const data = members(leaf['data'], 'data');
  if (!Array.isArray(leaf['sd']) || !leaf['sd'].every(isText)) throw new Unfit('sd');
  const signature = signatureOf(sig);
  const emit = parseTimestamp(t['emit']);
  // The neighbour's anchor can be checked only with that log at hand.
  pointOf(anchor['peer']);
  const { id, at } = datedBy(leaf['id'], emit);
  const named = leaf['case'];
  if (named !== undefined && !isHash(named)) throw new Unfit('case');
  const [typ, service] = [text(leaf, 'typ'), text(src, 'service')];
  const appends = typ === 'admin.change' && service === 'requests';
  return {
    ...{ typ, id, service },
    log: text(leaf, 'log'),
    key: text(src, 'key'),
    emit,
    at,
    case: named,
    directoryEntry: appends ? entryOf(data) : undefined,
    prev: linkOf(members(leaf['prev'], 'prev')),
    anchor: pointOf(anchor['own']),
    signed: canonicalJson({ ...leaf, src }),
    signature,
  };
}

function signatureOf(sig: unknown): Buffer {
  if (!isText(sig)) throw new Unfit('sig');
  const bytes = Buffer.from(sig, 'base64');
  if (bytes.toString('base64') !== sig) throw new Unfit('sig');
  return bytes;
}

function datedBy(value: unknown, emit: string): { readonly id: string; readonly at: number } {
  const [id, at] = [parseEventId(value), Date.parse(emit)];
  // Otherwise a stolen service key could date an event against its order in the log.
  if (millisOf(id) !== at) throw new Unfit('id and t.emit');
  return { id, at };
}

function entryOf({ change, after }: Members): string | undefined {
  const [, kind] = isText(change) ? (/^directory:([a-z-]{1,40})$/.exec(change) ?? []) : [];
  if (kind === undefined || chainOf(kind as EntryKind) !== 'directory') return undefined;
  if (!isHash(after)) throw new Unfit('after');
  return after;
}

function linkOf(prev: Members): Link {
  const names = Object.keys(prev);
  const [name] = names;
  if (names.length !== 1) throw new Unfit('prev');
  if (name === 'case' || name === 'src') {
    const leaf = prev[name];
    if (!isHashOrNull(leaf)) throw new Unfit('prev');
    return { chain: name, leaf };
  }
  const { leaf, link, dir, seq } = members(prev['chan'], 'prev');
  const numbered = seq === null || isCount(seq);
  if (!isHashOrNull(leaf) || !isText(link) || !isText(dir) || !numbered) throw new Unfit('chan');
  return { chain: 'chan', leaf, link, dir, seq };
}

function pointOf(value: unknown): Point | null {
  if (value === null) return null;
  const { size, root } = members(value, 'anchor');
  if (!isCount(size) || !isHash(root)) throw new Unfit('anchor');
  return { size, root };
}

export function eventKeyName(key: KeyObject): string {
  const { x = '' } = key.export({ format: 'jwk' });
  return createHash('sha256').update(Buffer.from(x, 'base64url')).digest('hex');
}

/**
 * Asserts that the named service signed the leaf, with a key in `keys`, and that the service may sign this event type.
 * @throws Fault EVENT_KEY, EVENT_SIGNATURE, EVENT_SERVICE
 */
export function checkSignature(
  leaf: ReadLeaf,
  keys: ReadonlyMap<string, KeyObject>,
  index: number,
): void {
  const place = { index, event: leaf.id };
  const key = keys.get(leaf.key);
  if (key === undefined) throw new Fault('EVENT_KEY', place, leaf.service.slice(0, 32));
  if (!verify(null, leaf.signed, key, leaf.signature)) throw new Fault('EVENT_SIGNATURE', place);
  if (!mayEventBeSigned(leaf.typ, leaf.service))
    throw new Fault('EVENT_SERVICE', place, leaf.service.slice(0, 32));
}
