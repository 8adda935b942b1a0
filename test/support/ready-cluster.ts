import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PostgresCluster } from '#runner';
import { asAdmin, migrate, migrations } from '#store';

const run = promisify(execFile);

/** A database with all migrations applied, and copies of it that a suite may take. */
export const ready = { template: 'ready', copies: ['ready_1', 'ready_2'] } as const;

/**
 * Puts a cluster with those databases into `dir`. It is made once in a run of Jest, in the folder that the run has for
 * such things: making one takes longer than copying it, and nearly every suite needs one.
 * @returns false when Jest was started without such a folder
 */
export async function putReadyCluster(dir: string): Promise<boolean> {
  const folder = process.env['TEST_RUN_FOLDER'];
  if (folder === undefined) return false;
  const made = join(folder, 'cluster');
  if (!existsSync(made)) await make(folder, made);
  // With owners and modes: the server runs as a user of its own.
  for (const name of ['data', 'superuser.password'])
    await run('cp', ['-a', join(made, name), join(dir, name)]);
  return true;
}

/** Suites that begin at once may each make one; the first that is ready stays. */
async function make(folder: string, made: string): Promise<void> {
  const dir = mkdtempSync(join(folder, 'making-'));
  chmodSync(dir, 0o711);
  const cluster = new PostgresCluster(dir);
  await cluster.init();
  await cluster.start();
  await cluster.ensureDatabase(ready.template);
  await migrate(cluster.admin(ready.template), migrations);
  await asAdmin(cluster.admin(ready.template), (admin) => admin.query('analyze'));
  for (const copy of ready.copies) await cluster.ensureDatabase(copy, ready.template);
  // A State has a server of its own; here up to four share one.
  await asAdmin(cluster.admin(ready.template), (admin) =>
    admin.query('alter system set max_connections = 200'),
  );
  await cluster.stop();
  rmSync(cluster.socketDir, { recursive: true, force: true });
  try {
    renameSync(dir, made);
  } catch (error) {
    if (!existsSync(made)) throw error;
    rmSync(dir, { recursive: true });
  }
}
