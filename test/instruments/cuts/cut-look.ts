import { expect } from '@jest/globals';
import type { FaultInjector } from './fault-injector.js';
import { assertSeenOf } from '../seen-counts.js';

interface Look {
  readonly injector: FaultInjector;
  readonly name: string;
  /** True when the number of statements depends on concurrent writes. */
  readonly varies?: boolean;
  readonly run: () => Promise<unknown>;
  readonly items: () => Promise<readonly (readonly boolean[])[]>;
}

/**
 * Breaks the connection of `run` at each statement; no item may change. Then runs it unbroken, once and twice in parallel;
 * every item must be complete.
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
