import { randomFrom } from '../../support/generated-log.js';
import type { Attack } from './attacks/attack.js';
import { fork } from './attacks/fork.js';
import { omission } from './attacks/omission.js';
import { rollback } from './attacks/rollback.js';
import type { ShownLog } from './shown-log.js';
import type { SigsumWitness } from './sigsum-witness.js';

export const attacks: Readonly<Record<string, Attack>> = { fork, rollback, omission };

export type Tally = ReadonlyMap<string, number>;

export async function attackWitness(
  witness: SigsumWitness,
  log: ShownLog,
  { from, count, seed }: { from: number; count: number; seed: number },
): Promise<Tally> {
  const random = randomFrom(seed);
  const tally = new Map<string, number>();
  const sorts = Object.entries(attacks);
  const offered = async (what: string, offer: Uint8Array): Promise<void> => {
    const { status } = await witness.offer(offer);
    tally.set(`${what} ${status}`, (tally.get(`${what} ${status}`) ?? 0) + 1);
  };
  let held = from;
  for (let i = 0; i < count; i += 1) {
    const [what, attack] = sorts[i % sorts.length] ?? ['none', fork];
    // An omission needs one leaf more than the witness knows.
    await offered(what, attack(log, held, random));
    const end = log.hashes.length - 1;
    const size = Math.min(end, from + Math.ceil(((end - from) * (i + 1)) / count));
    await offered('honest', log.offer(log.honest, { old: held, size }));
    held = size;
  }
  return tally;
}

export const cosignedAttacks = (tally: Tally): number =>
  [...tally].reduce(
    (sum, [what, times]) => sum + (/^(?!honest ).* 200$/.test(what) ? times : 0),
    0,
  );
