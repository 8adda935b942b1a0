import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { generateEncryptionKey, generateOfficerKey, seal, type Certificate } from '#seal';
import { SealTrials } from './seal-trials.js';

const made = new Date('2026-03-01T12:00:00Z');
const now = new Date('2026-03-02T10:10:00Z');
const after = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
type SealByte = (certificate: Certificate, at: Date) => Promise<unknown>;

const sealing: SealByte = (certificate, at) => seal(Uint8Array.of(0), certificate, at);
const recipient = async (at: Date): Promise<{ readonly certificate: string }> => {
  const { certificate } = await generateEncryptionKey({ userId: 'XB', at });
  return { certificate: Buffer.from(certificate).toString('base64') };
};

describe('a trial seal', () => {
  let one: { readonly certificate: string };
  let other: { readonly certificate: string };

  beforeAll(async () => {
    [one, other] = await Promise.all([recipient(made), recipient(made)]);
  });

  it('is made once for a key and hour, however many batches name it', async () => {
    const byte = jest.fn(sealing);
    const trials = new SealTrials(byte);
    await Promise.all([trials.require(one, now), trials.require(one, now)]);
    for (let minute = 1; minute < 50; minute += 7) await trials.require(one, after(minute));
    expect(byte).toHaveBeenCalledTimes(1);
    await trials.require(one, after(50));
    expect(byte).toHaveBeenCalledTimes(2);
  });

  it('is made for each certificate', async () => {
    const byte = jest.fn(sealing);
    const trials = new SealTrials(byte);
    for (let i = 0; i < 3; i += 1)
      for (const each of [one, other]) await trials.require(each, after(i));
    expect(byte).toHaveBeenCalledTimes(2);
  });

  it('that failed counts for its batch alone', async () => {
    let isBroken = true;
    const byte = jest.fn<SealByte>((certificate, at) =>
      isBroken ? Promise.reject(new Error('no curve')) : sealing(certificate, at),
    );
    const trials = new SealTrials(byte);
    const twice = [trials.require(one, now), trials.require(one, now)];
    for (const each of await Promise.allSettled(twice)) expect(each.status).toBe('rejected');
    expect(byte).toHaveBeenCalledTimes(1);
    await expect(trials.require(one, after(1))).rejects.toThrow('no curve');
    isBroken = false;
    await trials.require(one, after(2));
    await trials.require(one, after(3));
    expect(byte).toHaveBeenCalledTimes(3);
  });

  it('does not answer whether the key stands: that is asked for each batch', async () => {
    const trials = new SealTrials();
    await trials.require(one, now);
    await expect(trials.require(one, new Date(made.getTime() - 60_000))).rejects.toMatchObject({
      code: 'SEAL_KEY_NOT_YET_VALID',
    });
    const signer = await generateOfficerKey({ userId: 'XB', at: made });
    const certificate = Buffer.from(signer.certificate).toString('base64');
    await expect(trials.require({ certificate }, now)).rejects.toMatchObject({
      code: 'SEAL_SUITE_WEAK',
    });
  });
});
