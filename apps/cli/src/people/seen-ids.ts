import { CliError } from '../errors.js';
import { exists, readText, replaceFile, unusable } from '../installation/files.js';
import { shortId } from '../print/short-id.js';

// Ids without content, of the person's own lists; bounded.
const most = 2_000;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const idsFile = (file: string): string => file.replace(/\.json$/, '.ids');

async function readIds(file: string): Promise<string[]> {
  const path = idsFile(file);
  if (!(await exists(path))) return [];
  return (await readText(path)).split('\n').filter((line) => uuid.test(line));
}

/**
 * Remembers the newest ids that lists have shown, at most `most`, so that a person can type their short forms.
 * @throws CliError
 */
export async function rememberIds(file: string, ids: readonly string[]): Promise<void> {
  const before = await readIds(file);
  const known = new Set(before);
  if (ids.every((id) => known.has(id))) return;
  const all = [...new Set([...before.filter((id) => !ids.includes(id)), ...ids])].slice(-most);
  const path = idsFile(file);
  await replaceFile(path, `${all.join('\n')}\n`).catch((error: unknown) => {
    throw unusable(path, error);
  });
}

export async function wholeId(file: string, short: string): Promise<string> {
  const found = (await readIds(file)).filter((id) => shortId(id) === short);
  const [id, ...more] = found;
  if (id === undefined) throw new CliError('CLI_ID_UNKNOWN', short);
  if (more.length > 0) throw new CliError('CLI_ID_AMBIGUOUS', found.join('\n'));
  return id;
}
