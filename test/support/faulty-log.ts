import type { HeadFile } from '#journal';
import type { Store, Tx } from '#store';

/** Where a run is made to fail, and whether the step at that point was done and kept, or not done. */
export type When = 'not persisted' | 'persisted';

export class Crash extends Error {}

/** Store and head file that fail once at a named point, before or after doing the real thing. */
export class Faulty {
  readonly seen: string[] = [];
  #armed: { readonly point: string; readonly when: When } | undefined;

  constructor(
    private readonly store: Store,
    private readonly file: HeadFile,
  ) {}

  arm(point: string, when: When): void {
    this.#armed = { point, when };
  }

  /** True when the point was reached. */
  get spent(): boolean {
    return this.#armed === undefined;
  }

  readonly transaction: Store['transaction'] = async (context, fn) => {
    let name = 'reconcile';
    const result = await this.store.transaction(context, async (tx) => {
      const faulty: Tx = {
        wake: (step, haste) => {
          tx.wake(step, haste);
        },
        hurry: () => {
          tx.hurry();
        },
        attempt: (act) => tx.attempt(act),
        // Nobody waits for it: it fails before it is sent.
        send: (sql, params) => {
          const point = `${name}: ${statement(sql)}`;
          this.seen.push(point);
          this.#crash(point, 'not persisted');
          tx.send(sql, params);
        },
        query: <T extends object>(sql: string, params?: readonly unknown[]) => {
          if (sql.includes('set_config')) name = 'release';
          if (context.isolation !== undefined) name = 'batch';
          return this.#at(`${name}: ${statement(sql)}`, () => tx.query<T>(sql, params));
        },
      };
      const value = await fn(faulty);
      this.#crash(`${name}: commit`, 'not persisted');
      return value;
    });
    this.#crash(`${name}: commit`, 'persisted');
    return result;
  };

  readonly head: Pick<HeadFile, 'read' | 'create' | 'advance'> = {
    read: () => this.#at('file: read', () => this.file.read()),
    create: (note) => this.#at('file: create', () => this.file.create(note)),
    advance: (from, note) => this.#at('file: advance', () => this.file.advance(from, note)),
  };

  async #at<T>(point: string, real: () => Promise<T>): Promise<T> {
    this.seen.push(point);
    this.#crash(point, 'not persisted');
    const result = await real();
    this.#crash(point, 'persisted');
    return result;
  }

  #crash(point: string, when: When): void {
    if (this.#armed?.point !== point || this.#armed.when !== when) return;
    this.#armed = undefined;
    throw new Crash(`${point}, ${when}`);
  }
}

function statement(sql: string): string {
  if (sql.includes('delete from journal.pending')) return 'take';
  if (sql.includes('insert into journal.leaf')) return 'append';
  if (sql.includes('update journal.released')) return 'release';
  if (sql.includes('advisory')) return 'lock';
  if (sql.includes('left join lateral')) return 'state';
  if (sql.includes('from journal.tile')) return 'tiles';
  if (/\b(insert|merge|update|delete|copy)\b/i.test(sql)) throw new Error(`no name for: ${sql}`);
  return 'watch';
}
