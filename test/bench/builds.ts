import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Modules {
  readonly cast: typeof import('../../apps/cli/src/demo/cast.js');
  readonly state: typeof import('../../apps/cli/src/demo/demo-state.js');
  readonly neighbours: typeof import('../../apps/cli/src/demo/neighbours.js');
  readonly narrator: typeof import('../../apps/cli/src/demo/narrator.js');
  readonly person: typeof import('../../apps/cli/src/demo/person.js');
  readonly ports: typeof import('../../apps/cli/src/demo/ports.js');
  readonly key: typeof import('../../apps/cli/src/commands/keys/key.js');
  readonly login: typeof import('../../apps/cli/src/commands/sessions/login.js');
  readonly officer: typeof import('../../apps/cli/src/commands/directory/officer.js');
  readonly terminal: typeof import('../../apps/cli/src/terminal.js');
}

const paths: Readonly<Record<keyof Modules, string>> = {
  cast: 'demo/cast.js',
  state: 'demo/demo-state.js',
  neighbours: 'demo/neighbours.js',
  narrator: 'demo/narrator.js',
  person: 'demo/person.js',
  ports: 'demo/ports.js',
  key: 'commands/keys/key.js',
  login: 'commands/sessions/login.js',
  officer: 'commands/directory/officer.js',
  terminal: 'terminal.js',
};

const before: Partial<typeof paths> = {
  key: 'commands/key.js',
  login: 'commands/login.js',
  officer: 'commands/officer.js',
};

export type Build = Modules;

export async function loadBuild(folder: string): Promise<Build> {
  const cli = join(resolve(folder), 'dist/apps/cli/src');
  if (!existsSync(join(resolve(folder), 'dist/programs/liaise.js')))
    throw new Error(`${folder} is not built: npm ci && npm run build there`);
  const fileOf = (name: keyof Modules): string => {
    const file = join(cli, paths[name]);
    return existsSync(file) ? file : join(cli, before[name] ?? paths[name]);
  };
  const load = async (name: keyof Modules) =>
    [name, (await import(pathToFileURL(fileOf(name)).href)) as unknown] as const;
  const names = Object.keys(paths) as (keyof Modules)[];
  return Object.fromEntries(await Promise.all(names.map(load))) as unknown as Modules;
}
