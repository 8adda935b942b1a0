import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import {
  type Certificate,
  certificateRecipients,
  generateEncryptionKey,
  generateOfficerKey,
  open,
  openWithSessionKey,
  type PrivateKey,
  readCertificate,
  seal,
  SealError,
  unlockKey,
} from '../index.js';
import { sealLimits } from '../profile.js';

const at = new Date('2026-03-01T12:00:00.500Z');
let certificate: Certificate;
let key: PrivateKey;
let stranger: PrivateKey;

beforeAll(async () => {
  const made = await generateEncryptionKey({ userId: 'XA border police', at });
  certificate = await readCertificate(made.certificate, at);
  key = await unlockKey(made.privateKey);
  const other = await generateEncryptionKey({ userId: 'XB coast guard', at });
  stranger = await unlockKey(other.privateKey);
});

describe('seal and open', () => {
  it('open after seal is the identity, with the key and with the session key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (payload) => {
        const { ciphertext, sessionKey } = await seal(payload, certificate, at);
        const opened = await open(ciphertext, [stranger, key], at);
        expect(Buffer.from(opened.payload)).toEqual(Buffer.from(payload));
        expect(Buffer.from(opened.sessionKey)).toEqual(Buffer.from(sessionKey));
        expect(Buffer.from(await openWithSessionKey(ciphertext, sessionKey, at))).toEqual(
          Buffer.from(payload),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('carries every size that the padding of the protocol produces', async () => {
    for (const size of [0, 4, 16, 64, 256, 1024].map((kib) => kib * 1024)) {
      const payload = randomBytes(size);
      const { ciphertext } = await seal(payload, certificate, at);
      expect(Buffer.from((await open(ciphertext, [key], at)).payload).equals(payload)).toBe(true);
    }
  });

  it('names exactly one recipient, by full fingerprint', async () => {
    const { ciphertext } = await seal(Buffer.from('x'), certificate, at);
    const fingerprint = await certificate.encryptionFingerprint(at);
    expect(certificateRecipients(ciphertext)).toEqual([
      { fingerprint, keyId: fingerprint.slice(-16) },
    ]);
    expect(fingerprint).not.toBe(certificate.fingerprint);
  });

  it('refuses a flip of every bit of a message', async () => {
    const { ciphertext } = await seal(Buffer.from('{"kind":"request"}'), certificate, at);
    const opened: number[] = [];
    for (let bit = 0; bit < ciphertext.length * 8; bit++) {
      const changed = Uint8Array.from(ciphertext);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const outcome: unknown = await open(changed, [key], at).catch((error: unknown) => error);
      if (!(outcome instanceof SealError)) opened.push(bit);
    }
    expect(opened).toEqual([]);
  });

  it('refuses every truncation and any addition', async () => {
    const { ciphertext } = await seal(Buffer.from('short'), certificate, at);
    for (let length = 0; length < ciphertext.length; length += 7)
      await expect(open(ciphertext.subarray(0, length), [key], at)).rejects.toMatchObject({
        name: 'SealError',
      });
    const longer = Buffer.concat([ciphertext, ciphertext]);
    await expect(open(longer, [key], at)).rejects.toMatchObject({ code: 'SEAL_PACKET_FORBIDDEN' });
  });

  it('never crashes on bytes of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await expect(open(bytes, [key], at)).rejects.toMatchObject({ name: 'SealError' });
      }),
      { numRuns: 300 },
    );
  });
});

describe('refusals', () => {
  const payload = Buffer.from('x');

  it('a key that the message is not addressed to', async () => {
    const { ciphertext } = await seal(payload, certificate, at);
    await expect(open(ciphertext, [stranger], at)).rejects.toMatchObject({
      code: 'SEAL_RECIPIENT_UNKNOWN',
    });
  });

  it('a session key of another message or of another size', async () => {
    const { ciphertext } = await seal(payload, certificate, at);
    for (const size of [16, 32])
      await expect(openWithSessionKey(ciphertext, randomBytes(size), at)).rejects.toMatchObject({
        code: 'SEAL_OPEN_FAILED',
      });
  });

  it('a recipient that does not advertise SEIPD version 2 with AES-256-GCM', async () => {
    const made = await generateOfficerKey({ userId: 'officer', at });
    const weak = await readCertificate(made.certificate, at);
    await expect(seal(payload, weak, at)).rejects.toMatchObject({ code: 'SEAL_SUITE_WEAK' });
  });

  it('a recipient key before it exists', async () => {
    const early = new Date(at.getTime() - 1000);
    await expect(seal(payload, certificate, early)).rejects.toMatchObject({
      code: 'SEAL_KEY_NOT_YET_VALID',
    });
  });

  it('more than the limits, before parsing', async () => {
    const large = new Uint8Array(sealLimits.payload + 1);
    await expect(seal(large, certificate, at)).rejects.toMatchObject({ code: 'SEAL_TOO_LARGE' });
    const { ciphertext } = await seal(payload, certificate, at);
    await expect(
      open(ciphertext, [key], at, { ciphertext: ciphertext.length - 1 }),
    ).rejects.toMatchObject({ code: 'SEAL_TOO_LARGE' });
  });
});
