import { randomUUID } from 'node:crypto';
import type { LinkId } from '#kernel';
import type { Tx } from '#store';
import type { Verifier } from '#tlog';
import { releasedSizeSql } from '../log/released-size.js';

const maxProve = 64;

export interface OwnWitness {
  readonly size: number;
  readonly prove: readonly number[];
  readonly answeredAt: Date | null;
}

/** Reason to stop signing. A witness holds a newer (ROLLED_BACK) or a different (FORK) checkpoint that our log key signed. */
export type HaltCode = 'ROLLED_BACK' | 'FORK';

export const nameOfKey = ({ name, keyId }: Verifier): string =>
  `${name}+${keyId.toString(16).padStart(8, '0')}`;

export interface CosignedNotes {
  readonly size: number;
  readonly note: string;
  readonly lines: string;
  readonly second: string | null;
}

export class OwnWitnesses {
  async find(tx: Tx, linkId: LinkId): Promise<OwnWitness> {
    const [row] = await tx.query<OwnWitness>(
      'select size, prove, answered_at as "answeredAt" from journal.witness where link_id = $1',
      [linkId],
    );
    return row ?? { size: 0, prove: [], answeredAt: null };
  }

  answered(tx: Tx, linkId: LinkId, size: number, prove: readonly number[]): void {
    tx.send(
      `insert into journal.witness (link_id, size, prove, answered_at) values ($1, $2, $3, clock_timestamp())
       on conflict (link_id) do update set size = excluded.size, prove = excluded.prove,
         answered_at = excluded.answered_at`,
      [linkId, size, JSON.stringify(prove.slice(0, maxProve))],
    );
    // At every answer, also one without a cosignature: the time of offers outside must not tell of the activity.
    tx.wake('outside');
  }

  async add(
    tx: Tx,
    size: number,
    witness: Verifier,
    signature: { readonly line: string; readonly unixSeconds: number },
  ): Promise<boolean> {
    const rows = await tx.query(
      `insert into journal.cosignature (size, witness, line, unix_seconds) values ($1, $2, $3, $4)
       on conflict do nothing returning size`,
      [size, nameOfKey(witness), signature.line, signature.unixSeconds],
    );
    // A package may have waited for it.
    if (rows.length > 0) tx.wake('build-package');
    return rows.length > 0;
  }

  async notesOf(tx: Tx, size: number): Promise<Pick<CosignedNotes, 'lines' | 'second'>> {
    const rows = await tx.query<{ line: string; second: string | null }>(
      `select line, second from (
         select witness, line, null as second from journal.cosignature where size = $1
         union all select witness, line, second from journal.outside_cosignature where size = $1) s order by witness`,
      [size],
    );
    const under = (isSecond: boolean) =>
      rows.filter(({ second }) => (second !== null) === isSecond);
    const [lines, more] = [under(false), under(true)].map((by) =>
      by.map(({ line }) => line).join(''),
    );
    const [first] = under(true);
    return {
      lines: lines ?? '',
      second: first?.second == null ? null : first.second + (more ?? ''),
    };
  }

  async newestProvable(tx: Tx, from: number): Promise<number | undefined> {
    const [row] = await tx.query<{ size: number }>(
      `select o.size from journal.outside_cosignature o, ${releasedSizeSql} r
       where o.size between $1 and r.size and exists (select from journal.cosignature c where c.size = o.size)
       order by o.size desc limit 1`,
      [from],
    );
    return row?.size ?? (await this.newestCosigned(tx, from));
  }

  cosignedAbove(tx: Tx, size: number): Promise<CosignedNotes[]> {
    return tx.query(
      `select p.size, p.note, c.lines, c.second from journal.checkpoint p join (
         select size, coalesce(string_agg(line, '' order by witness) filter (where second is null), '') as lines,
           max(second) || string_agg(line, '' order by witness) filter (where second is not null) as second
         from (select size, witness, line, null as second from journal.cosignature where size > $1
           union all select size, witness, line, second from journal.outside_cosignature where size > $1) s
         group by size) c using (size)
       order by p.size desc limit 256`,
      [size],
    );
  }

  newestOf(
    tx: Tx,
    witnesses: readonly string[],
  ): Promise<{ readonly witness: string; readonly size: number }[]> {
    const newest = (table: string): string =>
      `coalesce((select size from journal.${table} c where c.witness = w.witness order by size desc limit 1), 0)`;
    return tx.query(
      `select w.witness, greatest(${newest('cosignature')}, ${newest('outside_cosignature')}) as size
       from unnest($1::text[]) as w (witness)`,
      [witnesses],
    );
  }

  async newestFromNeighbour(
    tx: Tx,
  ): Promise<{ readonly size: number; readonly ageMs: number } | undefined> {
    const [row] = await tx.query<{ size: number; ageMs: number }>(
      `select size, (extract(epoch from clock_timestamp() - at) * 1000)::float8 as "ageMs" from journal.cosignature
       order by size desc limit 1`,
    );
    return row;
  }

  async newestCosigned(tx: Tx, from = 0): Promise<number | undefined> {
    const [row] = await tx.query<{ size: number }>(
      `select c.size from journal.cosignature c, ${releasedSizeSql} r
       where c.size between $1 and r.size order by c.size desc limit 1`,
      [from],
    );
    return row?.size;
  }

  /** Stops the sequencer for good, because continuing would create a second history of the log. */
  halt(tx: Tx, code: HaltCode): void {
    tx.send(
      `insert into journal.halt (id, code) select $1, $2
       where not exists (select from journal.halt where code = $2)`,
      [randomUUID(), code],
    );
  }

  async haveAnswered(tx: Tx, links: readonly LinkId[], since: Date): Promise<boolean> {
    const [row] = await tx.query<{ count: number }>(
      `select count(*) as count from journal.witness where link_id = any ($1::text[]) and answered_at > $2`,
      [links, since],
    );
    return row?.count === links.length;
  }
}
