import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { until } from './installation.js';
import type { Office } from './office.js';

const mib = 1024 * 1024;

/** Writes a file that nothing can compress or find twice. Returns its SHA-256, hex. */
export async function writeRandomFile(path: string, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    for (let left = bytes; left > 0; left -= mib) {
      const part = randomBytes(Math.min(mib, left));
      hash.update(part);
      await file.write(part);
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Seconds of each part of the way of one attachment. */
export interface Carried {
  readonly upload: number;
  /** From the submission of the document until the receiving officer's gateway says that the file is whole. */
  readonly transfer: number;
  readonly download: number;
}

/** Sends `file` with a request and fetches it as `out` at the other end, where it is compared with what was signed. */
export async function carry(
  from: Office,
  to: Office,
  file: string,
  out: string,
  patience: number,
): Promise<Carried> {
  const times: number[] = [performance.now()];
  const lap = (): number => times.push(performance.now());
  const attached = await from.upload(file);
  lap();
  const request = await from.request('with a large file', [attached]);
  await from.submit(request);
  await until(
    'the attachment to be whole',
    patience,
    async () => {
      const files = await to.arrived(request.thread);
      const whole = files?.length === 1 && files[0]?.state === 'COMPLETE';
      return whole ? true : undefined;
    },
    250,
  );
  lap();
  await to.download(request.thread, out);
  lap();
  const [upload = NaN, transfer = NaN, download = NaN] = times
    .slice(1)
    .map((at, i) => (at - (times[i] ?? NaN)) / 1_000);
  return { upload, transfer, download };
}
