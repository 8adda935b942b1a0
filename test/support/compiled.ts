import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { copyFile, cp, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** `#lib` leads to the compiled copy here, not to the repository's dist/, which another test may be writing. */
async function asRepository(directory: string): Promise<void> {
  await copyFile(join(repository, 'package.json'), join(directory, 'package.json'));
  await symlink(join(repository, 'node_modules'), join(directory, 'node_modules'));
}

/**
 * Compiles one TypeScript file with all it imports into `directory`, with the project's own settings, so that a test can
 * start it as a process of its own. Returns the path of the JavaScript file.
 * @param entry path from the root of the repository.
 * @param others further entries, compiled beside it.
 */
export async function compiled(
  entry: string,
  directory: string,
  others: readonly string[] = [],
): Promise<string> {
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
      files: [entry, ...others].map((each) => join(repository, each)),
    }),
  );
  await run(process.execPath, [join(repository, 'node_modules/tsc7/bin/tsc'), '-p', settings]);
  return join(directory, 'dist', entry.replace(/\.ts$/, '.js'));
}

const freshBuild = new URL('../../scripts/fresh-build.mjs', import.meta.url).href;

/** What `npm test` built before it began is what the sources give, unless somebody has changed them since. */
async function isBuilt(): Promise<boolean> {
  const question = `import { buildIsFresh } from '${freshBuild}'; console.log(buildIsFresh('${repository}'))`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', question]);
  return stdout.trim() === 'true';
}

/**
 * The programs of all processes as `npm run build` makes them, in `directory`: copies, which nobody builds anew while they run.
 * Returns the folder they lie in.
 */
export async function builtPrograms(directory: string): Promise<string> {
  const programs = join(directory, 'dist/programs');
  if (await isBuilt()) {
    await asRepository(directory);
    await cp(join(repository, 'dist/programs'), programs, {
      recursive: true,
      filter: (path) => !path.endsWith('.map'),
    });
    return programs;
  }
  const [first = '', ...others] = readdirSync(join(repository, 'apps')).map(
    (app) => `apps/${app}/src/main.ts`,
  );
  await compiled(first, directory, others);
  await run(process.execPath, [join(repository, 'scripts/bundle.mjs'), directory]);
  return programs;
}
