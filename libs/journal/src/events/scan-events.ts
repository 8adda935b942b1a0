import type { DocumentId, Purpose, Sha256 } from '#kernel';
import type { ScanSaid } from '#capabilities/attachments/scans/scan.model';

/**
 * The scanner found something in an attachment, and nobody was given it: it was not taken from its officer (`UPLOAD`), or not
 * given out (`DOWNLOAD`; then with its document, and what it was wanted for). The hashes stand in `obj`; `scan` names the
 * signature and the version of the signatures. `root` names its ciphertext, which is kept where it was received. `before` is what was
 * last said of it: where that was no finding it may have been given out, to those whose `item.exported` stand before this.
 */
export interface ItemInfected {
  readonly at: 'UPLOAD' | 'DOWNLOAD';
  readonly root: Sha256;
  readonly scan: ScanSaid;
  readonly before?: ScanSaid;
  readonly document?: DocumentId;
  readonly purpose?: Purpose;
}
