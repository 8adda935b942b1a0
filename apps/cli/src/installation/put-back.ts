import { chown, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PostgresCluster } from '#runner';
import { parseFingerprint, parseStateCode } from '#kernel';
import { asAdmin } from '#store';
import { chainNoteOf, DirectoryChain, replaceDurably, TrustError } from '#trust';
import type { SignedEntry } from '#wire';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import { insertDirectory } from './database.js';
import type { Installed } from './installed.js';
import { databaseName } from './layout.js';
import { readAllEntries } from './own-directory.js';
import type { ChainRow } from './sign-directory.js';

const same = (one: SignedEntry, other: SignedEntry | undefined): boolean =>
  other !== undefined &&
  Buffer.compare(one.entry, other.entry) === 0 &&
  one.signatures.length === other.signatures.length &&
  one.signatures.every((each, i) => Buffer.compare(each, other.signatures[i] ?? each) === 0);

/**
 * Verifies the whole directory `given`, then stores the last entries that the database lacks. @returns number of added
 * entries @throws CliError CLI_NOT_RUNNING; TrustError TRUST_CHAIN_BROKEN if a stored entry differs; errors of
 * `DirectoryChain.extend`
 */
export async function putBackEntries(
  { layout, settings }: Installed,
  given: readonly SignedEntry[],
): Promise<number> {
  const state = parseStateCode(settings.state);
  const root = parseFingerprint(settings.rootFingerprint);
  const stored = await readAllEntries(layout, state);
  const differs = stored.findIndex((each, i) => i < given.length && !same(each, given[i]));
  if (differs >= 0)
    throw new TrustError(
      'TRUST_CHAIN_BROKEN',
      say('putBack.ownDirectoryAnotherGiven', { differs }),
    );
  const chain = new DirectoryChain(state, root);
  const rows: ChainRow[] = [];
  for (const [version, signed] of given.entries()) {
    const head = chain.heads.next(signed);
    await chain.extend(signed);
    rows.push({ ...signed, version, head });
  }
  const missing = rows.slice(stored.length);
  await insertDirectory(new PostgresCluster(layout.postgres), state, root, missing);
  return missing.length;
}

/**
 * Restores a missing file `chains`, the signed list of each chain's newest entry, from the database. Never replaces an
 * existing file, which may be newer. @returns path of the file @throws CliError CLI_FILE_EXISTS, CLI_FILE_UNUSABLE;
 * StoreError
 */
export async function adoptChainNote({ layout, settings }: Installed): Promise<string> {
  const path = chainNoteOf(settings.log.headFile);
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined) throw new CliError('CLI_FILE_EXISTS', path);
  const database = new PostgresCluster(layout.postgres).admin(databaseName);
  const [row] = await asAdmin(database, (admin) =>
    admin.query<{ note: string }>('SELECT note FROM journal.chain_note ORDER BY n DESC LIMIT 1'),
  );
  if (row === undefined)
    throw new CliError('CLI_FILE_UNUSABLE', say('putBack.databaseHoldsNoNote', { path }));
  await replaceDurably(path, Buffer.from(row.note));
  // The services must be able to read it, whoever ran the command.
  const { uid, gid } = await stat(dirname(path));
  await chown(path, uid, gid);
  return path;
}
