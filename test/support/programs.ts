import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { copyFile, cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createServer } from 'node:net';
import { folderOfRun } from './suite.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

const nodeOf = (which: string): string =>
  join(repository, `scripts/runtimes/node_modules/${which}-linux-${process.arch}/bin/node`);

/** Paths of the oldest Node.js that the product supports and of the recommended one; `npm test` installs both. */
export const nodes = { oldest: nodeOf('oldest'), recommended: nodeOf('recommended') } as const;

// Makes `#lib` resolve to this compiled copy, not to the repository's dist/, which another build may be writing.
async function asRepository(directory: string): Promise<void> {
  await copyFile(join(repository, 'package.json'), join(directory, 'package.json'));
  await symlink(join(repository, 'node_modules'), join(directory, 'node_modules'));
}

/**
 * Bundles a TypeScript file and its imports, so that a test can start it as a process.
 * @param entry path from the repository's root
 * @returns path of the JavaScript file
 */
export async function bundled(entry: string, directory: string): Promise<string> {
  const out = join(directory, `${basename(entry, '.ts')}.mjs`);
  const script = join(repository, 'scripts/bundle-one.mjs');
  await run(process.execPath, [script, join(repository, entry), out]);
  return out;
}

// Compiles entries of the repository and their imports.
async function compile(entries: readonly string[], directory: string): Promise<void> {
  await asRepository(directory);
  const settings = join(directory, 'tsconfig.json');
  await writeFile(
    settings,
    JSON.stringify({
      extends: join(repository, 'tsconfig.json'),
      compilerOptions: {
        rootDir: repository,
        outDir: join(directory, 'dist'),
        incremental: false,
        tsBuildInfoFile: null,
        typeRoots: [join(repository, 'node_modules/@types')],
      },
      include: [],
      files: entries.map((each) => join(repository, each)),
    }),
  );
  await run(process.execPath, [join(repository, 'node_modules/tsc7/bin/tsc'), '-p', settings]);
}

const freshBuild = new URL('../../scripts/fresh-build.mjs', import.meta.url).href;

async function isBuilt(): Promise<boolean> {
  const question = `import { buildIsFresh } from '${freshBuild}'; console.log(buildIsFresh('${repository}'))`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', question]);
  return stdout.trim() === 'true';
}

/** Makes `directory` look like the repository after its build, with a copy of `programs`. */
export async function copyPrograms(programs: string, directory: string): Promise<void> {
  await asRepository(directory);
  await cp(programs, join(directory, 'dist/programs'), {
    recursive: true,
    // The folder may be a link.
    dereference: true,
    // Node.js finds compiled code by the path of the program.
    filter: (path) => !/(\.map|compile-cache)$/.test(path),
  });
}

/**
 * Makes `directory` look like the repository after its build. @returns the folder of the programs, which other suites may
 * run too: change a copy only
 */
export async function builtPrograms(directory: string): Promise<string> {
  const programs = join(directory, 'dist/programs');
  if (await isBuilt()) {
    const built = join(repository, 'dist/programs');
    // One copy for all suites of a run, so that each program is compiled once.
    const shared = await folderOfRun('programs', (folder) => copyPrograms(built, folder));
    if (shared === undefined) await copyPrograms(built, directory);
    else {
      await asRepository(directory);
      await mkdir(join(directory, 'dist'));
      await symlink(join(shared, 'dist/programs'), programs);
    }
    return programs;
  }
  const mains = readdirSync(join(repository, 'apps')).map((app) => `apps/${app}/src/main.ts`);
  await compile([...mains, 'apps/cli/src/packages/verifier.ts'], directory);
  await run(process.execPath, [join(repository, 'scripts/bundle.mjs'), directory]);
  return programs;
}

const digits = /^\d+$/;

function quietly<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

const all = (): number[] =>
  readdirSync('/proc')
    .filter((name) => digits.test(name))
    .map(Number);

/** Path of the program that a process runs; empty if it has ended. */
export const programOf = (pid: number): string =>
  quietly(() => readlinkSync(`/proc/${pid}/exe`), '');

const argumentsOf = (pid: number): string =>
  quietly(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'), '');

export const pidsNaming = (text: string): number[] =>
  all().filter((pid) => {
    if (pid === process.pid) return false;
    const environment = quietly(() => readFileSync(`/proc/${pid}/environ`, 'utf8'), '');
    return `${argumentsOf(pid)}\0${environment}`.includes(text);
  });

export const processesNaming = (text: string): string[] =>
  pidsNaming(text).map((pid) => `${pid} ${argumentsOf(pid).replaceAll('\0', ' ')}`);

export const pidsWithin = (folder: string): number[] =>
  all().filter((pid) => {
    if (pid === process.pid) return false;
    const files = quietly(() => readdirSync(`/proc/${pid}/fd`), []).map((fd) => `fd/${fd}`);
    return ['cwd', ...files].some((name) => {
      const link = quietly(() => readlinkSync(`/proc/${pid}/${name}`), '');
      return link === folder || link.startsWith(`${folder}/`);
    });
  });

const statOf = (pid: number): string[] =>
  quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), '')
    .replace(/^.*\) /s, '')
    .split(' ');

export const isHalted = (pid: number | undefined): boolean =>
  pid === undefined || !/^[RSDI]$/.test(statOf(pid)[0] ?? '');

export function tree(roots: readonly number[]): number[] {
  const parents = all().map((pid) => [pid, Number(statOf(pid)[1])] as const);
  const found = [...roots];
  for (const pid of found)
    for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

export function inetSockets(pid: number): string[] {
  const known = new Set(
    ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((family) =>
      readFileSync(`/proc/${pid}/net/${family}`, 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/)[9] ?? ''),
    ),
  );
  return readdirSync(`/proc/${pid}/fd`)
    .map((fd) => quietly(() => readlinkSync(`/proc/${pid}/fd/${fd}`), ''))
    .filter((link) => known.has(/^socket:\[(\d+)\]$/.exec(link)?.[1] ?? 'none'));
}

export const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
