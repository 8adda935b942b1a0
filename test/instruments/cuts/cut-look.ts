import { expect } from '@jest/globals';
import type { FaultInjector } from './fault-injector.js';
import { assertSeenOf } from '../seen-counts.js';

interface Look {
  readonly injector: FaultInjector;
  readonly name: string;
  /** Marks a `run` whose number of SQL statements varies. `seenCounts` then holds the minimum number of cuts. */
  readonly varies?: boolean;
  readonly run: () => Promise<unknown>;
  readonly items: () => Promise<readonly (readonly boolean[])[]>;
}

/**
 * Breaks the database connection once at each SQL statement of `run`; `items` must stay all false. After a complete `run` all
 * must be true.
 */
export async function cutLook({ injector, name, varies, run, items }: Look): Promise<void> {
  const all = async (there: boolean): Promise<void> => {
    const found = await items();
    expect(found.length).toBeGreaterThanOrEqual(3);
    expect(found).toEqual(found.map((traces) => traces.map(() => there)));
  };
  await all(false);
  const cuts = await injector.atEach(run, () => all(false));
  if (varies === true) assertSeenOf('cuts of one look at least', { [name]: cuts });
  else assertSeenOf('cuts of one look', { [name]: cuts });
  await all(true);
  await Promise.all([run(), run()]);
  await all(true);
}
