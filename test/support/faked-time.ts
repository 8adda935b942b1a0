import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { postgresFolder } from '#host';
import type { Ended } from './command.js';

/** Multi-threaded: Node and PostgreSQL have threads. */
function library(): string {
  const found = ['/usr/lib', '/usr/lib64']
    .flatMap((folder) =>
      existsSync(folder) ? readdirSync(folder).map((each) => join(folder, each)) : [],
    )
    .map((folder) => join(folder, 'faketime/libfaketimeMT.so.1'))
    .find(existsSync);
  if (found === undefined) throw new Error('libfaketime is missing: apt-get install faketime');
  return found;
}

/**
 * Runs `liaise` some days from now, with all processes of a State that ask the C library for the time: Node and PostgreSQL. The
 * brokers are Go programs, which ask the kernel: for them it is today.
 */
export class FakedTime {
  private constructor(
    private readonly folder: string,
    private readonly program: string,
    private readonly days: number,
  ) {}

  /** `folder`: a new one, which the user of the database may enter. `program`: the built `liaise.js`. */
  static make(folder: string, program: string, days: number): FakedTime {
    mkdirSync(folder, { mode: 0o755 });
    const faked = [
      `LD_PRELOAD=${library()}`,
      `FAKETIME=+${days}d`,
      // Waits and time-outs go by the clock that never steps; ages of files by the true time of the disk.
      'FAKETIME_DONT_FAKE_MONOTONIC=1',
      'NO_FAKE_STAT=1',
    ].join(' ');
    const wrap = (name: string, real: string): void => {
      writeFileSync(join(folder, name), `#!/bin/sh\nexec env ${faked} ${real} "$@"\n`);
      chmodSync(join(folder, name), 0o755);
    };
    wrap('node', process.execPath);
    for (const name of ['postgres', 'initdb']) wrap(name, join(postgresFolder(), name));
    // `liaise up` starts services by the program that runs it, and gives them nothing of its environment.
    writeFileSync(
      join(folder, 'as-node.mjs'),
      `process.execPath = ${JSON.stringify(join(folder, 'node'))};\n`,
    );
    return new FakedTime(folder, program, days);
  }

  get now(): Date {
    return new Date(Date.now() + this.days * 86_400_000);
  }

  #spawn(args: readonly string[]): ChildProcess {
    const preload = ['--import', pathToFileURL(join(this.folder, 'as-node.mjs')).href];
    return spawn(join(this.folder, 'node'), [...preload, this.program, ...args], {
      env: { ...process.env, PATH: `${this.folder}:${process.env['PATH'] ?? ''}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Resolves when `liaise up` says that everything is ready; gives how to end it. */
  async up(dir: string): Promise<() => Promise<void>> {
    const child = this.#spawn(['up', '--dir', dir, '--json']);
    let said = '';
    child.stderr?.on('data', (text: Buffer) => (said = `${said}${text.toString()}`.slice(-4_000)));
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    await new Promise<void>((ready, failed) => {
      if (child.stdout === null) throw new Error('no output');
      createInterface(child.stdout).once('line', () => ready());
      child.once('exit', () => failed(new Error(`it did not start: ${said}`)));
    });
    return () => {
      child.kill('SIGTERM');
      return ended;
    };
  }

  /** A command that ends by itself. */
  async liaise(...args: readonly string[]): Promise<Omit<Ended, 'asked'>> {
    const child = this.#spawn(args);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on('data', (part: Buffer) => out.push(part));
    child.stderr?.on('data', (part: Buffer) => err.push(part));
    const code = await new Promise<number>((done) =>
      child.once('close', (ended) => done(ended ?? -1)),
    );
    return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
  }
}
