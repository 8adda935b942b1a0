import { expect } from '@jest/globals';
import type { Knife } from './knife.js';
import { requireSeenOf } from '../seen-counts.js';

/** One look of a step at three items or more. */
interface Look {
  readonly knife: Knife;
  /** Name of its count of cuts. */
  readonly name: string;
  readonly run: () => Promise<unknown>;
  /** Of each item, which traces of the look are there. */
  readonly items: () => Promise<readonly (readonly boolean[])[]>;
}

/**
 * Cuts a look in place of each of its statements in turn: nothing is left of any item. Then it gets through, and looks twice
 * more at once: each item is whole, and so once.
 */
export async function cutLook({ knife, name, run, items }: Look): Promise<void> {
  const all = async (there: boolean): Promise<void> => {
    const found = await items();
    expect(found.length).toBeGreaterThanOrEqual(3);
    expect(found).toEqual(found.map((traces) => traces.map(() => there)));
  };
  await all(false);
  const cuts = await knife.atEach(run, () => all(false));
  requireSeenOf('cuts of one look', { [name]: cuts });
  await all(true);
  await Promise.all([run(), run()]);
  await all(true);
}
