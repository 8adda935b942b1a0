import type { AuthorityId, Document, DocumentId, ThreadId } from '#kernel';
import type { CopiedKind } from './copying.model.js';
import { assertPageStart, threadColumns, type ThreadRecord } from '#threads';
import type { Tx } from '#store';

export interface CopyRecord extends ThreadRecord {
  readonly dispatch: DocumentId;
  readonly kind: CopiedKind;
  readonly at: Date;
  readonly byRelease: boolean;
}

export interface CopiesAfter {
  readonly limit: number;
  readonly after: DocumentId | null;
}

interface DocumentCopy {
  readonly to: AuthorityId | null;
  readonly byRelease: boolean;
}
export type CopyRecords = ReadonlyMap<DocumentId | ThreadId, DocumentCopy>;

export interface NewCopy extends DocumentCopy {
  readonly thread: ThreadRecord;
  readonly document: Document<CopiedKind>;
}

const shown = 'c.contact_point = $1 and c.authority <> c.contact_point';

const copyColumns = `t.*, c.dispatch, c.kind, c.at, c.by_release as "byRelease" from cases.copy c join lateral (
         select ${threadColumns} from cases.thread where id = c.thread) t on true`;

const isAfter = '(c.at, c.dispatch) < (select at, dispatch from cases.copy where dispatch = $3)';

const readable = (row: CopyRecord): CopyRecord => ({ ...row, onRoster: true });

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

  async ofAll(tx: Tx, documents: readonly (DocumentId | ThreadId)[]): Promise<CopyRecords> {
    if (documents.length === 0) return new Map();
    const rows = await tx.query<DocumentCopy & { readonly dispatch: DocumentId }>(
      `select dispatch, contact_point as "to", by_release as "byRelease" from cases.copy
       where dispatch = any ($1::uuid[])`,
      [documents],
    );
    return new Map(rows.map(({ dispatch, ...copy }) => [dispatch, copy]));
  }

  listCopies(tx: Tx, contactPoint: AuthorityId, page: CopiesAfter): Promise<CopyRecord[]> {
    return this.page(tx, shown, contactPoint, page);
  }

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
    await assertPageStart(tx, 'copy', after);
    const rows = await tx.query<CopyRecord>(
      `select ${copyColumns}
       where ${where} ${after === null ? '' : `and ${isAfter}`}
       order by c.at desc, c.dispatch desc limit $2`,
      [authority, limit, ...(after === null ? [] : [after])],
    );
    return rows.map(readable);
  }

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
