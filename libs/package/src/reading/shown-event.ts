import { readLeaf, type ReadLeaf } from '#custody';
import { parseCanonicalJson, sha256, sha512 } from '#wire';
import { type Files, paths } from '../container/layout.js';
import type { IndexedEvent, IndexedMessage, PackageIndex } from '../contents/package-index.js';

type Members = Readonly<Record<string, unknown>>;

export interface SaidByLeaf {
  readonly whole: Members;
  readonly data: Members;
  readonly objects: readonly Members[];
  readonly reason: unknown;
  readonly digests: readonly string[];
  readonly peerAnchor: { readonly size: number; readonly root: string } | null;
}

export interface ShownEvent extends IndexedEvent {
  readonly where: string;
  readonly bytes: Uint8Array | undefined;
  readonly read: ReadLeaf | undefined;
  readonly said: SaidByLeaf | undefined;
}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function pointOf(value: unknown): SaidByLeaf['peerAnchor'] {
  if (!isObject(value)) return null;
  const { size, root } = value;
  return typeof size === 'number' && typeof root === 'string' ? { size, root } : null;
}

export function saidBy(bytes: Uint8Array): SaidByLeaf {
  const whole = parseCanonicalJson(bytes, { bytes: 4_096, depth: 8 });
  const { data, obj, reason, sd, anchor } = whole;
  return {
    whole,
    data: isObject(data) ? data : {},
    objects: Array.isArray(obj) ? obj.filter(isObject) : [],
    reason,
    digests: Array.isArray(sd) ? sd.filter((each) => typeof each === 'string') : [],
    peerAnchor: isObject(anchor) ? pointOf(anchor['peer']) : null,
  };
}

export function leafIn(
  bytes: Uint8Array,
  index: number,
): { readonly read: ReadLeaf; readonly said: SaidByLeaf } | undefined {
  try {
    return { read: readLeaf(bytes, index), said: saidBy(bytes) };
  } catch {
    // Bytes that cause any failure are no leaf.
    return undefined;
  }
}

export const shownEvents = ({ events }: PackageIndex, files: Files): readonly ShownEvent[] =>
  events.map((event) => {
    const where = paths.event(event.index);
    const bytes = event.withheld === null ? files.get(where) : undefined;
    const found = bytes && leafIn(bytes, event.index);
    return { ...event, where, bytes, read: found?.read, said: found?.said };
  });

const objectIn = (said: SaidByLeaf | undefined, role: string): Members | undefined =>
  said?.objects.find((each) => each['role'] === role);

export const objectOf = (said: SaidByLeaf | undefined, role: string): unknown =>
  objectIn(said, role)?.['sha256'];

export function namesBytes(said: SaidByLeaf, role: string, bytes: Uint8Array): boolean {
  const object = objectIn(said, role);
  if (object?.['size'] !== bytes.length || object['sha256'] !== sha256(bytes)) return false;
  return object['sha512'] === undefined || object['sha512'] === sha512(bytes);
}

export const carrierOf = ({ direction }: Pick<IndexedMessage, 'direction'>): string =>
  direction === 'OUT' ? 'msg.send.intent' : 'msg.accepted';

export const carriedBy = (
  events: readonly ShownEvent[],
  entry: IndexedMessage,
): ShownEvent | undefined => {
  const [typ, message] = [carrierOf(entry), entry.message];
  return events.find(({ read, said }) => read?.typ === typ && said?.data['messageId'] === message);
};
