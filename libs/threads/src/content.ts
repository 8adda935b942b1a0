import { phrase } from '#kernel';
import { ThreadsError } from './errors.js';

export interface DispatchContent {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
}

const lengths = 12;

export function packContent(content: DispatchContent): Uint8Array {
  const parts = [content.document, content.signature, content.certificate];
  const head = Buffer.alloc(lengths);
  parts.forEach((part, i) => head.writeUInt32BE(part.length, i * 4));
  return Buffer.concat([head, ...parts]);
}

export function unpackContent(bytes: Uint8Array): DispatchContent {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < lengths) throw new ThreadsError('NOT_FOUND', phrase`content is damaged`);
  const [d, s, c] = [0, 4, 8].map((at) => buffer.readUInt32BE(at)) as [number, number, number];
  if (lengths + d + s + c !== buffer.length)
    throw new ThreadsError('NOT_FOUND', phrase`content is damaged`);
  return {
    document: buffer.subarray(lengths, lengths + d),
    signature: buffer.subarray(lengths + d, lengths + d + s),
    certificate: buffer.subarray(lengths + d + s),
  };
}
