import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { say } from '#language/console';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import {
  destroySecret,
  makeFolder,
  namesIn,
  readBytes,
  unusable,
  writeSecret,
} from '../../installation/files.js';
import { draftLimits } from '../drafts.js';

// Time (ms) in which an editor must end once this program was asked to.
const graceMs = 5_000;
const longestRead = 64 * 1024 * 1024;
const mostTries = 3;
const folderForm = /^form-(\d{1,10})-[0-9a-f]{16}$/;

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

function started([program = '', ...args]: readonly string[], asked: AbortSignal): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    let last: NodeJS.Timeout | undefined;
    const end = (): void => {
      child.kill(asked.reason as NodeJS.Signals);
      last ??= setTimeout(() => child.kill('SIGKILL'), graceMs);
    };
    const over = (): void => {
      clearTimeout(last);
      asked.removeEventListener('abort', end);
    };
    asked.addEventListener('abort', end);
    if (asked.aborted) end();
    child.once('error', (cause) => {
      over();
      failed(
        new CliError(
          'CLI_USAGE',
          say('editor.editNotStart', { program, message: cause.message }),
          cause,
        ),
      );
    });
    child.once('close', (code, signal) => {
      over();
      done({ code, signal });
    });
  });
}

// Holds the signals that would end this program while plain text is on disk. Ctrl-C belongs to the editor.
async function holdingSignals<T>(act: (asked: AbortSignal) => Promise<T>): Promise<T> {
  const asked = new AbortController();
  const end = (signal: NodeJS.Signals): void => asked.abort(signal);
  const leave = (): void => undefined;
  const held = { SIGHUP: end, SIGTERM: end, SIGINT: leave } as const;
  const signals = Object.keys(held) as (keyof typeof held)[];
  for (const signal of signals) process.on(signal, held[signal]);
  try {
    return await act(asked.signal);
  } finally {
    for (const signal of signals) process.off(signal, held[signal]);
  }
}

async function destroyFolder(folder: string): Promise<void> {
  try {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const each of found.filter((file) => file.isFile()))
      await destroySecret(join(each.parentPath, each.name));
    await rm(folder, { recursive: true, force: true });
  } catch (error) {
    throw error instanceof CliError ? error : unusable(folder, error);
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Destroys folders of forms that a killed program has left behind. Shows a message for each folder that cannot be destroyed. */
export async function destroyLeftForms(context: Context, profile: string): Promise<void> {
  const parent = dirname(profile);
  for (const name of await namesIn(parent)) {
    const [, pid] = folderForm.exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    await destroyFolder(join(parent, name)).catch((error: unknown) =>
      context.terminal.message(
        say('editor.destroyYourself', { parent: join(parent, name), error: String(error) }),
      ),
    );
  }
}

function assertGood(program: string, { code, signal }: Ended, asked: AbortSignal): void {
  if (asked.aborted)
    throw new CliError(
      'CLI_NOT_CONFIRMED',
      say('editor.editEnded', { reason: String(asked.reason) }),
    );
  if (code !== 0)
    throw new CliError(
      'CLI_NOT_CONFIRMED',
      say('editor.endedWith', { program, code: String(code ?? signal) }),
    );
}

/**
 * Lets a person edit `text` in $VISUAL or $EDITOR, then destroys the file. Calls `note` with changed text even if the editor
 * fails. @throws CliError CLI_USAGE if no editor starts; CLI_NOT_CONFIRMED if the editor fails, a signal ends it, or the text
 * stays too long
 */
export async function edited(
  context: Context,
  profile: string,
  text: string,
  note: (text: string) => void,
): Promise<string> {
  const said = context.env['VISUAL'] || context.env['EDITOR'] || '';
  const words = said.split(/\s+/u).filter((word) => word !== '');
  const [program] = words;
  if (program === undefined) throw new CliError('CLI_USAGE', say('editor.editSetVisualEditor'));
  const hex = randomBytes(8).toString('hex');
  const folder = join(dirname(profile), `form-${process.pid}-${hex}`);
  const file = join(folder, 'form.json');
  return holdingSignals(async (asked) => {
    await makeFolder(folder);
    try {
      await writeSecret(file, text);
      for (let tries = 0; tries < mostTries; tries += 1) {
        const ended = await started([...words, file], asked);
        const after = await readBytes(file, longestRead);
        const isShort = after.length <= draftLimits.bytes;
        if (isShort && after.toString('utf8') !== text) note(after.toString('utf8'));
        assertGood(program, ended, asked);
        if (isShort) return after.toString('utf8');
        context.terminal.message(say('editor.shortenMoreBytes', { bytes: draftLimits.bytes }));
      }
      throw new CliError(
        'CLI_NOT_CONFIRMED',
        say('editor.moreBytes', { bytes: draftLimits.bytes }),
      );
    } finally {
      await destroyFolder(folder);
    }
  });
}
