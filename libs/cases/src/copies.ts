import type { AuthorityId, Page, ThreadId } from '#model';
import type { Tx } from '#store';
import { threadColumns, type ThreadRecord } from './rows.js';

/** A thread whose request was copied, or withheld, and since when. */
export interface CopyRecord extends ThreadRecord {
  readonly at: Date;
}

/** SQL: what was transferred to the contact point is its own file, no copy. */
const shown = 'c.contact_point = $1 and c.authority <> c.contact_point';

/** Whoever reads it here reads the request by the row of the copy, not by the roster of the thread. */
const readable = (row: CopyRecord): CopyRecord => ({ ...row, onRoster: true });

/** Which requests a national contact point is shown; see the policies of the table. */
export class Copies {
  /** `contactPoint` null: withheld. */
  file(tx: Tx, thread: ThreadRecord, contactPoint: AuthorityId | null): void {
    tx.send(
      `insert into cases.copy (thread, authority, compartment, contact_point) values ($1, $2, $3, $4)`,
      [thread.id, thread.authority, thread.compartment, contactPoint],
    );
  }

  /** Newest first. Row-level security shows them in the step that reads copies alone. */
  list(tx: Tx, contactPoint: AuthorityId, page: Page): Promise<CopyRecord[]> {
    return this.page(tx, shown, contactPoint, page);
  }

  /** Of an authority, newest first; nobody can open the record of what was erased. */
  withheld(tx: Tx, authority: AuthorityId, page: Page): Promise<CopyRecord[]> {
    const where = 'c.contact_point is null and c.authority = $1 and t."keyWrapped" is not null';
    return this.page(tx, where, authority, page);
  }

  private async page(
    tx: Tx,
    where: string,
    authority: AuthorityId,
    { limit, before }: Page,
  ): Promise<CopyRecord[]> {
    const rows = await tx.query<CopyRecord>(
      `select t.*, c.at from cases.copy c join lateral (
         select ${threadColumns} from cases.thread where id = c.thread) t on true
       where ${where} and ($2::uuid is null
         or (c.at, c.thread) < (select at, thread from cases.copy where thread = $2))
       order by c.at desc, c.thread desc limit $3`,
      [authority, before, limit],
    );
    return rows.map(readable);
  }

  /** Undefined for what was not copied to this contact point. */
  async one(tx: Tx, contactPoint: AuthorityId, thread: ThreadId): Promise<CopyRecord | undefined> {
    const [row] = await tx.query<CopyRecord>(
      `select t.*, c.at from cases.copy c join lateral (
         select ${threadColumns} from cases.thread where id = c.thread) t on true
       where ${shown} and c.thread = $2`,
      [contactPoint, thread],
    );
    return row && readable(row);
  }
}
