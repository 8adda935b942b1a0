import { TrustError } from '#chains';
import { chains, type ChainName } from '#capabilities/directory/directory.schema';
import { parseStateCode, type Fingerprint, type Sha256, type StateCode } from '#kernel';
import type { Tx } from '#store';
import type { SignedEntry } from '#wire';

export interface Known {
  readonly state: StateCode;
  readonly chain: ChainName;
  readonly root: Fingerprint;
  readonly version: number;
  readonly head: Sha256 | null;
}

export interface EntryRow extends SignedEntry {
  readonly version: number;
  readonly head: string;
}

interface Row {
  readonly state: string;
  readonly chain: string;
  readonly version: number;
  readonly entry: Buffer;
  readonly signatures: Buffer[];
  readonly head: string;
}

export const pageSize = 256;

export const chainKey = (state: StateCode, chain: ChainName): string => `${state}/${chain}`;

export async function readEntries(
  tx: Tx,
  known: readonly Known[],
): Promise<ReadonlyMap<string, readonly EntryRow[]>> {
  const rows = await tx.query<Row>(
    `select k.state, k.chain, e.version, e.entry, e.signatures, e.head
       from unnest($1::text[], $2::text[], $3::text[], $4::int[]) as k (state, chain, root, version),
            lateral (select * from trust.entry t
                      where t.state = k.state and t.chain = k.chain and t.root = k.root
                        and t.version >= k.version
                      order by t.version limit ${pageSize}) e
      order by k.state, k.chain, e.version`,
    [
      known.map((chain) => chain.state),
      known.map((chain) => chain.chain),
      known.map((chain) => chain.root),
      known.map((chain) => Math.max(chain.version - 1, 0)),
    ],
  );
  const found = new Map<string, EntryRow[]>();
  for (const { state, chain, ...row } of rows) {
    const name = chains.find((each) => each === chain);
    if (name === undefined) throw new TrustError('TRUST_CHAIN_BROKEN', 'chain');
    const key = chainKey(parseStateCode(state), name);
    const list = found.get(key) ?? [];
    list.push(row);
    found.set(key, list);
  }
  return found;
}

/** Appends one row. Even without a lock the primary key refuses a second entry with the same version. */
export async function insertEntry(
  tx: Tx,
  { state, chain, root, version, head }: Known,
  signed: SignedEntry,
): Promise<void> {
  await tx.query(
    `insert into trust.entry (state, chain, root, version, entry, signatures, head)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [state, chain, root, version, signed.entry, signed.signatures, head],
  );
}

export async function lockChains(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('trust.entry', 0))`);
}

/**
 * True if each query sees the newest commits (READ COMMITTED). If false, a missing row does not prove that the row was
 * removed.
 */
export async function readsNewest(tx: Tx): Promise<boolean> {
  const rows = await tx.query<{ level: string }>(
    `select current_setting('transaction_isolation') as level`,
  );
  return rows[0]?.level === 'read committed';
}

export async function storedAt(
  tx: Tx,
  { state, chain, root }: Pick<Known, 'state' | 'chain' | 'root'>,
  versions: readonly number[],
): Promise<ReadonlyMap<number, Date>> {
  const rows = await tx.query<{ version: number; at: Date }>(
    `select version, recorded_at as at from trust.entry
     where state = $1 and chain = $2 and root = $3 and version = any ($4::integer[])`,
    [state, chain, root, versions],
  );
  return new Map(rows.map(({ version, at }) => [version, at]));
}

export async function storedBy(tx: Tx, state: StateCode, at: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from trust.entry
     where state = $1 and chain = 'directory' and recorded_at <= $2`,
    [state, at],
  );
  return row?.count ?? 0;
}
