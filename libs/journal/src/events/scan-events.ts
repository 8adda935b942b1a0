import type { DocumentId, Purpose, Sha256 } from '#kernel';
import type { ScanSaid } from '#capabilities/attachments/scans/scan.model';

/**
 * Malware in an attachment, whose upload or download was refused. `before` (download only): previous scan; if clean, earlier
 * `item.exported` entries name the officers who downloaded the file.
 */
export interface ItemInfected {
  readonly at: 'UPLOAD' | 'DOWNLOAD';
  readonly root: Sha256;
  readonly scan: ScanSaid;
  readonly before?: ScanSaid;
  readonly document?: DocumentId;
  readonly purpose?: Purpose;
}
