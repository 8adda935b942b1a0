import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { frame, unframe, vectorInputs } from '../../../test/support/openpgp-tools.js';
import {
  generateEncryptionKey,
  generateOfficerKey,
  open,
  parseCertificate,
  partFingerprints,
  readCertificate,
  SealError,
  signatureIssuer,
  signDetached,
  unlockKey,
  verifyDetached,
} from './index.js';

const at = new Date('2026-03-01T12:01:00.000Z');

type Change = (bytes: Buffer, where: number, value: number) => Buffer;
const changes: readonly Change[] = [
  (bytes, where, value) => {
    bytes[where] = value;
    return bytes;
  },
  // An OpenPGP number begins with its length in bits: zero is what openpgp.js itself cannot write again.
  (bytes, where) => {
    bytes.subarray(where, where + 2).fill(0);
    return bytes;
  },
  (bytes, where, value) => {
    bytes.subarray(where, where + value).fill(0);
    return bytes;
  },
  (bytes, where, value) => Buffer.concat([bytes.subarray(0, where), bytes.subarray(where + value)]),
  (bytes, where, value) => Buffer.concat([bytes.subarray(0, where + value), bytes.subarray(where)]),
  (bytes, where) => bytes.subarray(0, where),
];

const mutated = (originals: readonly Buffer[]) =>
  fc
    .record({
      original: fc.constantFrom(...originals),
      steps: fc.array(
        fc.record({
          change: fc.constantFrom(...changes),
          where: fc.nat({ max: 0xffff_ffff }),
          value: fc.nat({ max: 255 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    })
    .map(({ original, steps }) =>
      steps.reduce(
        (bytes, { change, where, value }) =>
          change(Buffer.from(bytes), bytes.length === 0 ? 0 : where % bytes.length, value),
        original,
      ),
    );

async function answers(...works: readonly (() => unknown)[]): Promise<void> {
  for (const work of works)
    try {
      await work();
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
    }
}

describe('bytes of a stranger', () => {
  const document = Buffer.from('document');
  let honest: Awaited<ReturnType<typeof parseCertificate>>;
  let signature: Uint8Array;
  const certificates: Buffer[] = vectorInputs('certificate');
  const keys: Buffer[] = vectorInputs('privateKey');

  beforeAll(async () => {
    const officer = await generateOfficerKey({ userId: 'o', at: new Date(at.getTime() - 60_000) });
    const box = await generateEncryptionKey({ userId: 'b', at: new Date(at.getTime() - 60_000) });
    honest = await parseCertificate(officer.certificate);
    signature = await signDetached(document, await unlockKey(officer.privateKey), at);
    certificates.push(Buffer.from(officer.certificate), Buffer.from(box.certificate));
    keys.push(Buffer.from(officer.privateKey), Buffer.from(box.privateKey));
  });

  it('as a certificate', async () => {
    await fc.assert(
      fc.asyncProperty(mutated(certificates), async (bytes) => {
        await answers(
          () => parseCertificate(bytes),
          () => readCertificate(bytes, at),
          async () => (await parseCertificate(bytes)).encryptionFingerprint(at),
          async () => verifyDetached(document, signature, await parseCertificate(bytes), at),
          () => partFingerprints(bytes),
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['certificate', 6, 6, () => certificates, (bytes: Buffer) => parseCertificate(bytes)],
    ['secret key', 5, 4, () => keys, (bytes: Buffer) => unlockKey(bytes)],
  ] as const)('as a %s whose self-signature ends in a number of no bits', async (...row) => {
    const [, primary, least, inputs, read] = row;
    const packets = inputs().flatMap((bytes) => {
      const parts = unframe(bytes);
      return parts.some(({ tag }) => tag === primary) && parts.some(({ tag }) => tag === 2)
        ? [parts]
        : [];
    });
    for (const parts of packets)
      for (const size of [32, 33, 34, 66]) {
        const cut = parts.map(({ tag, body }) =>
          frame(tag, tag === 2 ? Buffer.concat([body.subarray(0, -size), Buffer.alloc(2)]) : body),
        );
        await answers(() => read(Buffer.concat(cut)));
      }
    expect(packets.length).toBeGreaterThanOrEqual(least);
  });

  it('as a signature', async () => {
    await fc.assert(
      fc.asyncProperty(
        mutated([...vectorInputs('signature'), Buffer.from(signature)]),
        async (bytes) => {
          await answers(
            () => signatureIssuer(bytes),
            () => verifyDetached(document, bytes, honest, at),
          );
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('as a secret key and as a message', async () => {
    const unlocked = await unlockKey(keys.at(-1) ?? '');
    await fc.assert(
      fc.asyncProperty(mutated(keys), mutated(vectorInputs('ciphertext')), async (key, message) => {
        await answers(
          () => unlockKey(key, 'passphrase'),
          () => open(message, [unlocked], at),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('control: what is not of this library is not let through', async () => {
    await expect(answers(() => Promise.reject(new Error('Zero MPI')))).rejects.toThrow('Zero MPI');
  });
});
