import { attackWitness, cosignedAttacks } from '../interop/outside-witness/attack-run.js';
import { ShownLog } from '../interop/outside-witness/shown-log.js';
import { SigsumWitness } from '../interop/outside-witness/sigsum-witness.js';
import { figure, type Figure } from './figures.js';

const by = 'sigsum-witness';
const from = 20;

export async function outsideFigures(count = 1_000): Promise<Figure[]> {
  const log = ShownLog.make(19, from + count + 1);
  const witness = await SigsumWitness.start(log.log.verifier);
  try {
    await witness.offer(log.offer(log.honest, { old: 0, size: from }));
    const tally = await attackWitness(witness, log, { from, count, seed: 20 });
    return [
      figure('attacks on an outside witness', by, '', [count]),
      figure('attacks cosigned', by, '', [cosignedAttacks(tally)]),
      figure('honest offers not cosigned', by, '', [count - (tally.get('honest 200') ?? 0)]),
    ];
  } finally {
    await witness.stop();
  }
}
