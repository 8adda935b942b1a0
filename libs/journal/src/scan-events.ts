import type { DocumentId, Purpose, ScanSaid, Sha256 } from '#model';

/**
 * The scanner found something in an attachment, and nobody was given it: it was not taken from its officer (`UPLOAD`), or not
 * given out (`DOWNLOAD`; then with its document, and what it was wanted for). The hashes stand in `obj`; `scan` names the
 * signature and the version of the signatures. `root` names its ciphertext, which is kept where it was received.
 */
export interface ItemInfected {
  readonly at: 'UPLOAD' | 'DOWNLOAD';
  readonly root: Sha256;
  readonly scan: ScanSaid;
  readonly document?: DocumentId;
  readonly purpose?: Purpose;
}
