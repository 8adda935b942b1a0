import { readSecret } from '#runtime';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';

const longest = 1024;

/**
 * First line of a file, or of standard input for `-`; undefined without the option.
 * @throws CliError CLI_USAGE when empty or above 1,024 characters; RuntimeError HOST_SECRET_UNSAFE when others may read
 * the file
 */
export async function readPassphrase(
  file: string | undefined,
  context: Context,
): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const text =
    file === '-' ? Buffer.from(await context.readInput()).toString('utf8') : readSecret(file);
  const [line = ''] = text.split(/\r?\n/);
  if (line === '' || line.length > longest)
    throw new CliError('CLI_USAGE', `--passphrase-file: allowed: 1 to ${longest} characters`);
  return line;
}
