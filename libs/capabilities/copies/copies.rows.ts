import type { AuthorityId, Document, DocumentId, ThreadId } from '#kernel';
import type { CopiedKind } from './copying.model.js';
import { requirePageStart, threadColumns, type ThreadRecord } from '#threads';
import type { Tx } from '#store';

/** A thread of which a document was copied, or withheld, which one, and since when. */
export interface CopyRecord extends ThreadRecord {
  readonly dispatch: DocumentId;
  readonly kind: CopiedKind;
  readonly at: Date;
  /** The contact point is shown that it is there, and no word of it. */
  readonly byRelease: boolean;
}

export interface CopiesAfter {
  readonly limit: number;
  /** The last document already seen; null for the first page. */
  readonly after: DocumentId | null;
}

/** `to` null: withheld. */
interface DocumentCopy {
  readonly to: AuthorityId | null;
  readonly byRelease: boolean;
}
export type CopyRecords = ReadonlyMap<DocumentId | ThreadId, DocumentCopy>;

export interface NewCopy extends DocumentCopy {
  readonly thread: ThreadRecord;
  readonly document: Document<CopiedKind>;
}

/** SQL: what was transferred to the contact point is its own file, no copy. */
const shown = 'c.contact_point = $1 and c.authority <> c.contact_point';

const copyColumns = `t.*, c.dispatch, c.kind, c.at, c.by_release as "byRelease" from cases.copy c join lateral (
         select ${threadColumns} from cases.thread where id = c.thread) t on true`;

const isAfter = '(c.at, c.dispatch) < (select at, dispatch from cases.copy where dispatch = $3)';

/** Record that may be read by the row of the copy, whatever the roster of the thread says. */
const readable = (row: CopyRecord): CopyRecord => ({ ...row, onRoster: true });

/** Documents that a national contact point is shown; see the policies of the table. */
export class Copies {
  file(tx: Tx, copies: readonly NewCopy[]): void {
    if (copies.length === 0) return;
    const column = <T>(value: (row: NewCopy) => T) => copies.map(value);
    tx.send(
      `insert into cases.copy (dispatch, kind, thread, authority, compartment, contact_point, by_release)
       select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::boolean[])`,
      [
        column(({ document }) => document.id),
        column(({ document }) => document.kind),
        column(({ thread }) => thread.id),
        column(({ thread }) => thread.authority),
        column(({ thread }) => thread.compartment),
        column(({ to }) => to),
        column(({ byRelease }) => byRelease),
      ],
    );
  }

  /** Of documents, of which the one that opened a thread has its id; no line for what was not for a contact point. */
  async ofAll(tx: Tx, documents: readonly (DocumentId | ThreadId)[]): Promise<CopyRecords> {
    if (documents.length === 0) return new Map();
    const rows = await tx.query<DocumentCopy & { readonly dispatch: DocumentId }>(
      `select dispatch, contact_point as "to", by_release as "byRelease" from cases.copy
       where dispatch = any ($1::uuid[])`,
      [documents],
    );
    return new Map(rows.map(({ dispatch, ...copy }) => [dispatch, copy]));
  }

  /** Newest first. Row-level security shows them in the step that reads copies alone. @throws ThreadsError NOT_FOUND */
  list(tx: Tx, contactPoint: AuthorityId, page: CopiesAfter): Promise<CopyRecord[]> {
    return this.page(tx, shown, contactPoint, page);
  }

  /** Of an authority, newest first; nobody can open the record of what was erased. @throws ThreadsError NOT_FOUND */
  withheld(tx: Tx, authority: AuthorityId, page: CopiesAfter): Promise<CopyRecord[]> {
    const where = 'c.contact_point is null and c.authority = $1 and t."keyWrapped" is not null';
    return this.page(tx, where, authority, page);
  }

  private async page(
    tx: Tx,
    where: string,
    authority: AuthorityId,
    { limit, after }: CopiesAfter,
  ): Promise<CopyRecord[]> {
    await requirePageStart(tx, 'copy', after);
    const rows = await tx.query<CopyRecord>(
      `select ${copyColumns}
       where ${where} ${after === null ? '' : `and ${isAfter}`}
       order by c.at desc, c.dispatch desc limit $2`,
      [authority, limit, ...(after === null ? [] : [after])],
    );
    return rows.map(readable);
  }

  /** Undefined for what was not copied to this contact point. */
  async one(
    tx: Tx,
    contactPoint: AuthorityId,
    dispatch: DocumentId,
  ): Promise<CopyRecord | undefined> {
    const [row] = await tx.query<CopyRecord>(
      `select ${copyColumns}
       where ${shown} and c.dispatch = $2`,
      [contactPoint, dispatch],
    );
    return row && readable(row);
  }
}
