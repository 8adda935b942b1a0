import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readPidFile, writePidFile } from '../../libs/runner/src/pid-file.js';
import { until } from '../support/installation.js';
import { pidsNaming, pidsWithin } from '../support/programs.js';
import type { Ground } from '../support/running-states.js';

const env = { ...process.env, PATH: [process.env['PATH'] ?? '', '/usr/sbin'].join(delimiter) };

async function run(program: string, ...args: string[]): Promise<void> {
  try {
    await promisify(execFile)(program, args, { env });
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    const needs = 'A cut of power needs root, loop devices, xfsprogs, e2fsprogs';
    throw new Error(`${needs}. ${program} ${args.join(' ')}: ${stderr || String(error)}`, {
      cause: error,
    });
  }
}

// File systems that lose unsynced data at shutdown. For ext4 automatic commits and flushes are off.
const kinds = {
  ext4: { make: ['mkfs.ext4', '-q', '-F'], options: 'loop,commit=300,noauto_da_alloc' },
  xfs: { make: ['mkfs.xfs', '-q', '-f'], options: 'loop' },
} as const;
export type DiskKind = keyof typeof kinds;

const size = '8G';
const endSeconds = 30;
const owner = 'disks.pid';
let cleared: Promise<readonly string[]> | undefined;

/** File system inside a file, mounted at `mount`. `fail` cuts the power of this simulated disk. */
export class Disk implements Ground {
  readonly dir: string;
  readonly #image: string;

  private constructor(
    readonly mount: string,
    readonly kind: DiskKind,
  ) {
    this.dir = join(mount, 'state');
    this.#image = `${mount}.img`;
  }

  static async make(folder: string, name: string, kind: DiskKind): Promise<Disk> {
    await (cleared ??= clearLeftDisks());
    writePidFile(join(folder, owner), process.pid);
    const disk = new Disk(join(folder, `disk-${name}`), kind);
    const [program, ...args] = kinds[kind].make;
    mkdirSync(disk.mount);
    await run('truncate', '-s', size, disk.#image);
    await run(program, ...args, disk.#image);
    await disk.attach();
    return disk;
  }

  async attach(): Promise<void> {
    await run('mount', '-t', this.kind, '-o', kinds[this.kind].options, this.#image, this.mount);
    // The database's user must be able to enter.
    chmodSync(this.mount, 0o711);
  }

  async detach(): Promise<void> {
    await unmount(this.mount);
  }

  async fail(): Promise<void> {
    await run('xfs_io', '-x', '-c', 'shutdown', this.mount);
  }

  async saveCopy(): Promise<void> {
    await this.detach();
    await run('cp', '--sparse=always', this.#image, `${this.#image}.kept`);
    await this.attach();
  }

  async putBack(): Promise<void> {
    if (!existsSync(`${this.#image}.kept`))
      throw new Error(`no copy of ${this.mount}: run the test of the 20 cuts of power, too`);
    await this.detach();
    await run('cp', '--sparse=always', `${this.#image}.kept`, this.#image);
    await this.attach();
  }

  async remove(): Promise<void> {
    await this.detach();
    for (const each of [this.mount, this.#image, `${this.#image}.kept`])
      rmSync(each, { recursive: true, force: true });
  }
}

const mounts = (): string[] =>
  readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .reverse();

const isMounted = (mount: string): boolean => mounts().includes(mount);

async function unmount(mount: string): Promise<void> {
  await until(`${mount} to be free`, endSeconds, async () => {
    if (!isMounted(mount)) return true;
    try {
      await run('umount', mount);
    } catch (error) {
      for (const pid of pidsWithin(mount)) end(pid);
      throw error;
    }
    return isMounted(mount) ? undefined : true;
  });
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The process ended by itself.
  }
}

/**
 * Removes folders of interrupted test runs with their mounts, and ends processes that still use such a folder. @returns the
 * removed folders
 */
export async function clearLeftDisks(below = tmpdir()): Promise<string[]> {
  const left = readdirSync(below)
    .map((name) => join(below, name))
    .filter((folder) => {
      const file = join(folder, owner);
      return existsSync(file) && readPidFile(file) === undefined;
    });
  for (const folder of left) {
    // Supervisors first: they would restart ended processes.
    for (const pid of pidsNaming(`${folder}/`)) end(pid);
    const own = mounts().filter((each) => dirname(each) === folder);
    for (const mount of own.filter((each) => basename(each).startsWith('disk-')))
      await unmount(mount);
    rmSync(folder, { recursive: true, force: true });
  }
  return left;
}
