import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

declare const suiteBegan: number | undefined;

const loaded = Date.now();

/** Time at which the running suite began, in milliseconds; outside Jest, the time at which this module was loaded. */
export const began = (): number => (typeof suiteBegan === 'undefined' ? loaded : suiteBegan);

/** Makes a function that gives one value per suite. Suites of a worker share their modules, so `let` would outlive a suite. */
export function ofSuite<T>(make: () => T): () => T {
  let made: { readonly at: number; readonly value: T } | undefined;
  return () => {
    const at = began();
    if (made?.at !== at) made = { at, value: make() };
    return made.value;
  };
}

/**
 * Folder `name` of this Jest run; `fill` fills it for the first suite that asks, and none sees it before that is done.
 * @returns undefined if `TEST_RUN_FOLDER` is not set
 */
export async function folderOfRun(
  name: string,
  fill: (folder: string) => Promise<void>,
): Promise<string | undefined> {
  const folder = process.env['TEST_RUN_FOLDER'];
  if (folder === undefined) return undefined;
  const made = join(folder, name);
  if (existsSync(made)) return made;
  const making = mkdtempSync(join(folder, 'making-'));
  await fill(making);
  try {
    renameSync(making, made);
  } catch (error) {
    if (!existsSync(made)) throw error;
    rmSync(making, { recursive: true });
  }
  return made;
}
