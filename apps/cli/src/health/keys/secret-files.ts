import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '#language/console';
import type { Layout } from '../../installation/layout.js';
import { fail, ok, type Finding } from '../finding.js';

const mostFiles = 10_000;

async function filesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .slice(0, mostFiles);
}

// Undefined for a missing file: keys of past epochs are destroyed while a State runs.
const statOf = (file: string): Promise<Stats | undefined> =>
  lstat(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  });

function flawOf(file: string, stat: Stats): Finding | undefined {
  const mode = stat.mode & 0o777;
  if (!stat.isFile())
    return fail(file, say('secretFiles.notPlainFile'), say('secretFiles.putFileItself'));
  if ((mode & 0o077) !== 0)
    return fail(file, say('secretFiles.mode', { mode: mode.toString(8) }), `chmod 600 ${file}`);
  if (stat.uid !== 0 && stat.uid !== process.getuid?.())
    return fail(
      file,
      say('secretFiles.owner', { uid: stat.uid }),
      say('secretFiles.giveFileUserRuns'),
    );
  return undefined;
}

export async function judgeSecrets(files: readonly string[]): Promise<Finding[]> {
  const stats = await Promise.all(files.map(async (file) => ({ file, stat: await statOf(file) })));
  const seen = stats.flatMap(({ file, stat }) => (stat === undefined ? [] : [{ file, stat }]));
  const findings = seen.flatMap(({ file, stat }) => flawOf(file, stat) ?? []);
  return findings.length > 0
    ? findings
    : [
        ok(
          say('secretFiles.secrets'),
          say('secretFiles.filesOwnerAlone', { seenCount: seen.length }),
        ),
      ];
}

/** Checks that each secret is a plain file that only its owner can access. The owner must be root or this process's user. */
export async function secretFiles(layout: Layout): Promise<Finding[]> {
  const tls = (await filesIn(layout.path('tls'))).filter((file) => file.endsWith('.key'));
  return judgeSecrets([
    ...(await filesIn(layout.keys)),
    ...(await filesIn(layout.secrets)),
    ...tls,
  ]);
}
