import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { attacks, attackWitness, cosignedAttacks } from './attack-run.js';
import { ShownLog } from './shown-log.js';
import { SigsumWitness } from './sigsum-witness.js';

const leaves = 1_050;
const count = 100;
let log: ShownLog;
let witness: SigsumWitness;
let first: SigsumWitness;

beforeAll(async () => {
  log = ShownLog.make(16, leaves);
  witness = await SigsumWitness.start(log.log.verifier);
  first = await SigsumWitness.start(log.log.verifier);
}, 60_000);
afterAll(async () => {
  await witness.stop();
  await first.stop();
});

describe('a witness that is not ours', () => {
  it('cosigns our log from nothing on by its second note, and its line counts under the checkpoint', async () => {
    const sizes = [0, 1, 2, 3, 7, 64, 255, 256, 257, 600, leaves];
    let old = 0;
    for (const size of sizes) {
      const { status, body } = await first.offer(log.offer(log.honest, { old, size }));
      expect([size, status]).toEqual([size, 200]);
      const { note } = log.opened(size, body.toString(), first.verifier);
      expect(note.isSignedBy(first.verifier)).toBe(true);
      // The cosignature is for this checkpoint only.
      if (size > 0)
        expect(() => log.opened(size - 1, body.toString(), first.verifier)).toThrow(
          'NOTE_SIGNATURE_INVALID',
        );
      old = size;
    }
    expect(first.state()).toContain(`size=${leaves}\n`);
  });

  it('answers a stale size with its own (409), a fork with 422, a shrunken tree with 400', async () => {
    const forked = ShownLog.make(17, 10);
    const { honest } = log;
    const status = async (offer: Uint8Array) => (await first.offer(offer)).status;
    const stale = await first.offer(log.offer(honest, { old: 3, size: leaves }));
    expect([stale.status, stale.body.toString()]).toEqual([409, `${leaves}\n`]);
    const other = forked.offer(forked.honest, { old: 0, size: 10 });
    expect(await status(other)).not.toBe(200);
    expect(await status(log.offer(honest, { old: leaves, size: 10 }))).toBe(400);
  });

  it(`cosigns none of ${count} forks, rollbacks and omissions, and all honest growth between them`, async () => {
    const { status } = await witness.offer(log.offer(log.honest, { old: 0, size: 20 }));
    expect(status).toBe(200);
    const tally = await attackWitness(witness, log, { from: 20, count, seed: 18 });
    expect(cosignedAttacks(tally)).toBe(0);
    expect(tally.get('honest 200')).toBe(count);
    const refused = (what: string) =>
      [400, 409, 422].reduce((sum, code) => sum + (tally.get(`${what} ${code}`) ?? 0), 0);
    const sorts = Object.keys(attacks);
    expect(sorts.reduce((sum, what) => sum + refused(what), 0)).toBe(count);
    for (const what of sorts) expect(refused(what)).toBeGreaterThan(count / 4);
    // Invalid proof, unknown size, shrinking tree: each was tried.
    for (const code of [400, 409, 422])
      expect([...tally.keys()].filter((each) => each.endsWith(` ${code}`))).not.toEqual([]);
  });
});
