import { existsSync } from 'node:fs';
import { RunnerError, mayEnter, unprivilegedUser } from '#runner';
import { dirname } from 'node:path';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import { makeFolder, namesIn } from '../installation/files.js';

/**
 * Makes the folder of a demo, or takes an empty one. When run as root, first checks that PostgreSQL's user can enter
 * every folder above.
 * @throws CliError CLI_FOLDER_IN_USE; RunnerError HOST_FOLDER_CLOSED
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
