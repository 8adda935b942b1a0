import type {
  AttachmentEntry,
  AuthorityId,
  Compartment,
  DocumentId,
  OfficerId,
  Sha256,
} from '#model';
import type { Tx } from '#store';
import { decryptContent, encryptContent, type KeyRing } from '#trust';
import type { NewAttachment } from './cases.js';
import { CasesError } from './errors.js';

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
}

interface UploadRow {
  readonly id: string;
  readonly compartment: Compartment;
  readonly root: Sha256;
  readonly ciphertextSize: number;
  readonly size: number;
  readonly sha256: string;
  readonly sha512: string;
  readonly keyEpoch: number;
  readonly keyWrapped: Buffer;
}

/** Attachments encrypted at upload that wait for their document. */
export class Uploads {
  constructor(private readonly keys: KeyRing) {}

  async add(tx: Tx, upload: NewUpload): Promise<void> {
    const { epoch, key: storageKey } = this.keys.storageKey(upload.compartment);
    const key = encryptContent(storageKey, `upload:${upload.id}`, upload.key);
    await tx.query(
      `insert into cases.upload (id, authority, compartment, officer, root, ciphertext_size, size, sha256, sha512,
         key_epoch, key_wrapped)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
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
      throw new CasesError('UPLOAD_UNKNOWN', 'one upload for each attachment of the document');
    if (ids.length === 0) return [];
    const rows = await tx.query<UploadRow>(
      `update cases.upload set dispatch = $2
       where id = any ($1::uuid[]) and (dispatch is null or dispatch = $2)
       returning id, compartment, root, ciphertext_size as "ciphertextSize", size, sha256, sha512,
         key_epoch as "keyEpoch", key_wrapped as "keyWrapped"`,
      [ids, dispatch],
    );
    return entries.map((entry, i) => {
      const row = rows.find((r) => r.id === ids[i]);
      if (row?.size !== entry.size || row.sha256 !== entry.sha256 || row.sha512 !== entry.sha512)
        throw new CasesError('UPLOAD_UNKNOWN', `attachment ${i + 1}`);
      const { key: storageKey } = this.keys.storageKeyOf(row.compartment, row.keyEpoch);
      const key = decryptContent(storageKey, `upload:${row.id}`, row.keyWrapped);
      return { root: row.root, ciphertextSize: row.ciphertextSize, key };
    });
  }
}
