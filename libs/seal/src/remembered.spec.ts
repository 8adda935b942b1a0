import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { generateKey, PublicKey, readKey, reformatKey, type PrivateKey } from 'openpgp';
import {
  generateEncryptionKey,
  generateOfficerKey,
  readCertificate,
  seal,
  signDetached,
  unlockKey,
  verifyDetached,
} from './index.js';
import { Remembered } from './remembered.js';

const at = new Date('2026-03-01T12:00:00.500Z');
const seconds = (count: number): Date => new Date(at.getTime() + count * 1000);
const bytes = Buffer.from('document');

async function asked(act: () => Promise<unknown>): Promise<number> {
  const key = Object.getPrototypeOf(PublicKey.prototype) as PublicKey;
  const spy = jest.spyOn(key, 'verifyPrimaryKey');
  try {
    await act();
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}

describe('a key', () => {
  it('is asked once a second for a batch of signatures to be verified', async () => {
    const made = await generateOfficerKey({ userId: 'o', at });
    const key = await unlockKey(made.privateKey);
    const signature = await signDetached(bytes, key, seconds(5));
    const verify = async (): Promise<void> => {
      const certificate = await readCertificate(made.certificate, seconds(5));
      await verifyDetached(bytes, signature, certificate, seconds(5));
    };
    await verify();
    expect(await asked(() => Promise.all(Array.from({ length: 24 }, verify)))).toBe(0);
    const later = async (): Promise<void> => {
      const certificate = await readCertificate(made.certificate, seconds(9));
      await verifyDetached(bytes, signature, certificate, seconds(9));
    };
    // Two questions: validity of the key, and its signing part. The time of signing was asked before.
    expect(await asked(() => Promise.all(Array.from({ length: 24 }, later)))).toBe(2);
  });

  it('is asked by the library alone for a batch of messages sealed to it', async () => {
    const made = await generateEncryptionKey({ userId: 'o', at });
    const sealed = async (): Promise<void> => {
      await seal(bytes, await readCertificate(made.certificate, seconds(5)), seconds(5));
    };
    await sealed();
    // One more per `encrypt`, which finds the part itself.
    expect(await asked(() => Promise.all(Array.from({ length: 24 }, sealed)))).toBe(24);
  });
});

describe('what is remembered of a key', () => {
  let made: { readonly publicKey: Uint8Array; readonly secret: PrivateKey };
  beforeAll(async () => {
    const { privateKey } = await generateKey({
      userIDs: { name: 'o' },
      type: 'ecc',
      curve: 'curve25519Legacy',
      date: at,
      keyExpirationTime: 60,
      format: 'object',
    });
    made = { publicKey: privateKey.toPublic().write(), secret: privateKey };
  });

  it('ends with the second in which the key ends', async () => {
    await readCertificate(made.publicKey, seconds(58));
    await readCertificate(made.publicKey, seconds(59));
    for (const count of [60, 59.5, 61])
      await expect(readCertificate(made.publicKey, seconds(count))).rejects.toMatchObject({
        code: 'SEAL_KEY_EXPIRED',
      });
    await readCertificate(made.publicKey, seconds(59.499));
  });

  it('is of these bytes alone: the same key, revoked or prolonged, is another certificate', async () => {
    await readCertificate(made.publicKey, seconds(30));
    const { privateKey } = await reformatKey({
      privateKey: made.secret,
      userIDs: { name: 'o' },
      date: seconds(10),
      keyExpirationTime: 120,
      format: 'object',
    });
    const prolonged = privateKey.toPublic().write();
    await readCertificate(prolonged, seconds(90));
    await expect(readCertificate(made.publicKey, seconds(90))).rejects.toMatchObject({
      code: 'SEAL_KEY_EXPIRED',
    });
  });

  it('is no refusal, and no more than sixteen answers', async () => {
    const remembered = new Remembered<number>();
    const key = await readKey({ binaryKey: made.publicKey });
    const ask = jest.fn(() => Promise.resolve(1));
    const refuse = jest.fn(() => Promise.reject(new Error('no')));
    for (let i = 0; i < 2; i += 1)
      await expect(remembered.answerTo(key, 'a', at, refuse)).rejects.toThrow('no');
    expect(refuse).toHaveBeenCalledTimes(2);
    for (let i = 0; i < 17; i += 1) await remembered.answerTo(key, 'a', seconds(i), ask);
    for (let i = 16; i > 0; i -= 1) await remembered.answerTo(key, 'a', seconds(i), ask);
    expect(ask).toHaveBeenCalledTimes(17);
    await remembered.answerTo(key, 'a', seconds(0), ask);
    expect(ask).toHaveBeenCalledTimes(18);
  });
});
