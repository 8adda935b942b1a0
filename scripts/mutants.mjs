// Makes each named mutant of test/mutants (default: all) in a copy of the working tree and runs its tests, which must
// fail. Records caught ones in test/mutants/caught.json.
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { changedFiles, guardOf, mutated, readMutants, readRecord, recordFile } from './guarded.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const copy = realpathSync(mkdtempSync(join(tmpdir(), 'liaise-mutants-')));
// Linked, not copied. Nothing built is there: no mutant would change it.
const linked = ['node_modules', 'scripts/runtimes/node_modules', '.tools'];
const mostMinutes = 15;
// Failures that do not count: the mutant does not run, or a test had no time.
const broken =
  /\b(SyntaxError|TypeError|ReferenceError)\b|\b42(601|703|702|804|883|P01|P10)\b|Exceeded timeout of/;

let running;
const remove = () => rmSync(copy, { recursive: true, force: true });
process.on('exit', remove);
// The running child ends first: it would write into a removed copy.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    if (running?.pid === undefined) process.exit(1);
    running.on('close', () => process.exit(1));
    process.kill(-running.pid, signal);
  });

function node(...args) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, FORCE_COLOR: '0' };
    const child = spawn(process.execPath, args, {
      ...{ cwd: copy, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
    });
    running = child;
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
    const end = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), mostMinutes * 60_000);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(end);
      running = undefined;
      resolve({ code, said: Buffer.concat(said).toString() });
    });
  });
}

function makeCopy() {
  const list = spawnSync('git', ['ls-files', '-zco', '--exclude-standard'], { cwd: root });
  for (const file of list.stdout.toString().split('\0')) {
    // Git also lists deleted files that are not committed.
    if (file === '' || !existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  for (const folder of linked)
    if (existsSync(join(root, folder))) symlinkSync(join(root, folder), join(copy, folder));
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const unique = (values) => [...new Set(values)];

async function runTests(tests) {
  const output = join(copy, 'results.json');
  rmSync(output, { force: true });
  const { said } = await node(
    ...['scripts/jest.mjs', '--selectProjects', ...unique(tests.map(({ project }) => project))],
    ...['--json', '--outputFile', output, '--maxWorkers=2'],
    ...['-t', unique(tests.map(({ name }) => escaped(name))).join('|')],
    ...['--runTestsByPath', ...unique(tests.map(({ path }) => path))],
  );
  if (!existsSync(output)) throw new Error(`no results of Jest:\n${said}`);
  const { testResults } = JSON.parse(readFileSync(output, 'utf8'));
  return tests.map((test) => {
    const file = testResults.find(({ name }) => relative(copy, name) === test.path);
    const ran = (file?.assertionResults ?? []).filter(
      ({ title, status }) => title === test.name && (status === 'passed' || status === 'failed'),
    );
    if (ran.length === 0)
      return { test, broken: `${test.path}: "${test.name}" does not run\n${file?.message ?? ''}` };
    return { test, failures: ran.flatMap(({ failureMessages }) => failureMessages) };
  });
}

function requireCaught({ test, failures = [], broken: reason }) {
  if (reason !== undefined) throw new Error(reason);
  const { name, fails = 'expect(' } = test;
  const [failure] = failures;
  if (failure === undefined) return false;
  if (broken.test(failure) || ![fails].flat().some((text) => failure.includes(text)))
    throw new Error(`"${name}" failed, but not by what it expects:\n${failure}`);
  return true;
}

async function withMutants(mutants, act) {
  const files = unique(mutants.flatMap(changedFiles));
  const texts = new Map(files.map((file) => [file, readFileSync(join(copy, file), 'utf8')]));
  const changed = new Map(texts);
  for (const mutant of mutants)
    for (const file of changedFiles(mutant)) changed.set(file, mutated(changed.get(file), mutant));
  try {
    for (const [file, text] of changed) writeFileSync(join(copy, file), text);
    return await act();
  } finally {
    for (const [file, text] of texts) writeFileSync(join(copy, file), text);
  }
}

async function typeErrors(mutants) {
  const { code, said } = await withMutants(mutants, () =>
    node('node_modules/tsc7/bin/tsc', '-p', 'tsconfig.json', '--noEmit'),
  );
  return code === 0 ? '' : said || 'the compiler failed';
}

async function survives(mutant) {
  const errors = compile ? '' : await typeErrors([mutant]);
  if (errors !== '') throw new Error(`it does not compile:\n${errors}`);
  const results = await withMutants([mutant], () => runTests(mutant.tests));
  return results.filter((each) => !requireCaught(each)).map(({ test }) => test.name);
}

// Reads the record anew each time: another run may have written.
function keep(name, guard, names) {
  const record = { ...readRecord(root), [name]: guard };
  const known = Object.entries(record).filter(([each]) => names.includes(each));
  const sorted = Object.fromEntries(known.sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(root, recordFile), `${JSON.stringify(sorted, null, 2)}\n`);
}

async function judge(mutant, names) {
  const begin = Date.now();
  const tell = (word, why = '') =>
    console.log(`${word}  ${mutant.name} (${((Date.now() - begin) / 1000).toFixed(1)} s)${why}`);
  try {
    const passed = await survives(mutant);
    if (passed.length === 0) keep(mutant.name, guardOf(copy, mutant), names);
    tell(
      passed.length === 0 ? 'caught  ' : 'SURVIVED',
      passed.map((each) => `\n  ${each}`).join(''),
    );
    return passed.length === 0;
  } catch (error) {
    tell('ERROR   ', `\n${error.message}`);
    return false;
  }
}

const given = process.argv.slice(2);
const all = readMutants(root);
const names = all.map(({ name }) => name);
const unknown = given.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`no such mutants: ${unknown.join(', ')}`);
  process.exit(1);
}
const wanted = given.length === 0 ? all : all.filter(({ name }) => given.includes(name));
makeCopy();
const compile = await typeErrors(wanted).then(
  (errors) => errors === '',
  () => false,
);
// Control run without a mutant: a test that fails here would catch every one.
const control = await runTests(wanted.flatMap(({ tests }) => tests));
const failing = control.filter(({ failures }) => failures?.length !== 0);
for (const { test, failures, broken: reason } of failing)
  console.error(`fails without a mutant: ${reason ?? `"${test.name}"\n${failures[0]}`}`);
const sound = wanted.filter(({ tests }) => !failing.some(({ test }) => tests.includes(test)));
let caught = 0;
for (const mutant of sound) if (await judge(mutant, names)) caught += 1;
console.log(`${caught} of ${wanted.length} caught`);
process.exitCode = caught === wanted.length ? 0 : 1;
