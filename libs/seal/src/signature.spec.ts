import fc from 'fast-check';
import { readSignature, revokeKey, readPrivateKey, enums } from 'openpgp';
import {
  armored,
  type Certificate,
  generateOfficerKey,
  generateStateSigningKey,
  parseCertificate,
  type PrivateKey,
  readCertificate,
  signDetached,
  unlockKey,
  verifyDetached,
} from './index.js';

const at = new Date('2026-03-01T12:00:00.500Z');
const later = (seconds: number): Date => new Date(at.getTime() + seconds * 1000);
const bytes = Buffer.from('{"kind":"request"}');
let certificate: Certificate;
let key: PrivateKey;

beforeAll(async () => {
  const made = await generateStateSigningKey({ userId: 'XA signing', at });
  certificate = await readCertificate(made.certificate, at);
  key = await unlockKey(made.privateKey, undefined, made.fingerprint);
});

describe('signDetached and verifyDetached', () => {
  it('verify what was signed, binary and armored', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (content) => {
        const signature = await signDetached(content, key, at);
        const verified = {
          signedAt: new Date('2026-03-01T12:00:00.000Z'),
          fingerprint: certificate.fingerprint,
          signingFingerprint: certificate.fingerprint,
        };
        expect(await verifyDetached(content, signature, certificate, at)).toEqual(verified);
        const text = armored(signature, 'SIGNATURE');
        expect(await verifyDetached(content, text, certificate, at)).toEqual(verified);
        expect(await verifyDetached(content, Buffer.from(text), certificate, at)).toEqual(verified);
      }),
      { numRuns: 20 },
    );
  });

  it('tell nobody which program signed: no notations, no armor headers', async () => {
    const signature = await signDetached(bytes, key, at);
    const [packet] = (await readSignature({ binarySignature: signature })).packets;
    expect(packet?.rawNotations).toEqual([]);
    expect(armored(signature, 'SIGNATURE').split(/\r?\n/)[1]).toBe('');
  });

  it('refuse a flip of any bit of the signature that the signer vouches for', async () => {
    const signature = await signDetached(bytes, key, at);
    const original = await verifyDetached(bytes, signature, certificate, at);
    await fc.assert(
      fc.asyncProperty(fc.nat(signature.length * 8 - 1), async (bit) => {
        const changed = Uint8Array.from(signature);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const outcome = await verifyDetached(bytes, changed, certificate, at).catch(
          (error: unknown) => error,
        );
        // Signatures do not cover all framing bits; no change of these may alter the result.
        if (outcome instanceof Error) expect(outcome.name).toBe('SealError');
        else expect(outcome).toEqual(original);
      }),
      { numRuns: 300 },
    );
  });

  it('refuse any change of the bytes', async () => {
    const signature = await signDetached(bytes, key, at);
    for (let i = 0; i < bytes.length; i++) {
      const changed = Uint8Array.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      await expect(verifyDetached(changed, signature, certificate, at)).rejects.toMatchObject({
        code: 'SEAL_SIGNATURE_INVALID',
      });
    }
  });

  it('refuse a signature of another key', async () => {
    const made = await generateOfficerKey({ userId: 'XA signing', at });
    const signature = await signDetached(bytes, await unlockKey(made.privateKey), at);
    await expect(verifyDetached(bytes, signature, certificate, at)).rejects.toMatchObject({
      code: 'SEAL_SIGNATURE_ISSUER',
    });
  });

  it('allow a clock that is five minutes ahead, not more', async () => {
    const ahead = await signDetached(bytes, key, later(299));
    expect((await verifyDetached(bytes, ahead, certificate, at)).signedAt).toEqual(
      new Date('2026-03-01T12:04:59.000Z'),
    );
    const farAhead = await signDetached(bytes, key, later(301));
    await expect(verifyDetached(bytes, farAhead, certificate, at)).rejects.toMatchObject({
      code: 'SEAL_SIGNATURE_FUTURE',
    });
  });

  it('refuse more than 16 KiB of signature', async () => {
    await expect(
      verifyDetached(bytes, new Uint8Array(16 * 1024 + 1), certificate, at),
    ).rejects.toMatchObject({ code: 'SEAL_TOO_LARGE' });
  });
});

describe('a revoked key', () => {
  const revoked = async (flag: enums.reasonForRevocation) => {
    const made = await generateStateSigningKey({ userId: 'XA signing', at });
    const signature = await signDetached(bytes, await unlockKey(made.privateKey), later(60));
    const { publicKey } = await revokeKey({
      key: await readPrivateKey({ binaryKey: made.privateKey }),
      reasonForRevocation: { flag },
      date: later(3600),
      format: 'binary',
    });
    return { signature, certificate: await parseCertificate(publicKey) };
  };

  it('counts as valid before it was retired, and not after', async () => {
    const { signature, certificate } = await revoked(enums.reasonForRevocation.keyRetired);
    await verifyDetached(bytes, signature, certificate, later(61));
    await expect(verifyDetached(bytes, signature, certificate, later(3601))).rejects.toMatchObject({
      code: 'SEAL_KEY_REVOKED',
    });
  });

  it('never counts when it was compromised', async () => {
    const { signature, certificate } = await revoked(enums.reasonForRevocation.keyCompromised);
    await expect(verifyDetached(bytes, signature, certificate, later(61))).rejects.toMatchObject({
      code: 'SEAL_KEY_REVOKED',
    });
  });
});
