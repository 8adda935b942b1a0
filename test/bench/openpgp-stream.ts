import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import {
  createMessage,
  decrypt,
  encrypt,
  readKey,
  readMessage,
  readPrivateKey,
  PublicKey,
} from 'openpgp';
import { ownCpu } from './cpu.js';

export interface Streamed {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const asStream = (file: string): ReadableStream<Uint8Array> =>
  Readable.toWeb(
    createReadStream(file, { highWaterMark: 256 * 1024 }),
  ) as ReadableStream<Uint8Array>;

async function timed(work: () => Promise<void>): Promise<Streamed> {
  const [began, cpu] = [performance.now(), ownCpu()];
  await work();
  return { seconds: (performance.now() - began) / 1_000, cpuSeconds: ownCpu() - cpu };
}

export async function openpgpStream(
  certificate: Uint8Array,
  privateKey: Uint8Array,
  [plain, sealed, opened]: readonly [string, string, string],
): Promise<{ readonly encrypt: Streamed; readonly decrypt: Streamed }> {
  const encryptionKeys = await readKey({ binaryKey: certificate });
  if (!(encryptionKeys instanceof PublicKey)) throw new Error('not a public key');
  const decryptionKeys = await readPrivateKey({ binaryKey: privateKey });
  const into = (from: unknown, file: string): Promise<void> =>
    pipeline(Readable.fromWeb(from as ReadableStream<Uint8Array>), createWriteStream(file));
  return {
    encrypt: await timed(async () => {
      const message = await createMessage({ binary: asStream(plain) });
      await into(await encrypt({ message, encryptionKeys, format: 'binary' }), sealed);
    }),
    decrypt: await timed(async () => {
      const message = await readMessage({ binaryMessage: asStream(sealed) });
      const options = { config: { allowUnauthenticatedStream: true }, format: 'binary' } as const;
      const made: unknown = await decrypt({ message, decryptionKeys, ...options });
      await into((made as { readonly data: unknown }).data, opened);
    }),
  };
}
