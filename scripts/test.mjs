// All checks. Every stage runs even after a failure. One test alone: scripts/jest.mjs with its path.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules/.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };

// `isHeard`: prints output at once and has priority; otherwise prints it at the end and runs at lower
// priority.
function run(command, args, isHeard = false) {
  const output = isHeard ? 'inherit' : 'pipe';
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', output, output] });
  if (!isHeard && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => said.push(part));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${command} does not start: ${error.message}`);
      resolve(false);
    });
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(said));
      resolve(code === 0);
    });
  });
}
const node = (...args) => run(process.execPath, args);

function readVersion(path) {
  const { stdout, error } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return error === undefined ? stdout.trim() : `that is missing (${path})`;
}

function files(folder) {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

// Checks that generated code in the repository is what the schemas give.
async function generatedIsCommitted() {
  const committed = join(root, 'libs/wire/src/gen');
  const temporary = mkdtempSync(join(tmpdir(), 'liaise-gen-'));
  try {
    if (!(await run(join(bin, 'buf'), ['generate', 'proto', '-o', temporary]))) return false;
    const fresh = join(temporary, 'libs/wire/src/gen');
    const names = new Set([...files(fresh), ...(existsSync(committed) ? files(committed) : [])]);
    const read = (folder, name) =>
      existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : undefined;
    const different = [...names].filter((name) => read(fresh, name) !== read(committed, name));
    for (const name of different) console.error(`not what \`npm run generate\` gives: ${name}`);
    return different.length === 0;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const stages = [
  ['generated code', generatedIsCommitted],
  ['types', () => node('node_modules/tsc7/bin/tsc', '-p', 'tsconfig.json', '--noEmit')],
  ['format', () => node('node_modules/oxfmt/bin/oxfmt', '--check', '.')],
  ['lint', () => node('node_modules/oxlint/bin/oxlint', '--deny-warnings', '.')],
];

async function suitesAreMade() {
  const folder = mkdtempSync(join(tmpdir(), 'liaise-suites-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const [{ makeSuites }, { projects }] = await Promise.all([
    import('./suites.mjs'),
    import('../jest.config.mjs'),
  ]);
  try {
    await makeSuites(
      folder,
      projects.map(({ displayName }) => displayName),
    );
  } catch (error) {
    console.error(error);
    return false;
  }
  env.MADE_SUITES = folder;
  // V8 reads a program that starts a hundred times from here (Node.js 22 and later).
  env.NODE_COMPILE_CACHE = join(folder, 'compiled');
  return true;
}
// Tests run on the recommended Node.js; unit tests of libraries, which services of both versions share, run on the oldest
// supported one instead, and so does what test/README.md names.
const nodeOf = (which) =>
  join(root, `scripts/runtimes/node_modules/${which}-linux-${process.arch}/bin/node`);
const jestOn = (program, isHeard, ...args) => {
  const script = join(root, 'scripts/jest.mjs');
  return run(program, [script, '--together', '--selectProjects', ...args], isHeard);
};
const recommended = nodeOf('recommended');
// Commands that tests type by name (`node`, `npm`) run on it, too.
env.PATH = `${dirname(recommended)}${delimiter}${env.PATH}`;
const jest = (...args) => jestOn(recommended, ...args);
const oldest = nodeOf('oldest');
for (const program of [recommended, oldest]) {
  const { error } = spawnSync(program, ['--version']);
  if (error === undefined) continue;
  console.error(`${program} does not start: ${error.message}. First: node scripts/setup.mjs test`);
  process.exit(1);
}

async function told(name, stage) {
  const begin = Date.now();
  const good = await stage();
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  console.log(`${good ? 'ok  ' : 'FAIL'}  ${name} (${seconds} s)`);
  return good;
}
stages.push([
  'tests without servers',
  () => jest(false, 'property', 'architecture', 'vectors', '--maxWorkers=2'),
]);
const unit = (path) => ['unit', '--maxWorkers=2', '--testPathPatterns', path];
await told('suites of tests', suitesAreMade);

// Machines differ by a third and more, and so does one machine within minutes: the time of a run says something beside the pace
// of the machine alone. The reference machine makes so many messages (scripts/pace.mjs).
const referencePace = 610;
const pacing = spawn(recommended, [join(root, 'scripts/pace.mjs')], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
let pace = '';
pacing.stdout.on('data', (part) => (pace += part));
const paced = new Promise((done) => pacing.once('error', () => done(1)).once('close', done));

const failed = [];
const judged = async ([name, stage]) => {
  if (!(await told(name, stage))) failed.push(name);
};
// Whole States, one test after another: two that start or are disturbed at once would not be ready in time. They end before
// the rest, so that unit tests follow them.
async function wholeStates() {
  if (!(await jest(true, 'campaign', '--maxWorkers=1'))) failed.push('campaign');
  if (!(await jest(true, 'e2e', '--maxWorkers=1'))) failed.push('e2e');
  const libraries = unit('/unit/libs/');
  const name = `unit tests of libraries on Node ${readVersion(oldest)}`;
  await judged([name, () => jestOn(oldest, false, ...libraries)]);
  const programs = unit('/unit/(apps|test)/');
  await judged(['unit tests of programs', () => jest(false, ...programs)]);
}
// Beside them: what needs no servers, at low priority, and then three workers that start servers of their own and wait for
// them. A fourth saves no time: they share the caches and cost more CPU.
async function parts() {
  for (const stage of stages) await judged(stage);
  const servers = ['integration', 'interop', 'fault'];
  if (!(await jest(true, ...servers, '--maxWorkers=3'))) failed.push(servers.join(', '));
}
await Promise.all([wholeStates(), parts()]);
pacing.stdin.end();
if ((await paced) !== 0) failed.push('pace');
// Alone: load makes batches smaller and commands slower, and this counts and times them.
if (!(await jest(true, 'budget', '--maxWorkers=1'))) failed.push('budget');
const seconds = performance.now() / 1000;
const share = Number(pace) / referencePace;
const [, after = ''] = readFileSync('/proc/self/stat', 'utf8').split(') ');
// Own CPU time and that of all ended children, in hundredths of a second (proc(5)).
const ticks = after.split(' ').slice(11, 15).map(Number);
const used = [seconds, ticks.reduce((sum, each) => sum + each) / 100];
const [here, there] = [1, share].map((by) =>
  used.map((each) => `${Math.round(each * by)} s`).join(', CPU time '),
);
console.log(`all checks: ${here}, after the set-up`);
console.log(
  `at the pace of the reference machine: ${there} (this one had ${share.toFixed(2)} of it)`,
);
if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
