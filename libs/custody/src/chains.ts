import { phrase } from '#kernel';
import { Fault } from './faults.js';
import type { ReadLeaf } from './leaf.js';

const short = (hex: string): string => Buffer.from(hex.slice(0, 24), 'hex').toString('latin1');

const maxHoles = 1_000;

class Arrivals {
  highest = 0;
  readonly holes = new Set<number>();

  addNumber(seq: number): void {
    if (seq <= this.highest) {
      this.holes.delete(seq);
      return;
    }
    for (let n = this.highest + 1; n < seq && this.holes.size < maxHoles; n += 1) this.holes.add(n);
    this.highest = seq;
  }
}

export interface Hole {
  readonly link: string;
  readonly seq: number;
}

interface Placed {
  readonly leaf: ReadLeaf;
  readonly hash: string;
  readonly index: number;
}

/**
 * Checks that each leaf names the hash of the previous leaf in its chain. Each service, case and link direction has its own
 * chain.
 */
export class Chains {
  readonly #services = new Map<string, string>();
  readonly #channels = new Map<string, string>();
  readonly #ends = new Map<string, string>();
  readonly #cases = new Set<string>();
  readonly #sent = new Map<string, number>();
  readonly #arrivals = new Map<string, Arrivals>();

  addLeaf(leaf: ReadLeaf, hash: string, index: number): void {
    const { prev } = leaf;
    const placed = { leaf, hash, index };
    if (prev.chain === 'chan') {
      continueIn(this.#channels, `${prev.link}:${prev.dir}`, placed);
      if (prev.seq !== null) this.#number(placed, prev.link, prev.seq);
    } else if (prev.chain === 'case') this.#case(placed, prev.leaf);
    else continueIn(this.#services, leaf.service, placed);
  }

  holes(): Hole[] {
    return [...this.#arrivals].flatMap(([link, { holes }]) =>
      [...holes].map((seq) => ({ link, seq })),
    );
  }

  #case(placed: Placed, prev: string | null): void {
    const { leaf, hash } = placed;
    const named = leaf.case === undefined ? '' : short(leaf.case);
    const known = prev === null ? '' : this.#ends.get(short(prev));
    if (known === undefined || !this.#mayFollow(known, named)) throw broken(placed, 'case');
    if (known === '' && named !== '') this.#cases.add(named);
    if (prev !== null) this.#ends.delete(short(prev));
    this.#ends.set(short(hash), known === '' ? named : known);
  }

  /** False if the chain has another case, or if case `named` already has another chain. A second chain could hide events. */
  #mayFollow(known: string, named: string): boolean {
    if (named === '' || named === known) return true;
    return known === '' && !this.#cases.has(named);
  }

  #number({ leaf, index }: Placed, link: string, seq: number): void {
    if (leaf.typ === 'msg.send.intent') {
      const expected = (this.#sent.get(link) ?? 0) + 1;
      if (seq !== expected)
        throw new Fault(
          'NUMBER_MISSING',
          { index, event: leaf.id },
          phrase`${seq}, not ${expected}`,
        );
      this.#sent.set(link, seq);
    }
    if (leaf.typ === 'msg.accepted') {
      let arrivals = this.#arrivals.get(link);
      if (arrivals === undefined) this.#arrivals.set(link, (arrivals = new Arrivals()));
      arrivals.addNumber(seq);
    }
  }
}

const broken = ({ leaf, index }: Placed, chain: string): Fault =>
  new Fault('CHAIN_BROKEN', { index, event: leaf.id }, chain);

function continueIn(ends: Map<string, string>, name: string, placed: Placed): void {
  const { leaf, hash } = placed;
  if ((ends.get(name) ?? null) !== leaf.prev.leaf) throw broken(placed, leaf.prev.chain);
  ends.set(name, hash);
}
