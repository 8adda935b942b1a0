import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parseLinkId, parseMessageId } from '#kernel';
import { OpenedAhead, type Opening } from './opened-ahead.js';
import {
  generateEncryptionKey,
  open,
  readCertificate,
  seal,
  unlockKey,
  type Opened,
  type PrivateKey,
} from '#seal';

const at = new Date('2026-03-01T12:00:00Z');
const after = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
const link = parseLinkId('1'.repeat(32));
const rowOf = (n: number) => ({
  linkId: link,
  messageId: parseMessageId(n.toString(16).padStart(32, '0')),
});
const limits = { count: 3, bytes: 1_000, ms: 60_000 };

let sealed: Uint8Array;
let key: PrivateKey;
let other: PrivateKey;
const text = ({ payload }: Opened): string => Buffer.from(payload).toString();

beforeAll(async () => {
  const made = await generateEncryptionKey({ userId: 'XB', at });
  key = await unlockKey(made.privateKey);
  other = await unlockKey((await generateEncryptionKey({ userId: 'XB', at })).privateKey);
  const certificate = await readCertificate(made.certificate, at);
  sealed = (await seal(Buffer.from('said'), certificate, at)).ciphertext;
});

const ahead = (size = 400) => {
  const plaintexts: Uint8Array[] = [];
  const sessionKeys: Uint8Array[] = [];
  const decrypt = jest.fn<Opening>(() => {
    const payload = new Uint8Array(size).fill(7);
    const sessionKey = new Uint8Array(32).fill(8);
    plaintexts.push(payload);
    sessionKeys.push(sessionKey);
    return Promise.resolve({ payload, sessionKey });
  });
  return { opened: new OpenedAhead(limits, decrypt), decrypt, plaintexts, sessionKeys };
};

describe('what was decrypted before its turn', () => {
  it('is handed out once, and is not kept any longer', async () => {
    const decrypt = jest.fn<Opening>(open);
    const opened = new OpenedAhead(limits, decrypt);
    expect(text(await opened.ahead(rowOf(1))(sealed, [key], at))).toBe('said');
    expect(text(await opened.ahead(rowOf(1))(sealed, [key], at))).toBe('said');
    expect([decrypt.mock.calls.length, opened.bytes]).toEqual([1, 4]);
    expect(text(await opened.inTurn(rowOf(1))(sealed, [key], at))).toBe('said');
    expect([decrypt.mock.calls.length, opened.bytes]).toEqual([1, 0]);
    expect(text(await opened.inTurn(rowOf(1))(sealed, [key], at))).toBe('said');
    expect(decrypt).toHaveBeenCalledTimes(2);
  });

  it('does not count once its key has ended: what the keys of that moment do not open is refused', async () => {
    const opened = new OpenedAhead();
    await opened.ahead(rowOf(1))(sealed, [key], at);
    await expect(opened.inTurn(rowOf(1))(sealed, [other], at)).rejects.toMatchObject({
      code: 'SEAL_RECIPIENT_UNKNOWN',
    });
    expect(opened.bytes).toBe(0);
  });

  it('does not count with other keys, more of them, or none', async () => {
    for (const keys of [[key, other], [], [other]]) {
      const { opened, decrypt, plaintexts, sessionKeys } = ahead();
      await opened.ahead(rowOf(1))(sealed, [key], at);
      await opened.inTurn(rowOf(1))(sealed, keys, at);
      expect(decrypt).toHaveBeenCalledTimes(2);
      // Plaintexts that were never handed out are overwritten.
      expect(plaintexts[0]).toEqual(new Uint8Array(400));
      expect(sessionKeys[0]).toEqual(new Uint8Array(32));
    }
  });

  it('is of this message and these bytes alone', async () => {
    const { opened, decrypt } = ahead();
    await opened.ahead(rowOf(1))(sealed, [key], at);
    const changed = Uint8Array.from(sealed);
    changed[9] = (changed[9] ?? 0) ^ 1;
    await opened.inTurn(rowOf(2))(sealed, [key], at);
    await opened.inTurn(rowOf(1))(changed, [key], at);
    expect(decrypt).toHaveBeenCalledTimes(3);
  });

  it('is bounded by bytes and by number; the rest is decrypted again', async () => {
    const large = ahead(400);
    for (const n of [1, 2, 3]) await large.opened.ahead(rowOf(n))(sealed, [key], at);
    expect(large.opened.bytes).toBe(800);
    for (const n of [1, 2, 3]) await large.opened.inTurn(rowOf(n))(sealed, [key], at);
    expect(large.decrypt).toHaveBeenCalledTimes(4);
    const small = ahead(1);
    for (const n of [1, 2, 3, 4]) await small.opened.ahead(rowOf(n))(sealed, [key], at);
    expect(small.opened.bytes).toBe(3);
  });

  it('is written over when it had no turn in time', async () => {
    const { opened, plaintexts, sessionKeys } = ahead(400);
    for (const n of [1, 2]) await opened.ahead(rowOf(n))(sealed, [key], at);
    await opened.ahead(rowOf(3))(sealed, [key], after(2));
    expect(opened.bytes).toBe(400);
    expect(plaintexts.map(([first]) => first)).toEqual([0, 0, 7]);
    expect(sessionKeys.map(([first]) => first)).toEqual([0, 0, 8]);
  });
});
