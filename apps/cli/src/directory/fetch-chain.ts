import type { ChainName } from '#capabilities/directory/directory.schema';
import type { DirectoryPoint, Fingerprint, StateCode } from '#kernel';
import type { SignedEntry } from '#wire';
import type { ApiClient } from '../api/client.js';
import type { EntriesPage } from '#capabilities/directory/entries.contract';
import { entriesPage } from '../api/gen/readers.js';
import { CliError } from '../errors.js';

/** Entries of one chain as the gateway gave them: nothing of it is verified yet. */
export interface Fetched {
  readonly entries: readonly SignedEntry[];
  readonly certificates: readonly Uint8Array[];
  readonly point: DirectoryPoint | null;
  readonly freshness: EntriesPage['freshness'];
}

/** As long as a chain may become; every page but the last brings at least one entry. */
const longestChain = 50_000;

/** One chain of a State; `root`: one that the neighbour had before. */
export interface AskedChain {
  readonly chain: ChainName;
  readonly state: StateCode;
  readonly root?: Fingerprint;
}

/**
 * Number of entries after a page that follows the first `version` entries.
 * @throws CliError CLI_DIRECTORY_OLD when the gateway has fewer, CLI_DIRECTORY_INVALID when the page does not follow on them
 */
function reachedBy(page: EntriesPage, version: number, name: string): number {
  const reached = page.point?.version ?? 0;
  if (page.from < version || reached < version)
    throw new CliError('CLI_DIRECTORY_OLD', `${name}: version ${reached}, seen ${version}`);
  if (page.from !== version || reached !== version + page.entries.length)
    throw new CliError('CLI_DIRECTORY_INVALID', `${name}: the pages do not fit together`);
  return reached;
}

/**
 * Entries that follow the first `from`, page after page. @throws CliError CLI_DIRECTORY_OLD when the gateway has fewer
 * than `from`, CLI_DIRECTORY_INVALID when its pages do not follow on each other; Refusal
 */
export async function fetchChain(
  client: ApiClient,
  { chain, state, root }: AskedChain,
  from: number,
): Promise<Fetched> {
  const name = `${chain} of ${state}`;
  const entries: SignedEntry[] = [];
  let certificates: readonly Uint8Array[] = [];
  for (let version = from; version <= longestChain;) {
    const query = new URLSearchParams({
      ...{ chain, state, from: String(version) },
      ...(root !== undefined && { root }),
    });
    const path = `/api/v1/directory/entries?${query.toString()}`;
    const page = await client.ask(entriesPage, 'GET', path);
    version = reachedBy(page, version, name);
    entries.push(...page.entries);
    if (page.certificates.length > 0) certificates = page.certificates;
    if (page.entries.length === 0) {
      const { point, freshness } = page;
      return { entries, certificates, point, freshness };
    }
  }
  throw new CliError('CLI_DIRECTORY_INVALID', `${name}: more than ${longestChain} entries`);
}
