import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '#runner';
import { goEnvironment } from '../go.js';

const sources = join(repository, 'test/interop/package-go/verify');

export interface Verdicts {
  readonly exit: number;
  readonly checks: readonly string[];
}

interface Answer {
  readonly exit: number;
  readonly checks?: readonly Found[];
}
interface Found {
  readonly check: string;
  readonly verdict: string | null;
  readonly code?: string | null;
  readonly where?: string | null;
}

export const verdictsOf = ({ exit, checks = [] }: Answer): Verdicts => ({
  exit,
  checks: checks.map(({ check, verdict }) => `${check} ${verdict ?? 'not made'}`),
});

export const findingsOf = ({ checks = [] }: Answer): string =>
  checks
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ check, code, where }) => `${check} ${code ?? ''} ${where ?? ''}`)
    .join('; ');

function build(program: string): void {
  const built = spawnSync('go', ['build', '-o', program, '.'], {
    cwd: sources,
    env: goEnvironment,
    timeout: 180_000,
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`go: ${built.error?.message ?? built.stderr}`);
}

function builtIn(folder: string): string {
  const program = join(folder, 'package-go-verify');
  try {
    mkdirSync(`${program}.building`);
  } catch {
    const until = Date.now() + 200_000;
    while (!existsSync(program) && Date.now() < until)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    if (!existsSync(program)) throw new Error('go: another suite has built no verifier');
    return program;
  }
  build(`${program}.new`);
  renameSync(`${program}.new`, program);
  return program;
}

export class SecondVerifier {
  readonly folder = mkdtempSync(join(tmpdir(), 'liaise-go-'));
  readonly program = builtIn(process.env['TEST_RUN_FOLDER'] ?? this.folder);
  #files = 0;

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  write(content: Uint8Array | string): string {
    this.#files += 1;
    const file = join(this.folder, `${this.#files}`);
    writeFileSync(file, content);
    return file;
  }

  runVerifier(...args: readonly string[]): { readonly exit: number | null; readonly out: string } {
    const { status, stdout } = spawnSync(this.program, args, { encoding: 'utf8', timeout: 60_000 });
    return { exit: status, out: stdout };
  }

  async judge(asked: readonly (readonly string[])[]): Promise<Answer[]> {
    // Its memory is small: collecting garbage less often costs nothing.
    const env = { ...process.env, GOGC: '400' };
    const child = spawn(this.program, ['--batch'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = new Promise<number | null>((done) => child.on('close', done));
    child.stdin.end(asked.map((args) => `${JSON.stringify(args)}\n`).join(''));
    let out = '';
    for await (const part of child.stdout.setEncoding('utf8')) out += part as string;
    const code = await ended;
    if (code !== 0) throw new Error(`the verifier ended with ${code}`);
    return out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
  }
}
