import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../errors.js';
import { LogFolder } from './layout.js';

export class DrillCopy {
  readonly #folder: LogFolder;
  readonly #touched = new Set<string>();

  private constructor(
    private readonly original: LogFolder,
    private readonly dir: string,
  ) {
    this.#folder = new LogFolder(dir);
  }

  static async copyOf(original: LogFolder): Promise<DrillCopy> {
    const dir = await mkdtemp(join(tmpdir(), 'liaise-drill-'));
    try {
      await cp(original.dir, dir, { recursive: true, verbatimSymlinks: true });
    } catch (error) {
      await rm(dir, { recursive: true, force: true });
      throw new CliError('CLI_FILE_UNUSABLE', original.dir, error);
    }
    return new DrillCopy(original, dir);
  }

  get name(): string {
    return this.dir;
  }

  read(path: string): Promise<Buffer | undefined> {
    return this.#folder.read(path);
  }

  async need(path: string): Promise<Buffer> {
    const bytes = await this.read(path);
    if (bytes === undefined) throw new CliError('CLI_FILE_UNUSABLE', `${this.dir}: ${path}`);
    return bytes;
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    this.#touched.add(path);
    await this.#folder.replace(path, bytes);
  }

  async remove(path: string): Promise<void> {
    this.#touched.add(path);
    await this.#folder.remove(path);
  }

  async restore(): Promise<void> {
    for (const path of this.#touched) {
      const bytes = await this.original.read(path);
      if (bytes === undefined) await this.#folder.remove(path);
      else await this.#folder.replace(path, bytes);
    }
    this.#touched.clear();
  }

  async close(): Promise<void> {
    await rm(this.dir, { recursive: true, force: true });
  }
}
