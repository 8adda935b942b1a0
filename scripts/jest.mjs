// Runs Jest with the one Node flag that ES modules need, and a folder for the databases of its suites; arguments are passed
// on. `--together` first, for whole projects: their specs are read together instead of each by itself (suites.mjs).
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const flags = ['--experimental-vm-modules', '--no-warnings'];
// In memory where there is room: making, copying and removing thousands of files took a quarter of the time of a suite.
// Tests of crashes and of whole installations have folders of their own, on disk.
const memory = '/dev/shm';
const room = existsSync(memory) ? statfsSync(memory) : { bavail: 0, bsize: 0 };
const hasRoom = room.bavail * room.bsize >= 4 * 1024 ** 3;
const folder = mkdtempSync(join(hasRoom ? memory : tmpdir(), 'liaise-tests-'));
// The database runs as a user of its own, who must be able to pass through.
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
  // A file that is remembered from another run loses its source map, and each run would leave all of them behind.
  given = [`--cacheDirectory=${join(folder, 'cache')}`, ...given.slice(1)];
}
const run = spawnSync(process.execPath, [...flags, jest, ...given], {
  stdio: 'inherit',
  env: { ...process.env, TEST_RUN_FOLDER: folder, TEST_SUITES: suites },
});
process.exitCode = run.status ?? 1;
