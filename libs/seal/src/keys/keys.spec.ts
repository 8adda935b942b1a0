import fc from 'fast-check';
import { generateKey, readKey } from 'openpgp';
import { parseFingerprint } from '#kernel';
import {
  armored,
  exportPrivate,
  generateEncryptionKey,
  generateOfficerKey,
  generateStateSigningKey,
  open,
  parseCertificate,
  readCertificate,
  seal,
  signDetached,
  unlockKey,
  verifyDetached,
} from '../index.js';
import { readPackets, tag } from '../packets.js';

const at = new Date('2026-03-01T12:00:00.500Z');
const tags = (bytes: Uint8Array): number[] => readPackets(bytes, 64).map((packet) => packet.tag);

describe('new keys', () => {
  it('are version 4, in the legacy encoding, dated as told', async () => {
    for (const make of [generateOfficerKey, generateStateSigningKey, generateEncryptionKey]) {
      const made = await make({ userId: 'XA Ωμέγα', at });
      const certificate = await readCertificate(made.certificate, at);
      expect(certificate).toMatchObject({
        fingerprint: made.fingerprint,
        algorithm: 'eddsaLegacy ed25519Legacy',
        created: new Date('2026-03-01T12:00:00.000Z'),
        expires: undefined,
        userIds: ['XA Ωμέγα'],
      });
    }
  });

  it('for signing only have no subkey', async () => {
    const made = await generateStateSigningKey({ userId: 'XA', at });
    expect(tags(made.certificate)).not.toContain(tag.publicSubkey);
    const certificate = await readCertificate(made.certificate, at);
    await expect(certificate.encryptionFingerprint(at)).rejects.toMatchObject({
      code: 'SEAL_KEY_UNUSABLE',
    });
  });

  it('refuse a user id that could deceive', async () => {
    for (const userId of ['', ' ', 'a\u001b[2J', 'a\u202eb', 'a\nb', 'x'.repeat(201)])
      await expect(generateOfficerKey({ userId, at })).rejects.toMatchObject({
        code: 'SEAL_USER_ID_INVALID',
      });
  });
});

describe('unlockKey', () => {
  it('opens with the passphrase only', async () => {
    const made = await generateOfficerKey({ userId: 'o', at, passphrase: 'correct horse' });
    const key = await unlockKey(armored(made.privateKey, 'PRIVATE KEY BLOCK'), 'correct horse');
    expect(key.fingerprint).toBe(made.fingerprint);
    await expect(unlockKey(made.privateKey)).rejects.toMatchObject({
      code: 'SEAL_PASSPHRASE_MISSING',
    });
    await expect(unlockKey(made.privateKey, 'wrong')).rejects.toMatchObject({
      code: 'SEAL_PASSPHRASE_WRONG',
    });
    await expect(unlockKey(made.certificate)).rejects.toMatchObject({
      code: 'SEAL_KEY_INCOMPLETE',
    });
  });

  it('reads what exportPrivate wrote, locked and not', async () => {
    const made = await generateOfficerKey({ userId: 'o', at });
    const key = await unlockKey(made.privateKey);
    const again = await unlockKey(await exportPrivate(key));
    const locked = await exportPrivate(again, 'secret');
    await expect(unlockKey(locked)).rejects.toMatchObject({ code: 'SEAL_PASSPHRASE_MISSING' });
    expect((await unlockKey(locked, 'secret')).parts).toEqual(key.parts);
    // Locking a copy leaves the key in hand usable.
    await signDetached(Buffer.from('x'), again, at);
  });

  it('refuses a stored key under another name', async () => {
    const made = await generateStateSigningKey({ userId: 'o', at });
    const expected = parseFingerprint('0'.repeat(40));
    await expect(unlockKey(made.privateKey, undefined, expected)).rejects.toMatchObject({
      code: 'SEAL_KEY_MISMATCH',
    });
  });

  it('refuses a change in any byte of the public part of a stored key', async () => {
    const made = await generateEncryptionKey({ userId: 'o', at });
    const stored = Buffer.from(made.privateKey);
    const publicParts = readPackets(made.certificate, 16)
      .filter((packet) => packet.tag === tag.publicKey || packet.tag === tag.publicSubkey)
      .map(({ body }) => ({ start: stored.indexOf(body), length: body.length }));
    expect(publicParts.map((part) => part.start > 0)).toEqual([true, true]);
    for (const { start, length } of publicParts)
      for (let i = start; i < start + length; i++) {
        const changed = Uint8Array.from(stored);
        changed[i] = (changed[i] ?? 0) ^ 1;
        await expect(unlockKey(changed)).rejects.toMatchObject({ name: 'SealError' });
      }
  });
});

