import { phrase } from '#kernel';
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

// No decompression: compressed content is refused at its first byte.
const opening = { ...config, maxDecompressedMessageSize: 0 };

/**
 * Maps a failure of openpgp.js to a `SealError`. Decryption failures all give SEAL_OPEN_FAILED: a more exact code could
 * reveal something about the key.
 */
function reason(cause: unknown): SealError {
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : '';
  if (/CompressedDataPacket|Maximum decompressed/.test(text))
    return new SealError('SEAL_COMPRESSED', undefined, cause);
  if (/GrammarError|Packet not allowed in this context|Malformed|Unknown packet/.test(text))
    return new SealError('SEAL_CONTENT_INVALID', undefined, cause);
  return new SealError('SEAL_OPEN_FAILED', undefined, cause);
}

function assertOneLiteral(packets: readonly unknown[]): void {
  if (packets.some((packet) => packet instanceof CompressedDataPacket))
    throw new SealError('SEAL_COMPRESSED');
  const signed = packets.some(
    (packet) => packet instanceof OnePassSignaturePacket || packet instanceof SignaturePacket,
  );
  if (signed) throw new SealError('SEAL_INLINE_SIGNATURE');
  const [literal] = packets;
  if (packets.length !== 1 || !(literal instanceof LiteralDataPacket))
    throw new SealError('SEAL_CONTENT_INVALID', 'packets');
  // Programs convert text forms differently, so signed bytes must be binary.
  if (Reflect.get(literal, 'format') !== enums.literal.binary)
    throw new SealError('SEAL_CONTENT_INVALID', phrase`literal format`);
}

async function named<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (cause) {
    throw reason(cause);
  }
}

export async function content(
  message: Message<Uint8Array>,
  keys: readonly Uint8Array[],
  at: Date,
): Promise<Uint8Array> {
  const sessionKeys = keys.map((data) => ({ data, algorithm: 'aes256' as const }));
  const inner = await named(message.decrypt(undefined, undefined, sessionKeys, at, opening));
  assertOneLiteral(inner.packets);
  // With no keys to verify by, this only reads on to the end: openpgp.js stops at the first literal packet.
  await named(inner.verify([], at, opening));
  assertOneLiteral(inner.packets);
  const data: unknown = inner.getLiteralData();
  if (!(data instanceof Uint8Array)) throw new SealError('SEAL_CONTENT_INVALID', 'stream');
  return data;
}
