import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { names, readZip } from '#package';
import type { Case } from './agreement.js';

export class ScriptRuns {
  readonly #folder = mkdtempSync(join(tmpdir(), 'liaise-sh-'));

  constructor(whole: Uint8Array, roots: string) {
    const script = readZip(whole).find(({ name }) => name === names.script);
    writeFileSync(join(this.#folder, 'verify.sh'), script?.content ?? '');
    writeFileSync(join(this.#folder, 'roots.txt'), roots);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async exitOf({ bytes }: Case): Promise<number> {
    return (await this.runScript(bytes)).code;
  }

  async runScript(bytes: Uint8Array): Promise<{ readonly code: number; readonly out: string }> {
    writeFileSync(join(this.#folder, 'package.asice'), bytes);
    const options = { cwd: this.#folder, timeout: 120_000 };
    return new Promise((done) => {
      execFile('sh', ['verify.sh', 'package.asice', 'roots.txt'], options, (error, out) =>
        done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out }),
      );
    });
  }
}
