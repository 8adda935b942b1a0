import { paths } from '../container/layout.js';
import type { Check, Findings } from '../findings.js';
import type { Facts } from '../reading/facts.js';

export type Later = Exclude<Check, 'V01' | 'V02'>;

const needs: readonly (readonly [form: RegExp, checks: readonly Later[]])[] = [
  [/^(?:data\/keys\/[0-9A-F]+\.pgp|seal\.asc|manifest-sha512\.txt)$/, ['V03']],
  [/^META-INF\/(?:ASiCManifest001\.xml|signature001\.p7s)$/, ['V03']],
  [/^data\/messages\/\d+\/original\.pgp$/, ['V05']],
  [/^data\/messages\//, ['V04']],
  [/^data\/custody\/(?:events|disclosures)\//, ['V05']],
  [/^data\/custody\/proofs\//, ['V06']],
  [/^data\/custody\/consistency\//, ['V07']],
  [/^data\/custody\/checkpoint\.txt$/, ['V06', 'V08', 'V09']],
  [/^data\/custody\/policy\.txt$/, ['V09']],
  [/^data\/custody\/checkpoints\//, ['V08', 'V10']],
  [/^(?:data\/custody\/(?:tokens|tsa|crl)|META-INF)\//, ['V10']],
  [/^data\/(?:receipts|peer)\//, ['V11']],
];

const needsOwn: readonly Later[] = ['V03', 'V04', 'V05', 'V08', 'V09'];
const needsNeighbour: readonly Later[] = ['V03', 'V04', 'V09', 'V11'];

function checksThatNeed(name: string, { record }: Facts): readonly Later[] {
  if (name === paths.directory(record.state)) return needsOwn;
  if (name === paths.directory(record.neighbour)) return needsNeighbour;
  return needs.find(([form]) => form.test(name))?.[1] ?? [];
}

export function noteMissing(facts: Facts, found: Findings<Later>): void {
  for (const name of facts.missing)
    if (checksThatNeed(name, facts).includes(found.check)) found.add('FILE_MISSING', name);
}
