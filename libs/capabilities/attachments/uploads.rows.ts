import type {
  AttachmentEntry,
  AuthorityId,
  Compartment,
  DocumentId,
  OfficerId,
  Sha256,
  Sha512,
} from '#kernel';
import type { Scan } from '#capabilities/attachments/scans/scan.contract';
import { ThreadsError, type NewAttachment, scanRow } from '#threads';
import type { Tx } from '#store';
import { decryptContent, encryptContent, type KeyRing } from '#trust';

export interface NewUpload {
  readonly id: string;
  readonly authority: AuthorityId;
  readonly compartment: Compartment;
  readonly officer: OfficerId;
  readonly root: Sha256;
  readonly ciphertextSize: number;
  readonly size: number;
  readonly sha256: string;
  readonly sha512: string;
  readonly key: Uint8Array;
  readonly scan: Scan;
}

export interface AbandonedUpload {
  readonly id: string;
  readonly root: Sha256;
  readonly size: number;
  readonly sha256: Sha256;
  readonly sha512: Sha512;
  /** Taken away now, and not by an earlier run. */
  readonly fresh: boolean;
}

interface UploadRow {
  readonly id: string;
  readonly authority: AuthorityId;
  readonly compartment: Compartment;
  readonly root: Sha256;
  readonly ciphertextSize: number;
  readonly size: number;
  readonly sha256: string;
  readonly sha512: string;
  readonly keyEpoch: number;
  readonly keyWrapped: Buffer;
  /** Null: of one that came before there were scans. */
  readonly scan: Scan | null;
}

/** Binds the key to its row and to the authority whose officer sent the file: in another's it does not open. */
const label = ({
  id,
  authority,
}: {
  readonly id: string;
  readonly authority: AuthorityId;
}): string => `upload:${authority}:${id}`;

/** Stands for the document of an upload that is being removed: no real one can take it any more. */
const removed = '00000000-0000-0000-0000-000000000000';

/** How long an upload waits for its document. */
export const uploadHours = 24;
/**
 * How long its row is kept in all: a document may be composed when the upload is as old as it gets, and submitted again
 * until it is a day old itself.
 */
export const uploadRowHours = 2 * uploadHours;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Attachments encrypted at upload that wait for their document. */
export class Uploads {
  constructor(private readonly keys: KeyRing) {}

  async add(tx: Tx, upload: NewUpload): Promise<void> {
    const { epoch, key: storageKey } = this.keys.storageKey(upload.compartment);
    const key = encryptContent(storageKey, label(upload), upload.key);
    await tx.query(
      `insert into cases.upload (id, authority, compartment, officer, root, ciphertext_size, size, sha256, sha512,
         key_epoch, key_wrapped, scan)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        upload.id,
        upload.authority,
        upload.compartment,
        upload.officer,
        upload.root,
        upload.ciphertextSize,
        upload.size,
        upload.sha256,
        upload.sha512,
        epoch,
        key,
        scanRow(upload.scan),
      ],
    );
  }

  /**
   * Takes uploads of this officer's authority for a document, each once, in the order of the document's attachments.
   * The signed hashes decide: an upload whose size or hash differs from what the officer signed is refused.
   */
  async take(
    tx: Tx,
    ids: readonly string[],
    entries: readonly AttachmentEntry[],
    dispatch: DocumentId,
  ): Promise<NewAttachment[]> {
    if (ids.length !== entries.length)
      throw new ThreadsError('UPLOAD_UNKNOWN', 'one upload for each attachment of the document');
    if (ids.length === 0) return [];
    if (!ids.every((id) => uuid.test(id))) throw new ThreadsError('UPLOAD_UNKNOWN', 'id');
    const rows = await tx.query<UploadRow>(
      `update cases.upload set dispatch = $2
       where id = any ($1::uuid[]) and (dispatch is null or dispatch = $2)
       returning id, authority, compartment, root, ciphertext_size as "ciphertextSize", size, sha256, sha512,
         key_epoch as "keyEpoch", key_wrapped as "keyWrapped", scan`,
      [ids, dispatch],
    );
    return entries.map((entry, i) => {
      const row = rows.find((r) => r.id === ids[i]);
      if (row?.size !== entry.size || row.sha256 !== entry.sha256 || row.sha512 !== entry.sha512)
        throw new ThreadsError('UPLOAD_UNKNOWN', `attachment ${i + 1}`);
      const { key: storageKey } = this.keys.storageKeyOf(row.compartment, row.keyEpoch);
      const key = decryptContent(storageKey, label(row), row.keyWrapped);
      return { root: row.root, ciphertextSize: row.ciphertextSize, key, scan: row.scan };
    });
  }

  /**
   * Takes uploads of all authorities away that no document has named for a day, and those that an earlier run took
   * away but did not `forget` (not `fresh`). At most `limit`. The chunks of what is returned are of no use to anybody.
   */
  abandon(tx: Tx, limit: number): Promise<AbandonedUpload[]> {
    return tx.query(
      `with old as (
         select id, dispatch is null as fresh from cases.upload
         where uploaded_at < statement_timestamp() - $2 * interval '1 hour'
           and (dispatch is null or dispatch = $1)
         order by uploaded_at limit ${limit} for update skip locked)
       update cases.upload u set dispatch = $1 from old where u.id = old.id
       returning u.id, u.root, u.size, u.sha256, u.sha512, old.fresh`,
      [removed, uploadHours],
    );
  }

  /** The chunks of these abandoned uploads are gone: so are their keys. */
  async forget(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.query(`delete from cases.upload where id = any ($1::uuid[]) and dispatch = $2`, [
      ids,
      removed,
    ]);
  }

  /**
   * Forgets uploads whose document can no longer be submitted again; their keys are kept under those of the threads
   * alone, so that erasing a thread erases them. Returns how many, at most `limit`.
   */
  async forgetTaken(tx: Tx, limit: number): Promise<number> {
    const rows = await tx.query(
      `delete from cases.upload where id in (
         select id from cases.upload
         where uploaded_at < statement_timestamp() - $2 * interval '1 hour'
           and dispatch is not null and dispatch <> $1
         order by uploaded_at limit ${limit} for update skip locked)
       returning id`,
      [removed, uploadRowHours],
    );
    return rows.length;
  }
}
