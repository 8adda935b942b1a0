import { phrase, type ThreadId } from '#kernel';
import type { Tx } from '#store';
import { sha256 } from '#wire';
import type { ErasureFile, ErasureRecord } from './erasure-file.js';
import { JournalError } from '../errors.js';
import type { Destroyed } from '../events/erasure-events.js';
import { parseLeaf } from '../leaf/leaf.js';

const pageSize = 500;

export function destroyed(values: readonly string[]): Destroyed {
  const text = [...values]
    .sort()
    .map((value) => `${value}\n`)
    .join('');
  return { count: values.length, sha256: sha256(Buffer.from(text)) };
}

export class Erasures {
  async lock(tx: Tx): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('journal.erasure', 0))`);
  }

  /**
   * Asserts that database, custody log and file agree on the newest erasure; reads only two rows. @throws JournalError
   * ERASURES_NOT_APPLIED if the database lacks an erasure of the file; ERASURE_FILE_SHORT if the file lacks a line;
   * ERASURE_FILE_INVALID if the file is broken or a hash differs
   */
  async assertApplied(tx: Tx, file: ErasureFile): Promise<void> {
    const records = file.records();
    const [row] = await tx.query<{ n: number; sha: string }>(
      `select n, record_sha256 as sha from journal.erasure order by n desc limit 1`,
    );
    if (row !== undefined) assertLine(records, row.n, row.sha);
    const [event] = await tx.query<{ leaf: Buffer | null }>(
      `select journal.last_erasure() as leaf`,
    );
    if (event?.leaf) assertNamed(records, event.leaf);
    if ((row?.n ?? 0) < records.length) throw new JournalError('ERASURES_NOT_APPLIED');
  }

  /**
   * Asserts that the file contains every erasure of the custody log, with the same hash. @throws JournalError
   * ERASURE_FILE_SHORT if a line is missing; ERASURE_FILE_INVALID if the file is broken or a hash differs
   */
  async assertAllNamed(tx: Tx, file: ErasureFile): Promise<void> {
    const records = file.records();
    let after: { readonly at: Date; readonly id: string } | undefined;
    for (;;) {
      const rows: { id: string; at: Date; leaf: Buffer }[] = await tx.query(
        `select id, at, leaf from journal.event where typ = 'erasure.done' and service = 'sealer'
           ${after === undefined ? '' : 'and (at, id) > ($1, $2::uuid)'}
         order by at, id limit ${pageSize}`,
        after === undefined ? [] : [after.at, after.id],
      );
      for (const { leaf } of rows) assertNamed(records, leaf);
      after = rows.at(-1);
      if (rows.length < pageSize) return;
    }
  }

  /**
   * Returns the oldest lines of the file, at most `limit`, whose erasure the database has not completed. @throws JournalError
   * ERASURE_FILE_INVALID if the database has another line under the same number
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
        if (sha !== null) assertLine(records, n, sha);
        const record = records[n - 1];
        if (record !== undefined) found.push(record);
      }
    }
    return found;
  }

  async storeRecord(
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

  async openable(tx: Tx, thread: ThreadId): Promise<string[]> {
    const rows = await tx.query<{ digest: string }>(
      `select d.digest from journal.disclosure d join journal.event e on e.id = d.event where e.thread = $1`,
      [thread],
    );
    return rows.map(({ digest }) => digest);
  }

  async destroyDisclosures(tx: Tx, thread: ThreadId): Promise<void> {
    await tx.query(
      `delete from journal.disclosure d using journal.event e where e.id = d.event and e.thread = $1`,
      [thread],
    );
  }
}

function assertLine(records: readonly ErasureRecord[], n: number, hash: string): void {
  const record = records[n - 1];
  if (record === undefined) throw new JournalError('ERASURE_FILE_SHORT', phrase`line ${n}`);
  if (record.sha256 !== hash) throw new JournalError('ERASURE_FILE_INVALID', phrase`line ${n}`);
}

function assertNamed(records: readonly ErasureRecord[], leaf: Uint8Array): void {
  const { n, record } = parseLeaf(leaf).data;
  if (typeof n !== 'number' || typeof record !== 'string')
    throw new JournalError('LEAF_INVALID', 'erasure.done');
  assertLine(records, n, record);
}