describe('unlockKey', () => {
  it('keeps its own copy of the bytes, binary too: whoever read the file writes over them', async () => {
    const made = await generateEncryptionKey({ userId: 'o', at });
    const mine = Uint8Array.from(made.privateKey);
    const key = await unlockKey(mine);
    mine.fill(0);
    const certificate = await parseCertificate(made.certificate);
    const { ciphertext } = await seal(Buffer.from('x'), certificate, at);
    expect(Buffer.from((await open(ciphertext, [key], at)).payload).toString()).toBe('x');
    const signature = await signDetached(Buffer.from('x'), key, at);
    await verifyDetached(Buffer.from('x'), signature, certificate, at);
  });
});

describe('parseCertificate', () => {
  it('gives the same object for the same bytes, armored or not', async () => {
    const made = await generateOfficerKey({ userId: 'o', at });
    const first = await parseCertificate(made.certificate);
    expect(await parseCertificate(armored(made.certificate, 'PUBLIC KEY BLOCK'))).toBe(first);
    expect(Buffer.from(first.bytes)).toEqual(Buffer.from(made.certificate));
  });

  it('forgets the ones used longest ago when those since are four mebibytes', async () => {
    const large = async (): Promise<readonly Uint8Array[]> => {
      const userIDs = Array.from({ length: 20 }, (_, i) => ({ name: `${i}`.padEnd(3_000, 'x') }));
      const form = { type: 'ecc', curve: 'curve25519Legacy', date: at, format: 'object' } as const;
      const { publicKey } = await generateKey({ userIDs, ...form });
      // Another order of user ids makes another certificate.
      return publicKey.users.map((_, i, all) => {
        publicKey.users = [...all.slice(i), ...all.slice(0, i)];
        return publicKey.write();
      });
    };
    const [small, later] = await Promise.all(
      ['a', 'b'].map((userId) => generateOfficerKey({ userId, at })),
    );
    if (small === undefined || later === undefined) throw new Error('no key');
    const first = await parseCertificate(small.certificate);
    const used = await parseCertificate(later.certificate);
    for (let i = 0; i < 4; i += 1)
      for (const bytes of await large()) {
        await parseCertificate(bytes);
        expect(await parseCertificate(later.certificate)).toBe(used);
      }
    expect(await parseCertificate(small.certificate)).not.toBe(first);
  });

  it('keeps its own copy of the bytes', async () => {
    const made = await generateOfficerKey({ userId: 'o', at });
    const mine = Uint8Array.from(made.certificate);
    const certificate = await parseCertificate(mine);
    mine.fill(0);
    expect(Buffer.from(certificate.bytes)).toEqual(Buffer.from(made.certificate));
  });

  it('shows hostile user ids harmless', async () => {
    const { publicKey } = await generateKey({
      userIDs: { name: 'XA \u001b[31mpolice\u202e\u200b' },
      curve: 'curve25519Legacy',
      type: 'ecc',
      date: at,
      format: 'binary',
    });
    expect((await parseCertificate(publicKey)).userIds).toEqual([
      'XA \uFFFD[31mpolice\uFFFD\uFFFD',
    ]);
  });

  it('never crashes on bytes of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await expect(parseCertificate(bytes)).rejects.toMatchObject({ name: 'SealError' });
      }),
      { numRuns: 300 },
    );
  });

  it('a flip of any bit is refused or changes nothing that is used', async () => {
    const made = await generateEncryptionKey({ userId: 'o', at });
    const original = await readKey({ binaryKey: made.certificate });
    const ids = original.getKeys().map((part) => part.getFingerprint());
    await fc.assert(
      fc.asyncProperty(fc.nat(made.certificate.length * 8 - 1), async (bit) => {
        const changed = Uint8Array.from(made.certificate);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const outcome = await readCertificate(changed, at).catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect(outcome.name).toBe('SealError');
          return;
        }
        const again = await readKey({ binaryKey: changed });
        expect(again.getKeys().map((part) => part.getFingerprint())).toEqual(ids);
        expect(outcome).toMatchObject({ userIds: ['o'], expires: undefined });
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a certificate that costs a hundred verifications', async () => {
    const userIDs = Array.from({ length: 40 }, (_, i) => ({ name: `u${i}` }));
    const { publicKey } = await generateKey({
      userIDs,
      type: 'ecc',
      curve: 'nistP521',
      date: at,
      format: 'binary',
    });
    await expect(parseCertificate(publicKey)).rejects.toMatchObject({
      code: 'SEAL_PACKET_INVALID',
      detail: 'more than 64 packets',
    });
  });

  it('accepts the newer encoding of Ed25519 from others', async () => {
    const made = await generateKey({
      userIDs: { name: 'newer' },
      type: 'curve25519',
      date: at,
      format: 'binary',
    });
    expect((await readCertificate(made.publicKey, at)).algorithm).toBe('ed25519');
  });
});
