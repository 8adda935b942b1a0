export class Chance {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  shuffled<T>(items: readonly T[]): T[] {
    const mixed: T[] = [];
    for (const item of items) mixed.splice(Math.floor(this.next() * (mixed.length + 1)), 0, item);
    return mixed;
  }
}

export const seed = (): number =>
  Number(process.env['FAULT_SEED'] ?? Math.floor(Math.random() * 4_294_967_296));
