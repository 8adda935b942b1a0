import { existsSync } from 'node:fs';
import { RunnerError, mayEnter, unprivilegedUser } from '#runner';
import { dirname } from 'node:path';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import { makeFolder, namesIn } from '../installation/files.js';

/**
 * Makes the folder of a demo; an existing folder must be empty. @throws CliError CLI_FOLDER_IN_USE if it is not empty;
 * RunnerError HOST_FOLDER_CLOSED if run as root and PostgreSQL's user cannot enter a parent folder
 */
export async function demoFolder(dir: string): Promise<string> {
  if ((await namesIn(dir)).length > 0)
    throw new CliError('CLI_FOLDER_IN_USE', say('folder.notEmpty', { dir }));
  const user = unprivilegedUser();
  let above = dirname(dir);
  while (!existsSync(above)) above = dirname(above);
  if (user !== undefined && !mayEnter(user, above))
    throw new RunnerError('HOST_FOLDER_CLOSED', say('folder.user', { above, name: user.name }));
  await makeFolder(dir, 0o711);
  return dir;
}
