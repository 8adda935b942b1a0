import type { AuthorityId, Document, DocumentId, ThreadId } from '#kernel';
import type { CopiedKind } from './copying.model.js';
import type { Page } from '#capabilities/calls';
import { requirePlace, threadColumns, type ThreadRecord } from '#threads';
import type { Tx } from '#store';

/** A thread of which a document was copied, or withheld, which one, and since when. */
export interface CopyRecord extends ThreadRecord {
  readonly dispatch: DocumentId;
  readonly kind: CopiedKind;
  readonly at: Date;
  /** The contact point is shown that it is there, and no word of it. */
  readonly byRelease: boolean;
}

interface DocumentCopy {
  readonly to: AuthorityId | null;
  readonly byRelease: boolean;
}

/** SQL: what was transferred to the contact point is its own file, no copy. */
const shown = 'c.contact_point = $1 and c.authority <> c.contact_point';

const copyColumns = `t.*, c.dispatch, c.kind, c.at, c.by_release as "byRelease" from cases.copy c join lateral (
         select ${threadColumns} from cases.thread where id = c.thread) t on true`;

const isAfter = '(c.at, c.dispatch) < (select at, dispatch from cases.copy where dispatch = $3)';

/** Whoever reads it here reads the document by the row of the copy, not by the roster of the thread. */
const readable = (row: CopyRecord): CopyRecord => ({ ...row, onRoster: true });

/** Which documents a national contact point is shown; see the policies of the table. */
export class Copies {
  /** `contactPoint` null: withheld. */
  file(
    tx: Tx,
    thread: ThreadRecord,
    { id, kind }: Document<CopiedKind>,
    contactPoint: AuthorityId | null,
    byRelease = false,
  ): void {
    tx.send(
      `insert into cases.copy (dispatch, kind, thread, authority, compartment, contact_point, by_release)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, kind, thread.id, thread.authority, thread.compartment, contactPoint, byRelease],
    );
  }

  /**
   * What became of a document, of which the one that opened a thread has its id; undefined where it was not for a contact point.
   * `to` null: withheld.
   */
  async of(tx: Tx, dispatch: DocumentId | ThreadId): Promise<DocumentCopy | undefined> {
    const [row] = await tx.query<DocumentCopy>(
      'select contact_point as "to", by_release as "byRelease" from cases.copy where dispatch = $1',
      [dispatch],
    );
    return row;
  }

  /** Newest first. Row-level security shows them in the step that reads copies alone. @throws ThreadsError NOT_FOUND */
  list(tx: Tx, contactPoint: AuthorityId, page: Page): Promise<CopyRecord[]> {
    return this.page(tx, shown, contactPoint, page);
  }

  /** Of an authority, newest first; nobody can open the record of what was erased. @throws ThreadsError NOT_FOUND */
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
    await requirePlace(tx, 'copy', before);
    const rows = await tx.query<CopyRecord>(
      `select ${copyColumns}
       where ${where} ${before === null ? '' : `and ${isAfter}`}
       order by c.at desc, c.dispatch desc limit $2`,
      [authority, limit, ...(before === null ? [] : [before])],
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
