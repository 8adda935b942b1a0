import type { DocumentId, Purpose, Sha256 } from '#kernel';
import type { ScanSaid } from '#capabilities/attachments/scans/scan.model';

/**
 * Malware found in an attachment, which was then refused on upload or kept back on download. `before` is the previous scan
 * result: where it found nothing, earlier `item.exported` entries name who received the file.
 */
export interface ItemInfected {
  readonly at: 'UPLOAD' | 'DOWNLOAD';
  readonly root: Sha256;
  readonly scan: ScanSaid;
  readonly before?: ScanSaid;
  readonly document?: DocumentId;
  readonly purpose?: Purpose;
}
