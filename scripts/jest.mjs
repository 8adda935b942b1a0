// Runs Jest with the Node flag for ES modules and a folder for databases; other arguments are passed on. `--together`
// first, for whole projects: specs are bundled into suites (suites.mjs).
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
// A larger space for young objects: collecting them cost three percent of the tests' CPU time.
const flags = [
  '--experimental-vm-modules',
  '--no-warnings',
  '--min-semi-space-size=16',
  '--max-semi-space-size=32',
];
// In memory where there is room: files on disk took a quarter of a suite's time. Tests of crashes and whole
// installations use folders on disk.
const memory = '/dev/shm';
const room = existsSync(memory) ? statfsSync(memory) : { bavail: 0, bsize: 0 };
const hasRoom = room.bavail * room.bsize >= 4 * 1024 ** 3;
const folder = mkdtempSync(join(hasRoom ? memory : tmpdir(), 'liaise-tests-'));
// The database runs as a user of its own, who must be able to enter.
chmodSync(folder, 0o711);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let given = process.argv.slice(2);
let suites = '';
if (given[0] === '--together') {
  suites = process.env.MADE_SUITES ?? join(folder, 'suites');
  if (!existsSync(suites)) {
    const { makeSuites } = await import('./suites.mjs');
    await makeSuites(suites, given);
  }
  // A file cached by another run loses its source map, and each run would leave a cache behind.
  given = [`--cacheDirectory=${join(folder, 'cache')}`, ...given.slice(1)];
}
const run = spawnSync(process.execPath, [...flags, jest, ...given], {
  stdio: 'inherit',
  env: { ...process.env, TEST_RUN_FOLDER: folder, TEST_SUITES: suites },
});
process.exitCode = run.status ?? 1;
