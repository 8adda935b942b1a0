import { commands } from '../../apps/cli/src/commands/index.js';
import { manPages, type ManPage } from '../../apps/cli/src/man/pages.js';
import { version } from '../../apps/cli/src/program.js';

export async function commandPages(): Promise<ManPage[]> {
  const adds = [];
  for (const load of Object.values(commands)) adds.push(await load());
  const context = {
    env: {},
    now: () => new Date(0),
    readInput: () => Promise.resolve(new Uint8Array()),
    untilAsked: () => Promise.resolve(),
  };
  return manPages(context, adds, version);
}
