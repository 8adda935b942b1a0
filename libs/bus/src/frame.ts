import { phrase, type Detail } from '#kernel';
import { BusError } from './errors.js';

/** Size of the largest frame in bytes. Equals `max_payload` in the bus configuration. */
export const FRAME_BYTES = 1024 * 1024;

const VERSION = 1;
const HEAD_BYTES = 5;
const MAX_DEPTH = 32;
const MAX_BLOBS = 1_024;

type Key = string | number;
type Place = readonly [length: number, ...path: Key[]];

function unfit(detail: Detail): never {
  throw new BusError('BUS_VALUE', detail);
}

// Separates the byte arrays of a value from its plain JSON.
class Splitter {
  readonly places: Place[] = [];
  readonly blobs: Uint8Array[] = [];

  plain(value: unknown, path: readonly Key[]): unknown {
    if (path.length > MAX_DEPTH) unfit(phrase`deeper than ${MAX_DEPTH}`);
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'number')
      return Number.isFinite(value) ? value : unfit(phrase`a number is not finite`);
    if (typeof value !== 'object') return unfit(phrase`a ${typeof value} cannot travel`);
    if (value instanceof Uint8Array) return this.blob(value, path);
    if (Array.isArray(value))
      return value.map((item: unknown, index) => this.plain(item, [...path, index]));
    return this.members(value, path);
  }

  private blob(bytes: Uint8Array, path: readonly Key[]): null {
    if (this.blobs.length === MAX_BLOBS) unfit(phrase`more than ${MAX_BLOBS} byte arrays`);
    this.places.push([bytes.length, ...path]);
    this.blobs.push(bytes);
    return null;
  }

  private members(value: object, path: readonly Key[]): object {
    const tag = Object.prototype.toString.call(value);
    if (tag !== '[object Object]' || 'toJSON' in value || ArrayBuffer.isView(value))
      unfit(phrase`${tag.slice(8, -1)} cannot travel`);
    // No prototype: a member called __proto__ is a member like any other.
    const copy = Object.create(null) as Record<string, unknown>;
    for (const [key, item] of Object.entries(value))
      if (item !== undefined) copy[key] = this.plain(item, [...path, key]);
    return copy;
  }
}

/**
 * Encodes a value as a frame: version, length of the JSON (32 bits, big endian), JSON, byte arrays. Leaves out undefined
 * members. @throws BusError BUS_VALUE if the value cannot be encoded or the frame would be larger than `FRAME_BYTES`
 */
export function encodeFrame(value: unknown): Uint8Array {
  const splitter = new Splitter();
  const head = value === undefined ? {} : { v: splitter.plain(value, []) };
  const json = Buffer.from(JSON.stringify({ ...head, b: splitter.places }));
  const size = splitter.blobs.reduce((sum, blob) => sum + blob.length, HEAD_BYTES + json.length);
  if (size > FRAME_BYTES) unfit(phrase`larger than ${FRAME_BYTES} bytes`);
  const frame = Buffer.allocUnsafe(size);
  frame.writeUInt8(VERSION, 0);
  frame.writeUInt32BE(json.length, 1);
  frame.set(json, HEAD_BYTES);
  let offset = HEAD_BYTES + json.length;
  for (const blob of splitter.blobs) {
    frame.set(blob, offset);
    offset += blob.length;
  }
  return frame;
}

function damaged(detail: Detail): never {
  throw new BusError('BUS_FRAME', detail);
}

function parseHead(json: Uint8Array): { v?: unknown; b: readonly unknown[] } {
  try {
    const head: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
    if (typeof head === 'object' && head !== null && 'b' in head && Array.isArray(head.b))
      return { ...('v' in head ? { v: head.v } : {}), b: head.b };
  } catch {
    // Falls through.
  }
  return damaged(phrase`the JSON part cannot be read`);
}

function isPlace(value: unknown): value is Place {
  return (
    Array.isArray(value) &&
    value.length <= MAX_DEPTH + 2 &&
    value.every((item, index) => (index > 0 && typeof item === 'string') || isLength(item))
  );
}

const isLength = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

// Puts a byte array in place of a null. Follows own members only, so nothing outside of the value is reached.
function put(root: { v?: unknown }, path: readonly Key[], bytes: Uint8Array): void {
  let holder: object = root;
  let key: Key = 'v';
  for (const next of path) {
    const child: unknown = Object.hasOwn(holder, key) ? Reflect.get(holder, key) : undefined;
    if (typeof child !== 'object' || child === null || child instanceof Uint8Array)
      return damaged(phrase`a byte array has no place`);
    holder = child;
    key = next;
  }
  if (!Object.hasOwn(holder, key) || Reflect.get(holder, key) !== null)
    damaged(phrase`a byte array has no place`);
  Object.defineProperty(holder, key, {
    value: bytes,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

/**
 * Decodes a frame made by `encodeFrame`. The byte arrays are views into the frame, not copies. @throws BusError BUS_FRAME if
 * the frame is invalid
 */
export function decodeFrame(frame: Uint8Array): unknown {
  if (frame.length < HEAD_BYTES || frame.length > FRAME_BYTES) damaged(phrase`size out of bounds`);
  if (frame[0] !== VERSION) damaged(phrase`unknown version`);
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  let offset = HEAD_BYTES + view.getUint32(1);
  if (offset > frame.length) damaged(phrase`shorter than it says`);
  const head = parseHead(frame.subarray(HEAD_BYTES, offset));
  if (head.b.length > MAX_BLOBS) damaged(phrase`too many byte arrays`);
  for (const place of head.b) {
    if (!isPlace(place)) damaged(phrase`a place cannot be read`);
    const [length, ...path] = place;
    if (offset + length > frame.length) damaged(phrase`shorter than it says`);
    put(head, path, frame.subarray(offset, offset + length));
    offset += length;
  }
  if (offset !== frame.length) damaged(phrase`longer than it says`);
  return head.v;
}
