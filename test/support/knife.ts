import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventType } from '#journal';
import { Store, type StoreOptions, type Tx } from '#store';
import { recordsIn } from './recorded-types.js';

type Transaction = Store['transaction'];
type Context = Parameters<Transaction>[0];

/** A committed transaction: of which service and step, and what it recorded. */
export interface Commit {
  readonly service: string;
  readonly step: string;
  readonly records: readonly EventType[];
}

/** How many names there are of each service and step. Throws when there is none. */
export function countByPlace(names: Iterable<string>): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const name of names) {
    const [place = ''] = name.split(':');
    counted[place] = (counted[place] ?? 0) + 1;
  }
  if (Object.keys(counted).length === 0) throw new Error('nothing was cut');
  return counted;
}

const end = 'select pg_terminate_backend(pg_backend_pid())';
const isWrite = (sql: string): boolean =>
  /\b((insert|merge)\s+into|update|delete\s+from|copy)\b/i.test(sql);

/**
 * Ends the connection of a service in the middle of its work, in place of one statement, and notes what every committed
 * transaction recorded. Two ways: in place of the statement that the test names (`within`), or once in place of each statement
 * of each step from its first change on, and before each kind of commit (`everywhere`).
 */
export class Knife {
  readonly commits: Commit[] = [];
  /** Where it cut, by service, step and statement. */
  readonly cuts = new Set<string>();
  everywhere = false;
  readonly #work = new AsyncLocalStorage<{ left: number }>();
  readonly #resting = new Set<string>();

  readonly newStore = (options: StoreOptions): Store => new CutStore(options, this);

  /** Cuts this work in place of its statement that so many come before. Returns whether it had that many. */
  async within(statement: number, work: () => Promise<unknown>): Promise<boolean> {
    const place = { left: statement };
    await this.#work.run(place, work);
    return place.left < 0;
  }

  async transaction(
    service: string,
    context: Context,
    run: (watched: (tx: Tx) => Tx, done: (tx: Tx) => void) => Promise<unknown>,
  ): Promise<void> {
    const place = `${service}/${context.step}`;
    let seen: { wrote: boolean; cut: boolean; records: EventType[] } | undefined;
    const cuts = (sql: string): boolean => {
      if (seen === undefined || seen.cut) return false;
      seen.wrote ||= isWrite(sql);
      seen.cut = this.#named() || (seen.wrote && this.#fresh(place, sql));
      return seen.cut;
    };
    const watched = (tx: Tx): Tx => {
      const now = { wrote: false, cut: false, records: [] as EventType[] };
      seen = now;
      return {
        wake: (step, haste) => tx.wake(step, haste),
        hurry: () => tx.hurry(),
        query: (sql, params) => {
          now.records.push(...recordsIn(sql, params));
          return cuts(sql) ? tx.query(end) : tx.query(sql, params);
        },
        send: (sql, params) => {
          now.records.push(...recordsIn(sql, params));
          if (cuts(sql)) tx.send(end);
          else tx.send(sql, params);
        },
      };
    };
    await run(watched, (tx) => {
      const kinds = [...new Set(seen?.records)].sort().join(' ');
      if (kinds !== '' && cuts(`commit of ${kinds}`)) tx.send(end);
    });
    if (seen?.wrote === true) this.#resting.delete(place);
    const { step } = context;
    if (seen !== undefined) this.commits.push({ service, step, records: seen.records });
  }

  #named(): boolean {
    const place = this.#work.getStore();
    if (place === undefined || place.left < 0) return false;
    place.left -= 1;
    return place.left < 0;
  }

  /** After a cut the step gets through once, so that the work goes on. */
  #fresh(place: string, sql: string): boolean {
    const name = `${place}: ${sql.replaceAll(/\s+/g, ' ')}`;
    if (!this.everywhere || this.#resting.has(place) || this.cuts.has(name)) return false;
    this.cuts.add(name);
    this.#resting.add(place);
    return true;
  }
}

class CutStore extends Store {
  constructor(
    private readonly options: StoreOptions,
    private readonly knife: Knife,
  ) {
    super(options);
  }

  override async transaction<T>(context: Context, fn: (tx: Tx) => Promise<T>): Promise<T> {
    const { service } = this.options;
    let result: { readonly value: T } | undefined;
    await this.knife.transaction(service, context, (watched, done) =>
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
