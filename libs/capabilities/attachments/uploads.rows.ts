import {
  phrase,
  type AttachmentEntry,
  type AuthorityId,
  type Compartment,
  type DocumentId,
  type OfficerId,
  type Sha256,
  type Sha512,
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
  readonly scan: Scan | null;
}

/** Associated data for the encrypted file key. A key copied to another row or authority does not decrypt. */
const label = ({
  id,
  authority,
}: {
  readonly id: string;
  readonly authority: AuthorityId;
}): string => `upload:${authority}:${id}`;

/** Document id that marks an upload under deletion. Documents can no longer claim the upload. */
const removed = '00000000-0000-0000-0000-000000000000';

export const uploadHours = 24;
/** Hours for which an upload row is kept: one day to claim the upload, one more to submit the same document again. */
export const uploadRowHours = 2 * uploadHours;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

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
   * Assigns uploads to a document; a repeat for the same document succeeds. @throws ThreadsError UPLOAD_UNKNOWN if an upload
   * is missing, belongs to another document, or differs from its entry in size or hash
   */
  async assignUploads(
    tx: Tx,
    ids: readonly string[],
    entries: readonly AttachmentEntry[],
    dispatch: DocumentId,
  ): Promise<NewAttachment[]> {
    if (ids.length !== entries.length)
      throw new ThreadsError(
        'UPLOAD_UNKNOWN',
        phrase`one upload for each attachment of the document`,
      );
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
        throw new ThreadsError('UPLOAD_UNKNOWN', phrase`attachment ${i + 1}`);
      const { key: storageKey } = this.keys.storageKeyOf(row.compartment, row.keyEpoch);
      const key = decryptContent(storageKey, label(row), row.keyWrapped);
      return { root: row.root, ciphertextSize: row.ciphertextSize, key, scan: row.scan };
    });
  }

  /**
   * Marks and returns at most `limit` unclaimed uploads that are older than `uploadHours`. Returns them again until `forget`
   * is called. `except`: ids to leave out.
   */
  abandon(tx: Tx, limit: number, except: readonly string[] = []): Promise<AbandonedUpload[]> {
    return tx.query(
      `with old as (
         select id, dispatch is null as fresh from cases.upload
         where uploaded_at < statement_timestamp() - $2 * interval '1 hour'
           and (dispatch is null or dispatch = $1) and id <> all ($3::uuid[])
         order by uploaded_at limit ${limit} for update skip locked)
       update cases.upload u set dispatch = $1 from old where u.id = old.id
       returning u.id, u.root, u.size, u.sha256, u.sha512, old.fresh`,
      [removed, uploadHours, except],
    );
  }

  async forget(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.query(`delete from cases.upload where id = any ($1::uuid[]) and dispatch = $2`, [
      ids,
      removed,
    ]);
  }

  /**
   * Deletes at most `limit` rows of claimed uploads older than `uploadRowHours`; returns their number. Their file keys must
   * not outlive an erased thread.
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
