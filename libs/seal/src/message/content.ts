import {
  CompressedDataPacket,
  config,
  enums,
  LiteralDataPacket,
  type Message,
  OnePassSignaturePacket,
  SignaturePacket,
} from 'openpgp';
import { SealError } from '../errors.js';

// No compressed byte is ever expanded: the content is refused at the first one.
const opening = { ...config, maxDecompressedMessageSize: 0 };

/**
 * The integrity of the data is proved before its packets are parsed, so these reasons tell a sender nothing about
 * keys; everything earlier stays one and the same failure.
 */
function reason(cause: unknown): SealError {
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : '';
  if (/CompressedDataPacket|Maximum decompressed/.test(text))
    return new SealError('SEAL_COMPRESSED', undefined, cause);
  if (/GrammarError|Packet not allowed in this context|Malformed|Unknown packet/.test(text))
    return new SealError('SEAL_CONTENT_INVALID', undefined, cause);
  return new SealError('SEAL_OPEN_FAILED', undefined, cause);
}

function requireOneLiteral(packets: readonly unknown[]): void {
  if (packets.some((packet) => packet instanceof CompressedDataPacket))
    throw new SealError('SEAL_COMPRESSED');
  const signed = packets.some(
    (packet) => packet instanceof OnePassSignaturePacket || packet instanceof SignaturePacket,
  );
  if (signed) throw new SealError('SEAL_INLINE_SIGNATURE');
  const [literal] = packets;
  if (packets.length !== 1 || !(literal instanceof LiteralDataPacket))
    throw new SealError('SEAL_CONTENT_INVALID', 'packets');
  // Text forms are rewritten by every program in its own way; signed bytes must not be.
  if (Reflect.get(literal, 'format') !== enums.literal.binary)
    throw new SealError('SEAL_CONTENT_INVALID', 'literal format');
}

/** Runs a step of openpgp.js and names its failure. */
async function named<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (cause) {
    throw reason(cause);
  }
}

/**
 * The bytes of the one binary literal packet inside a message, and no other content.
 * Errors: SEAL_OPEN_FAILED, SEAL_COMPRESSED, SEAL_INLINE_SIGNATURE, SEAL_CONTENT_INVALID.
 */
export async function content(
  message: Message<Uint8Array>,
  keys: readonly Uint8Array[],
  at: Date,
): Promise<Uint8Array> {
  const sessionKeys = keys.map((data) => ({ data, algorithm: 'aes256' as const }));
  const inner = await named(message.decrypt(undefined, undefined, sessionKeys, at, opening));
  requireOneLiteral(inner.packets);
  // With no keys to verify by, this only reads on to the end: openpgp.js stops at the first literal packet.
  await named(inner.verify([], at, opening));
  requireOneLiteral(inner.packets);
  const data: unknown = inner.getLiteralData();
  if (!(data instanceof Uint8Array)) throw new SealError('SEAL_CONTENT_INVALID', 'stream');
  return data;
}
