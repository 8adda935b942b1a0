import type { DocumentId, Purpose, Sha256 } from '#kernel';
import type { ScanSaid } from '#capabilities/attachments/scans/scan.model';

/**
 * Tells that the scanner found malware and the upload or download was refused. `before`, only for downloads: previous scan;
 * if clean, `item.exported` entries name earlier downloaders.
 */
export interface ItemInfected {
  readonly at: 'UPLOAD' | 'DOWNLOAD';
  readonly root: Sha256;
  readonly scan: ScanSaid;
  readonly before?: ScanSaid;
  readonly document?: DocumentId;
  readonly purpose?: Purpose;
}
