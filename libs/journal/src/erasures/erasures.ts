import type { ThreadId } from '#kernel';
import type { Tx } from '#store';
import { sha256 } from '#wire';
import type { ErasureFile, ErasureRecord } from './erasure-file.js';
import { JournalError } from '../errors.js';
import type { Destroyed } from '../events/erasure-events.js';
import { parseLeaf } from '../leaf/leaf.js';

/** Records compared in one statement. */
const pageSize = 500;

/** How many there are and the hash of them all. Pure. */
export function destroyed(values: readonly string[]): Destroyed {
  const text = [...values]
    .sort()
    .map((value) => `${value}\n`)
    .join('');
  return { count: values.length, sha256: sha256(Buffer.from(text)) };
}

/** Erasures as the database knows them, held against the file outside it. */
export class Erasures {
  /** One at a time. */
  async lock(tx: Tx): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('journal.erasure', 0))`);
  }

  /**
   * Neither is behind the other: what stands in the file is known here, what is known here or named by the log stands in
   * the file. Costs two rows. @throws JournalError ERASURES_NOT_APPLIED, ERASURE_FILE_SHORT, ERASURE_FILE_INVALID
   */
  async requireApplied(tx: Tx, file: ErasureFile): Promise<void> {
    const records = file.records();
    const [row] = await tx.query<{ n: number; sha: string }>(
      `select n, record_sha256 as sha from journal.erasure order by n desc limit 1`,
    );
    if (row !== undefined) requireLine(records, row.n, row.sha);
    const [event] = await tx.query<{ leaf: Buffer | null }>(
      `select journal.last_erasure() as leaf`,
    );
    if (event?.leaf) requireNamed(records, event.leaf);
    if ((row?.n ?? 0) < records.length) throw new JournalError('ERASURES_NOT_APPLIED');
  }

  /** Every erasure that the log names stands in the file, with the hash that the log gives. Errors as `requireApplied`. */
  async requireAllNamed(tx: Tx, file: ErasureFile): Promise<void> {
    const records = file.records();
    let after: { readonly at: Date; readonly id: string } | undefined;
    for (;;) {
      const rows: { id: string; at: Date; leaf: Buffer }[] = await tx.query(
        `select id, at, leaf from journal.event where typ = 'erasure.done' and service = 'sealer'
           ${after === undefined ? '' : 'and (at, id) > ($1, $2::uuid)'}
         order by at, id limit ${pageSize}`,
        after === undefined ? [] : [after.at, after.id],
      );
      for (const { leaf } of rows) requireNamed(records, leaf);
      after = rows.at(-1);
      if (rows.length < pageSize) return;
    }
  }

  /**
   * Lines of the file that this database does not know or whose thread still has its key, the oldest first: at most
   * `limit`. @throws JournalError ERASURE_FILE_INVALID when the database knows another line under that number
   */
  async unapplied(tx: Tx, file: ErasureFile, limit: number): Promise<ErasureRecord[]> {
    const found: ErasureRecord[] = [];
    const records = file.records();
    for (let from = 0; from < records.length && found.length < limit; from += pageSize) {
      const page = records.slice(from, from + pageSize);
      const rows = await tx.query<{ n: number; sha: string | null }>(
        `select f.n, e.record_sha256 as sha from unnest($1::bigint[], $2::uuid[]) as f (n, thread)
         left join journal.erasure e on e.n = f.n
         left join cases.thread t on t.id = f.thread
         where e.n is null or t.key_wrapped is not null order by f.n limit $3`,
        [page.map(({ n }) => n), page.map(({ thread }) => thread), limit - found.length],
      );
      for (const { n, sha } of rows) {
        if (sha !== null) requireLine(records, n, sha);
        const record = records[n - 1];
        if (record !== undefined) found.push(record);
      }
    }
    return found;
  }

  /** Puts the erasure on record: from now on the database lets go of the thread. A known one stays as it is. */
  async keep(
    tx: Tx,
    record: ErasureRecord,
    digests: readonly string[],
    keys: readonly string[],
  ): Promise<void> {
    await tx.query(
      `insert into journal.erasure (n, thread, record, record_sha256, digests, keys)
       values ($1, $2, $3, $4, $5, $6) on conflict (n) do nothing`,
      [record.n, record.thread, record.bytes, record.sha256, digests, keys],
    );
  }

  /** Digests of a thread's leaves that can still be opened. */
  async openable(tx: Tx, thread: ThreadId): Promise<string[]> {
    const rows = await tx.query<{ digest: string }>(
      `select d.digest from journal.disclosure d join journal.event e on e.id = d.event where e.thread = $1`,
      [thread],
    );
    return rows.map(({ digest }) => digest);
  }

  /** Destroys salts and values behind the digests of a thread's leaves; the leaves stay as they are. */
  async destroyDisclosures(tx: Tx, thread: ThreadId): Promise<void> {
    await tx.query(
      `delete from journal.disclosure d using journal.event e where e.id = d.event and e.thread = $1`,
      [thread],
    );
  }
}

function requireLine(records: readonly ErasureRecord[], n: number, hash: string): void {
  const record = records[n - 1];
  if (record === undefined) throw new JournalError('ERASURE_FILE_SHORT', `line ${n}`);
  if (record.sha256 !== hash) throw new JournalError('ERASURE_FILE_INVALID', `line ${n}`);
}

function requireNamed(records: readonly ErasureRecord[], leaf: Uint8Array): void {
  const { n, record } = parseLeaf(leaf).data;
  if (typeof n !== 'number' || typeof record !== 'string')
    throw new JournalError('LEAF_INVALID', 'erasure.done');
  requireLine(records, n, record);
}
