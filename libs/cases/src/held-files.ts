import type { AuthorityId, Compartment, Document, DocumentId, Sha256 } from '#model';
import type { Tx } from '#store';
import { markTokens, type KeyRing } from '#trust';
import type { ThreadRecord } from './rows.js';

/** Of the blind index; no word that is searched for has it. */
const type = 'file';

/** Documents with one file that are compared: who has it in more has it from nobody in particular. */
const mostHeld = 64;

/** Whose files are looked through. */
export interface FilesOf {
  readonly authority: AuthorityId;
  readonly compartments: readonly Compartment[];
}

/**
 * Which documents came with a file, by a keyed hash of its SHA-256 in the blind index: so that a file is known again that is
 * attached elsewhere, and a reader of the database learns no hash. They go with the words of their document.
 */
export class HeldFiles {
  constructor(private readonly keys: KeyRing) {}

  /** In the transaction that appends the document. */
  add(tx: Tx, thread: ThreadRecord, { id, attachments }: Document): void {
    if (attachments.length === 0) return;
    tx.send(
      `insert into cases.token (authority, compartment, type, token, thread, dispatch)
       select $1, $2, '${type}', t.token, $3, $4 from unnest($5::bytea[]) as t (token)
       on conflict do nothing`,
      [
        thread.authority,
        thread.compartment,
        thread.id,
        id,
        this.tokens(
          thread.compartment,
          attachments.map(({ sha256 }) => sha256),
        ),
      ],
    );
  }

  /** Documents of the authority with the file, the oldest first, besides `except`; two files may share a keyed hash. */
  async with(
    tx: Tx,
    { authority, compartments }: FilesOf,
    file: Sha256,
    except: DocumentId,
  ): Promise<DocumentId[]> {
    const tokens = compartments.flatMap((compartment) => this.tokens(compartment, [file]));
    const rows = await tx.query<{ id: DocumentId }>(
      `select d.id from unnest($2::text[], $3::bytea[]) as n (compartment, token)
       join cases.token k on k.authority = $1 and k.compartment = n.compartment
         and k.type = '${type}' and k.token = n.token
       join cases.dispatch d on d.id = k.dispatch
       where d.id <> $4 order by d.committed_at, d.id limit ${mostHeld}`,
      [authority, compartments, tokens, except],
    );
    return rows.map(({ id }) => id);
  }

  private tokens(compartment: Compartment, files: readonly Sha256[]): Buffer[] {
    return markTokens(this.keys.indexKey(compartment), compartment, type, files);
  }
}
