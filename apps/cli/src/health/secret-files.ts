import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from '../installation/layout.js';
import { fail, ok, type Finding } from './finding.js';

const mostFiles = 10_000;

async function filesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .slice(0, mostFiles);
}

/** Every secret must be a plain file that its owner alone may read, of a user who is ours or root. */
export async function secretFiles(layout: Layout): Promise<Finding[]> {
  const findings: Finding[] = [];
  let seen = 0;
  const tls = (await filesIn(layout.path('tls'))).filter((file) => file.endsWith('.key'));
  for (const file of [
    ...(await filesIn(layout.keys)),
    ...(await filesIn(layout.secrets)),
    ...tls,
  ]) {
    seen += 1;
    const stat = await lstat(file);
    const mode = stat.mode & 0o777;
    if (!stat.isFile()) findings.push(fail(file, 'not a plain file', 'put the file itself there'));
    else if ((mode & 0o077) !== 0)
      findings.push(fail(file, `mode ${mode.toString(8)}`, `chmod 600 ${file}`));
    else if (stat.uid !== 0 && stat.uid !== process.getuid?.())
      findings.push(fail(file, `owner ${stat.uid}`, 'give the file to the user that runs liaise'));
  }
  return findings.length > 0
    ? findings
    : [ok('secrets', `${seen} files, each for its owner alone`)];
}
