import type { DocumentId, Purpose, Sha256 } from '#kernel';
import type { ScanSaid } from '#capabilities/attachments/scans/scan.model';

/**
 * Tells of malware in an attachment that was refused on upload or withheld on download. `before`: previous scan; if that
 * scan found nothing, earlier `item.exported` entries name who received the file.
 */
export interface ItemInfected {
  readonly at: 'UPLOAD' | 'DOWNLOAD';
  readonly root: Sha256;
  readonly scan: ScanSaid;
  readonly before?: ScanSaid;
  readonly document?: DocumentId;
  readonly purpose?: Purpose;
}
