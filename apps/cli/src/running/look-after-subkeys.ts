import { PostgresCluster } from '#runner';
import { parseFingerprint, parseStateCode } from '#kernel';
import { StoreError } from '#store';
import type { SignedEntry } from '#wire';
import { ApiClient } from '../api/client.js';
import { pointView } from '../api/gen/readers.js';
import { grantMembers } from '../compose/entries/grant-file.js';
import { CliError } from '../errors.js';
import { localGateway, notRunning, type Installed } from '../installation/installed.js';
import { databaseName } from '../installation/layout.js';
import { alone } from '../installation/keys/subkey-records.js';
import { Subkeys, type Looked } from '../installation/keys/subkeys.js';

const unreached: readonly string[] = ['CLI_UNREACHABLE', 'CLI_GATEWAY_FOREIGN'];

const limits = { idleMs: 10_000, wholeMs: 20_000 };

class EntryWriter {
  // Set after a failed connection: further keys would fail too.
  #silent: CliError | undefined;

  constructor(private readonly installed: Installed) {}

  async append(signed: SignedEntry): Promise<void> {
    if (this.#silent !== undefined) throw this.#silent;
    try {
      await append(this.installed, signed);
    } catch (error) {
      if (error instanceof CliError && unreached.includes(error.code)) this.#silent = error;
      throw error;
    }
  }
}

async function append(installed: Installed, signed: SignedEntry): Promise<void> {
  const client = new ApiClient(await localGateway(installed), undefined, limits);
  try {
    const body = { chain: 'directory', ...grantMembers(signed) };
    await client.ask(pointView, 'POST', '/api/v1/directory/entries', body);
  } finally {
    client.close();
  }
}

export async function lookAfterSubkeys(
  installed: Installed,
  at: Date,
  now: 'when due' | 'now' = 'when due',
): Promise<Looked> {
  const { layout, settings } = installed;
  const writer = new EntryWriter(installed);
  const world = {
    layout,
    state: parseStateCode(settings.state),
    root: parseFingerprint(settings.rootFingerprint),
    retention: settings.retention,
    append: (signed: SignedEntry) => writer.append(signed),
  };
  const database = new PostgresCluster(layout.postgres).admin(databaseName);
  try {
    return await alone(database, (admin) => Subkeys.look(world, admin, at, now));
  } catch (error) {
    if (error instanceof StoreError && error.code === 'STORE_UNAVAILABLE')
      throw notRunning(layout.dir, error);
    throw error;
  }
}
