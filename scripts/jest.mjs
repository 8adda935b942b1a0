// Runs Jest with the one Node flag that ES modules need, and a folder for what the suites of this run share; arguments are
// passed on.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const flags = ['--experimental-vm-modules', '--no-warnings'];
const folder = mkdtempSync(join(tmpdir(), 'liaise-tests-'));
// The database runs as a user of its own, who must be able to pass through.
chmodSync(folder, 0o711);
const run = spawnSync(process.execPath, [...flags, jest, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, TEST_RUN_FOLDER: folder },
});
rmSync(folder, { recursive: true, force: true });
process.exit(run.status ?? 1);
