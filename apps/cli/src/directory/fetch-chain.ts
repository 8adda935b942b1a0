import type { ChainName } from '#capabilities/directory/directory.schema';
import type { DirectoryPoint, Fingerprint, StateCode } from '#kernel';
import type { SignedEntry } from '#wire';
import { say } from '#language/console';
import type { ApiClient } from '../api/client.js';
import type { EntriesPage } from '#capabilities/directory/entries.contract';
import { entriesPage } from '../api/gen/readers.js';
import { CliError } from '../errors.js';

export interface Fetched {
  readonly entries: readonly SignedEntry[];
  readonly certificates: readonly Uint8Array[];
  readonly point: DirectoryPoint | null;
  readonly freshness: EntriesPage['freshness'];
}

const longestChain = 50_000;

export interface AskedChain {
  readonly chain: ChainName;
  readonly state: StateCode;
  readonly root?: Fingerprint;
}

function reachedBy(page: EntriesPage, version: number, name: string): number {
  const reached = page.point?.version ?? 0;
  if (page.from < version || reached < version)
    throw new CliError(
      'CLI_DIRECTORY_OLD',
      say('fetchChain.versionSeen', { name, reached, version }),
    );
  if (page.from !== version || reached !== version + page.entries.length)
    throw new CliError('CLI_DIRECTORY_INVALID', say('fetchChain.pagesNotFitTogether', { name }));
  return reached;
}

/**
 * Fetches a chain's entries page by page, without the first `from` entries. The caller must verify the entries. @throws
 * CliError CLI_DIRECTORY_OLD if the gateway has fewer than `from` entries, CLI_DIRECTORY_INVALID if a page does not continue
 * the page before it, or the chain is longer than `longestChain`; Refusal
 */
export async function fetchChain(
  client: ApiClient,
  { chain, state, root }: AskedChain,
  from: number,
): Promise<Fetched> {
  const name = say('fetchChain.name', { chain, state });
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
  throw new CliError(
    'CLI_DIRECTORY_INVALID',
    say('fetchChain.moreEntries', { name, longestChain }),
  );
}
