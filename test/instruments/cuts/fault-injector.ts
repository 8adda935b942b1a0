import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventType } from '#journal';
import { Store, type StoreOptions, type Tx } from '#store';
import { recordsIn } from './recorded-types.js';

type Transaction = Store['transaction'];
type Context = Parameters<Transaction>[0];

export interface Commit {
  readonly service: string;
  readonly step: string;
  readonly records: readonly EventType[];
}

export function countByPlace(names: Iterable<string>): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const name of names) {
    const [place = ''] = name.split(':');
    counted[place] = (counted[place] ?? 0) + 1;
  }
  if (Object.keys(counted).length === 0) throw new Error('nothing was cut');
  return counted;
}

// Repetitions of a cut that met too small a batch. More where the transaction has three items by then: messages that a slow
// machine sends again one by one must not use them up.
const mostAgain = { small: 12, ofThree: 60 };
const end = 'select pg_terminate_backend(pg_backend_pid())';
const isWrite = (sql: string): boolean =>
  /\b((insert|merge)\s+into|update|delete\s+from|copy)\b/i.test(sql);

interface Seen {
  wrote: boolean;
  cut: string | undefined;
  readonly records: EventType[];
  longest: number;
}

const newSeen = (): Seen => ({ wrote: false, cut: undefined, records: [], longest: 0 });

function note(seen: Seen, sql: string, params: readonly unknown[]): void {
  seen.records.push(...recordsIn(sql, params));
  if (!isWrite(sql)) return;
  seen.wrote = true;
  seen.longest = Math.max(
    seen.longest,
    ...params.map((value) => (Array.isArray(value) ? value.length : 0)),
  );
}

function itemsOf({ records, longest }: Seen): number {
  const times = [...new Set(records)].map((typ) => records.filter((each) => each === typ).length);
  return times.length > 0 ? Math.max(...times) : longest;
}

/** Breaks a service's database connection at chosen SQL statements, so tests see what stays saved. */
export class FaultInjector {
  readonly commits: Commit[] = [];
  readonly cuts = new Set<string>();
  readonly batched = new Set<string>();
  times = 0;
  everywhere = false;
  onCut: (database: string, cut: string) => Promise<void> = () => Promise.resolve();
  readonly #work = new AsyncLocalStorage<{ left: number }>();
  readonly #resting = new Set<string>();
  readonly #ofPlace = new Map<string, string[]>();
  batches: ReadonlySet<string> = new Set();
  readonly #again = new Map<string, number>();

  readonly newStore = (options: StoreOptions): Store => new CutStore(options, this);

  /**
   * Runs `work` and breaks the connection at the statement with this index.
   * @returns false when `work` has fewer statements
   */
  async within(statement: number, work: () => Promise<unknown>): Promise<boolean> {
    const place = { left: statement };
    await this.#work.run(place, work);
    return place.left < 0;
  }

  async atEach(work: () => Promise<unknown>, look: () => Promise<void>): Promise<number> {
    for (let cuts = 0; ; cuts += 1) {
      if (!(await this.within(cuts, () => work().catch(() => undefined)))) return cuts;
      await look();
    }
  }

