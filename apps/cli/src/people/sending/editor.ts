import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { destroySecret, makeFolder, readText, writeSecret } from '../../installation/files.js';

function started(program: string, args: readonly string[]): Promise<number | null> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    child.once('error', (cause) =>
      failed(
        new CliError('CLI_USAGE', `--edit: ${program} does not start: ${cause.message}`, cause),
      ),
    );
    child.once('close', done);
  });
}

/**
 * Lets a person edit a text with $VISUAL or $EDITOR in a private temporary file, and destroys the file afterwards. @throws
 * CliError CLI_USAGE without an editor; CLI_NOT_CONFIRMED when the editor fails
 */
export async function edited(context: Context, profile: string, text: string): Promise<string> {
  const said = context.env['VISUAL'] || context.env['EDITOR'] || '';
  const [program, ...args] = said.split(/\s+/u).filter((word) => word !== '');
  if (program === undefined)
    throw new CliError('CLI_USAGE', '--edit: set VISUAL or EDITOR, as EDITOR=nano');
  const file = join(dirname(profile), `form-${randomBytes(8).toString('hex')}.json`);
  await makeFolder(dirname(profile));
  await writeSecret(file, text);
  try {
    const code = await started(program, [...args, file]);
    if (code !== 0)
      throw new CliError('CLI_NOT_CONFIRMED', `${program} ended with ${String(code)}`);
    return await readText(file);
  } finally {
    await destroySecret(file);
  }
}
