import { randomBytes } from 'node:crypto';
import { generateEncryptionKey, generateOfficerKey } from '#seal';
import { endedChildrenCpu, ownCpu } from './cpu.js';
import { limit } from './crypto-limit.js';
import { bare, liaise, operations, type Party, type Work } from './crypto-party.js';
import { gnupg, sequoia } from './crypto-tools.js';
import { figure, type Figure } from './figures.js';

const sizes = [
  ['1 KiB', 1_024],
  ['16 KiB', 16_384],
  ['1 MiB', 1_048_576],
] as const;
const rounds = 3;
const share = 0.3;
const runs = 8;

async function perCpuSecond(party: Party, work: Work): Promise<number> {
  const used = (): number =>
    party.inProcess ? ownCpu() : endedChildrenCpu() + (party.besides?.() ?? 0);
  const began = used();
  let done = 0;
  do {
    await work();
    done += 1;
  } while (party.inProcess ? used() - began < share : done < runs);
  return done / (used() - began);
}

async function measure(parties: readonly Party[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [size, bytes] of sizes) {
    const payload = new Uint8Array(randomBytes(bytes));
    const prepared = [];
    for (const party of parties) prepared.push({ party, work: await party.prepare(payload) });
    for (const operation of operations) {
      const able = prepared.flatMap(({ party, work: { [operation]: work } }) =>
        work === undefined ? [] : [{ party, work, found: [] as number[] }],
      );
      // The first round only warms up.
      for (let round = 0; round <= rounds; round += 1)
        for (const { party, work, found } of able) {
          if (round === 0 && !party.inProcess) continue;
          const rate = await perCpuSecond(party, work);
          if (round > 0) found.push(rate);
        }
      for (const { party, found } of able) {
        const beside = party.name === '#seal' ? 'openpgp.js' : '#seal';
        figures.push(figure(`${operation} ${size}`, party.name, '1/s of one core', found, beside));
      }
    }
  }
  return figures;
}

export async function cryptoFigures(): Promise<Figure[]> {
  const at = new Date(Date.now() - 60_000);
  const officer = await generateOfficerKey({ userId: 'sender', at });
  const receiver = await generateEncryptionKey({ userId: 'receiver', at });
  const tools = [gnupg(), sequoia()];
  try {
    const keys = { officer, receiver };
    return await measure([await liaise(keys), await bare(keys), limit(), ...tools]);
  } finally {
    for (const tool of tools) tool.close();
  }
}
