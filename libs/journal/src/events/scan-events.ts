import type { DocumentId, Purpose, Sha256 } from '#kernel';
import type { ScanSaid } from '#capabilities/attachments/scans/scan.model';

/**
 * Malware in an attachment refused on upload or withheld on download. `before`: previous scan; if clean, earlier
 * `item.exported` entries name the receivers.
 */
export interface ItemInfected {
  readonly at: 'UPLOAD' | 'DOWNLOAD';
  readonly root: Sha256;
  readonly scan: ScanSaid;
  readonly before?: ScanSaid;
  readonly document?: DocumentId;
  readonly purpose?: Purpose;
}
