import type { Facts } from '../reading/facts.js';
import type { PackageIndex } from '../contents/package-index.js';
import type { Findings } from '../findings.js';
import { names } from '../container/layout.js';
import type { ShownEvent } from '../reading/shown-event.js';

type Found = Findings<'V05'>;

class CaseChain {
  #before: string | null = null;
  #gaps = 0;
  #case: string | undefined;

  constructor(
    private readonly unnamed: number,
    private readonly found: Found,
  ) {}

  addEvent({ leaf, read, where }: ShownEvent): void {
    if (read !== undefined) {
      const { prev } = read;
      if (prev.leaf !== this.#before) this.#gaps += 1;
      const isForeign =
        read.case !== undefined && this.#case !== undefined && read.case !== this.#case;
      this.#case ??= read.case;
      if (prev.chain !== 'case' || this.#gaps > this.unnamed || isForeign)
        this.found.add('CHAIN_BROKEN', where);
    }
    this.#before = leaf;
  }
}

/**
 * Reports each event of a case chain whose reason `why` is not `CASE`. Such an event escapes the check of the chain, and may
 * belong to another thread.
 */
function checkListed(events: readonly ShownEvent[], found: Found): void {
  for (const { why, read, where } of events)
    if (why !== 'CASE' && read?.prev.chain === 'case') found.add('CHAIN_BROKEN', where);
}

function isSame(named: unknown, supersedes: PackageIndex['supersedes']): boolean {
  if (named === null || supersedes === null) return named === supersedes;
  if (typeof named !== 'object') return false;
  const { exhibit, reason } = named as Partial<typeof supersedes>;
  return exhibit === supersedes.exhibit && reason === supersedes.reason;
}

const isGathering = ({ index, read, said }: ShownEvent, { record, index: of }: Facts): boolean =>
  index === record.gathered &&
  read?.typ === 'pkg.gathered' &&
  read.emit === record.gatheredAt &&
  said?.data['exhibit'] === record.exhibit &&
  isSame(said.data['supersedes'], of.supersedes);

function checkGathered(facts: Facts, events: readonly ShownEvent[], found: Found): void {
  const last = events.at(-1);
  if (last === undefined) {
    found.add('GATHERED_DIFFERS', names.index);
    return;
  }
  const isHere = last.index === facts.record.gathered && last.withheld === null;
  if (isHere && last.read === undefined) return;
  if (!isGathering(last, facts)) found.add('GATHERED_DIFFERS', last.where);
  else if (last.said?.data['events'] !== events.length + facts.index.withheld.unnamed)
    found.add('CHAIN_BROKEN', names.index);
}

/**
 * Checks that the case's events form one chain that ends with `pkg.gathered`. The chain may have one gap for each omitted
 * event.
 */
export function checkChain(facts: Facts, found: Found): void {
  const events = facts.events.filter(({ why }) => why === 'CASE');
  const chain = new CaseChain(facts.index.withheld.unnamed, found);
  for (const event of events) chain.addEvent(event);
  checkListed(facts.events, found);
  checkGathered(facts, events, found);
}
