import { readBytes } from '../installation/files.js';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';

const longest = 1024;

/**
 * First line of a file, or of standard input for `-`; undefined when the option was not given.
 * @throws CliError CLI_USAGE when it is empty or longer than 1,024 characters, CLI_FILE_UNREADABLE
 */
export async function readPassphrase(
  file: string | undefined,
  context: Context,
): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const bytes = file === '-' ? await context.readInput() : await readBytes(file);
  const [line = ''] = Buffer.from(bytes).toString('utf8').split(/\r?\n/);
  if (line === '' || line.length > longest)
    throw new CliError('CLI_USAGE', `--passphrase-file: allowed: 1 to ${longest} characters`);
  return line;
}
