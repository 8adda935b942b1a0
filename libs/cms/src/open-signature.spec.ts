import { describe, expect, it } from '@jest/globals';
import { aChainedSealer, aSealer } from '../../../test/support/keys.js';
import { detachedSignature } from './detached-signature.js';
import { openSignature } from './open-signature.js';
import type { Sealer } from './sealer.js';

const at = new Date('2026-03-01T12:34:56.000Z');
const content = Buffer.from('manifest');
const made = (sealer: Sealer, when = at): Promise<Buffer> =>
  detachedSignature([content], sealer, when, 'TIME');

describe('a signature of a container', () => {
  it('says its time and its chain, and holds over its content alone', async () => {
    const sealer = aChainedSealer();
    const sealed = openSignature(await made(sealer));
    expect(sealed?.time).toEqual(at);
    expect(sealed?.chain).toEqual(sealer.chain);
    expect(sealed?.holds(content)).toBe(true);
    expect(sealed?.holds(Buffer.from('Manifest'))).toBe(false);
  });

  it('has a chain that is good while all of it is in force', async () => {
    const sealed = openSignature(await made(aChainedSealer({ until: '2027-01-01' })));
    const times = ['2026-03-01', '2026-12-31', '2027-01-02', '2019-12-31'];
    const good = times.map((time) => sealed?.isChainGood([at, new Date(time)]));
    expect(good).toEqual([true, true, false, false]);
  });

  it('says the last second of its certificate, too', async () => {
    const late = new Date('2048-12-31T23:59:59.000Z');
    expect(openSignature(await made(aChainedSealer(), late))?.time).toEqual(late);
  });

  it('is none with any bit changed, or no longer holds', async () => {
    const whole = await made(aChainedSealer());
    for (let bit = 0; bit < whole.length * 8; bit += 7) {
      const changed = Buffer.from(whole);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const sealed = openSignature(changed);
      const isGood = sealed?.holds(content) === true && sealed.isChainGood([at]);
      expect([bit, isGood]).toEqual([bit, false]);
    }
  });

  it('is none without a time, without its authority, or with something around it', async () => {
    const sealer = aChainedSealer();
    const whole = await made(sealer);
    const silent = await detachedSignature([content], sealer, at, 'NO_TIME');
    const own = sealer.chain.slice(0, 1);
    const bare = await made({ ...sealer, chain: own });
    const foreign = aChainedSealer().chain.slice(1);
    const stuffed = await made({ ...sealer, chain: [...sealer.chain, ...foreign] });
    const alone = await made(aSealer());
    const followed = Buffer.concat([whole, Buffer.from([5, 0])]);
    const nothing = Buffer.alloc(0);
    for (const bytes of [silent, bare, stuffed, alone, followed, nothing, Buffer.alloc(70_000)])
      expect(openSignature(bytes)).toBeUndefined();
  });

  it('is none by an authority that certifies nobody, and not made by a key that may not sign', async () => {
    expect(openSignature(await made(aChainedSealer({ isPowerless: true })))).toBeUndefined();
    await expect(made(aChainedSealer({ use: 'encrypts' }))).rejects.toThrow('X509_KEY_UNFIT');
    await expect(made(aChainedSealer({ until: '2025-01-01' }))).rejects.toThrow('X509_KEY_UNFIT');
    const { chain } = aChainedSealer();
    await expect(made({ ...aChainedSealer(), chain })).rejects.toThrow(
      'the key is not that of the certificate',
    );
  });
});