  async transaction(
    { service, database }: StoreOptions,
    { step }: Context,
    run: (watched: (tx: Tx) => Tx, done: (tx: Tx) => void) => Promise<unknown>,
  ): Promise<void> {
    const place = `${service}/${step}`;
    // One for each attempt: the store itself repeats a transaction after a conflict, also one that was cut.
    const attempts: Seen[] = [];
    const watched = (tx: Tx): Tx => {
      const seen = newSeen();
      attempts.push(seen);
      return this.#watched(place, seen, tx);
    };
    const ofPlace = `${database} ${place}`;
    const look = async (): Promise<void> => {
      for (const { cut } of attempts) {
        if (cut === undefined) continue;
        this.#ofPlace.set(ofPlace, [...(this.#ofPlace.get(ofPlace) ?? []), cut]);
        await this.onCut(database, cut);
      }
    };
    try {
      await run(watched, (tx) => {
        const seen = attempts.at(-1);
        const kinds = [...new Set(seen?.records)].sort().join(' ');
        if (seen !== undefined && kinds !== '' && this.#cuts(place, seen, `commit of ${kinds}`))
          tx.send(end);
      });
    } catch (error) {
      await look();
      throw error;
    }
    await look();
    const seen = attempts.at(-1);
    if (seen === undefined) return;
    const { wrote, records } = seen;
    if (wrote) {
      this.#resting.delete(place);
      const cut = this.#ofPlace.get(ofPlace) ?? [];
      this.#ofPlace.delete(ofPlace);
      if (itemsOf(seen) >= 3) for (const name of cut) this.batched.add(name);
    }
    this.commits.push({ service, step, records });
  }

  async beginning<T>(place: string, tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
    const seen = newSeen();
    const result = await work(this.#watched(place, seen, tx));
    if (seen.records.length > 0) throw new Error(`${place} records before another goes on`);
    return result;
  }

  #watched(place: string, seen: Seen, tx: Tx): Tx {
    return {
      wake: (step, haste) => tx.wake(step, haste),
      hurry: () => tx.hurry(),
      attempt: async (fn) => {
        const before = seen.records.length;
        try {
          return await tx.attempt(fn);
        } catch (error) {
          // Events recorded by a part are undone with it.
          seen.records.length = before;
          throw error;
        }
      },
      query: (sql, params) =>
        this.#cuts(place, seen, sql, params) ? tx.query(end) : tx.query(sql, params),
      send: (sql, params) => {
        if (this.#cuts(place, seen, sql, params)) tx.send(end);
        else tx.send(sql, params);
      },
    };
  }

  #cuts(place: string, seen: Seen, sql: string, params: readonly unknown[] = []): boolean {
    if (seen.cut !== undefined) return false;
    note(seen, sql, params);
    const name = `${place}: ${sql.replaceAll(/\s+/g, ' ')}`;
    if (this.#named() || (seen.wrote && this.#fresh(place, name, seen))) seen.cut = name;
    return seen.cut !== undefined;
  }

  #named(): boolean {
    const place = this.#work.getStore();
    if (place === undefined || place.left < 0) return false;
    place.left -= 1;
    return place.left < 0;
  }

  #fresh(place: string, name: string, seen: Seen): boolean {
    if (!this.everywhere || this.#resting.has(place)) return false;
    if (this.cuts.has(name) && !this.#wantsBatch(place, name, seen)) return false;
    this.cuts.add(name);
    this.#resting.add(place);
    this.times += 1;
    return true;
  }

  #wantsBatch(place: string, name: string, seen: Seen): boolean {
    const times = this.#again.get(name) ?? 0;
    if (this.batched.has(name) || times >= this.#mostAgain(place, itemsOf(seen) >= 3)) return false;
    this.#again.set(name, times + 1);
    return true;
  }

  #mostAgain(place: string, areThree: boolean): number {
    if (!this.batches.has(place)) return areThree ? 1 : 0;
    return areThree ? mostAgain.ofThree : mostAgain.small;
  }
}

class CutStore extends Store {
  constructor(
    private readonly options: StoreOptions,
    private readonly injector: FaultInjector,
  ) {
    super(options);
  }

  override continued<T, R>(
    context: Context,
    first: (tx: Tx) => Promise<T>,
    then: (result: T) => Promise<R>,
  ): Promise<R> {
    const place = `${this.options.service}/${context.step}`;
    return super.continued(context, (tx) => this.injector.beginning(place, tx, first), then);
  }

  override async transaction<T>(context: Context, fn: (tx: Tx) => Promise<T>): Promise<T> {
    let result: { readonly value: T } | undefined;
    await this.injector.transaction(this.options, context, (watched, done) =>
      super.transaction(context, async (tx) => {
        const value = await fn(watched(tx));
        done(tx);
        result = { value };
      }),
    );
    if (result === undefined) throw new Error('no result');
    return result.value;
  }
}
