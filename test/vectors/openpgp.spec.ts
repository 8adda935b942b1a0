import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  open,
  parseCertificate,
  readCertificate,
  type SealError,
  sealCodes,
  unlockKey,
  verifyDetached,
} from '#seal';
import type { Vector } from './openpgp/make/vector.js';

const folder = fileURLToPath(new URL('openpgp', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const vectors = files.map((name) => ({
  file: basename(name, '.json'),
  ...(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Vector),
}));

async function judge({ operation, at, inputs }: Vector): Promise<unknown> {
  const time = new Date(at);
  const input = (name: string): Buffer => Buffer.from(inputs[name] ?? '', 'base64');
  switch (operation) {
    case 'certificate':
      return readCertificate(input('certificate'), time);
    case 'verify': {
      // Parsed without regard to time: the verification must refuse a key that is not valid.
      const certificate = await parseCertificate(input('certificate'));
      return verifyDetached(input('bytes'), input('signature'), certificate, time);
    }
    case 'open':
      return open(input('ciphertext'), [await unlockKey(input('privateKey'))], time);
  }
}

describe('OpenPGP vectors', () => {
  it('are at least sixty, named as their files, and accept something of each kind', () => {
    expect(vectors.filter((each) => each.expect !== 'ACCEPTED').length).toBeGreaterThanOrEqual(60);
    expect(vectors.map((each) => each.name)).toEqual(vectors.map((each) => each.file));
    const accepted = vectors.filter((each) => each.expect === 'ACCEPTED');
    expect(new Set(accepted.map((each) => each.operation)).size).toBe(3);
  });

  it('expect codes that exist', () => {
    const known = new Set([...Object.keys(sealCodes), 'ACCEPTED']);
    expect(vectors.map((each) => each.expect).filter((code) => !known.has(code))).toEqual([]);
  });

  it.each(vectors)('$operation $name: $expect', async (vector) => {
    const outcome = await judge(vector).then(
      () => 'ACCEPTED',
      (error: unknown) => (error as SealError).code,
    );
    expect(outcome).toBe(vector.expect);
  });
});
