import { create, toBinary } from '@bufbuild/protobuf';
import { parseMessageId, parseSha256, type MessageId, type Sha256, phrase } from '#kernel';
import { BorderBatchSchema } from './gen/liaise/v1/border_pb.js';
import { WireError } from './errors.js';
import { decodeExact } from './payload.js';

export const maxBatch = 512 * 1024;
export const maxPart = 480 * 1024;
export const maxParts = 4;
export const maxFrames = 256;
const maxChunk = 256 * 1024 + 16;
const maxProof = 13;

export interface Frame {
  readonly messageId: MessageId;
  readonly part: number;
  readonly parts: number;
  readonly ciphertext: Uint8Array;
  readonly statement: boolean;
}

export interface ObjectChunk {
  readonly root: Sha256;
  readonly index: number;
  readonly ciphertext: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export interface Batch {
  readonly frames: readonly Frame[];
  readonly chunks: readonly ObjectChunk[];
}

const hex = (text: string): Uint8Array => Buffer.from(text, 'hex');
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export function framesOf(
  messageId: MessageId,
  ciphertext: Uint8Array,
  statement: boolean,
): Frame[] {
  if (ciphertext.length === 0) throw new WireError('WIRE_MALFORMED', phrase`nothing to send`);
  const parts = Math.ceil(ciphertext.length / maxPart);
  if (parts > maxParts) throw new WireError('WIRE_TOO_LARGE', phrase`more than ${maxParts} parts`);
  return Array.from({ length: parts }, (_, part) => ({
    messageId,
    part,
    parts,
    ciphertext: ciphertext.subarray(part * maxPart, (part + 1) * maxPart),
    statement,
  }));
}

export const frameSize = (frame: Frame): number => frame.ciphertext.length + 48;

function refuseCount(batch: { frames: readonly unknown[]; chunks: readonly unknown[] }): void {
  if (batch.frames.length + batch.chunks.length > maxFrames)
    throw new WireError('WIRE_TOO_LARGE', phrase`more than ${maxFrames} frames`);
}

export function encodeBatch(batch: Batch): Uint8Array {
  refuseCount(batch);
  const bytes = toBinary(
    BorderBatchSchema,
    create(BorderBatchSchema, {
      version: 1,
      frames: batch.frames.map((frame) => ({ ...frame, messageId: hex(frame.messageId) })),
      chunks: batch.chunks.map((chunk) => ({
        ...chunk,
        root: hex(chunk.root),
        proof: [...chunk.proof],
      })),
    }),
  );
  if (bytes.length > maxBatch)
    throw new WireError('WIRE_TOO_LARGE', phrase`batch above ${maxBatch} bytes`);
  return bytes;
}

/** Decodes a neighbour's batch and checks all its limits before anything is stored. @throws WireError */
export function decodeBatch(bytes: Uint8Array): Batch {
  const batch = decodeExact(BorderBatchSchema, bytes, maxBatch);
  if (batch.version !== 1)
    throw new WireError('WIRE_VERSION_UNKNOWN', phrase`border batch version`);
  refuseCount(batch);
  const frames = batch.frames.map((frame) => {
    if (frame.messageId.length !== 16) throw new WireError('WIRE_MALFORMED', phrase`message id`);
    if (frame.parts < 1 || frame.parts > maxParts || frame.part >= frame.parts)
      throw new WireError('WIRE_MALFORMED', phrase`part numbers`);
    if (frame.ciphertext.length === 0 || frame.ciphertext.length > maxPart)
      throw new WireError('WIRE_MALFORMED', phrase`length of a part`);
    const { part, parts, ciphertext, statement } = frame;
    return {
      messageId: parseMessageId(toHex(frame.messageId)),
      part,
      parts,
      ciphertext,
      statement,
    };
  });
  const chunks = batch.chunks.map((chunk) => {
    if (
      chunk.root.length !== 32 ||
      chunk.proof.some((hash) => hash.length !== 32) ||
      chunk.proof.length > maxProof ||
      chunk.ciphertext.length === 0 ||
      chunk.ciphertext.length > maxChunk
    )
      throw new WireError('WIRE_MALFORMED', phrase`object chunk`);
    const { index, ciphertext, proof } = chunk;
    return { root: parseSha256(toHex(chunk.root)), index, ciphertext, proof };
  });
  return { frames, chunks };
}
