import {
  addEncryptionSubkey,
  generateEncryptionKey,
  keepSubkeys,
  open,
  readCertificate,
  seal,
  unlockKey,
} from '../index.js';

const at = new Date('2026-03-01T12:00:00.000Z');
const month = new Date('2026-03-31T12:00:00.000Z');
const payload = Buffer.from('{"kind":"request"}');

describe('rotation of encryption subkeys', () => {
  const rotated = async () => {
    const first = await generateEncryptionKey({ userId: 'XA border police', at });
    const second = await addEncryptionSubkey(await unlockKey(first.privateKey), month);
    return { first, second, key: await unlockKey(second.privateKey) };
  };

  it('keeps the name, seals to the newest, opens the old', async () => {
    const { first, second, key } = await rotated();
    expect(second.fingerprint).toBe(first.fingerprint);
    const old = await readCertificate(first.certificate, month);
    const current = await readCertificate(second.certificate, month);
    const oldPart = await old.encryptionFingerprint(month);
    const newPart = await current.encryptionFingerprint(month);
    expect(newPart).not.toBe(oldPart);
    // Before the new subkey existed the certificate leads to the old one.
    expect(await current.encryptionFingerprint(at)).toBe(oldPart);
    for (const certificate of [old, current]) {
      const { ciphertext } = await seal(payload, certificate, month);
      expect(Buffer.from((await open(ciphertext, [key], month)).payload)).toEqual(payload);
    }
  });

  it('drops a subkey so that what was sealed to it does not open', async () => {
    const { first, second, key } = await rotated();
    const old = await readCertificate(first.certificate, at);
    const current = await readCertificate(second.certificate, month);
    const newest = await current.encryptionFingerprint(month);
    const left = await keepSubkeys(key, [newest]);
    const leftKey = await unlockKey(left.privateKey);
    expect(leftKey.parts).toEqual([left.fingerprint, newest]);
    const toOld = await seal(payload, old, month);
    await expect(open(toOld.ciphertext, [leftKey], month)).rejects.toMatchObject({
      code: 'SEAL_RECIPIENT_UNKNOWN',
    });
    const toNew = await seal(payload, await readCertificate(left.certificate, month), month);
    expect(Buffer.from((await open(toNew.ciphertext, [leftKey], month)).payload)).toEqual(payload);
    // The original key object is unchanged.
    expect(Buffer.from((await open(toOld.ciphertext, [key], month)).payload)).toEqual(payload);
    await expect(keepSubkeys(leftKey, [key.fingerprint])).rejects.toMatchObject({
      code: 'SEAL_KEY_UNUSABLE',
    });
  });
});
