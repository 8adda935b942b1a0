import { scanGaps, scanVerdicts, type Scan } from '#capabilities/attachments/scan.contract';
import type { AttachmentProgress, AttachmentView, Calls } from '#capabilities/calls';
import {
  Count,
  One,
  Part,
  Sha256Hex,
  Sha512Hex,
  Text,
  Time,
  type Edge,
  type EdgeOf,
} from './members.js';

/** Answers about files: what was uploaded, what stands in a document, and what the scanner says of either. */

export class ScanPart implements Edge<Scan> {
  @One(scanVerdicts)
  readonly verdict: EdgeOf<Scan, 'verdict'>;
  @Text({
    nullable: true,
    description: `Of INFECTED the signature, of NOT_SCANNED why: ${scanGaps.join(', ')}.`,
  })
  readonly reason: string | null;
  @Text({ nullable: true, description: 'Engine and version of its signatures.' })
  readonly engine: string | null;
  @Time({ nullable: true })
  readonly at: EdgeOf<Scan, 'at'>;
}

export class ProgressPart implements Edge<AttachmentProgress> {
  @Count()
  readonly position: number;
  @One(['COMPLETE', 'PARTIAL', 'CORRUPT'])
  readonly state: EdgeOf<AttachmentProgress, 'state'>;
  @Count()
  readonly chunks: number;
  @Count()
  readonly have: number;
  @Part(() => ScanPart, {
    description:
      'What the antivirus scanner of this State said when it was last given out or taken.',
  })
  readonly scan: ScanPart;
}

export class AttachmentPart extends ProgressPart implements Edge<AttachmentView> {
  @Text()
  readonly name: string;
  @Text()
  readonly mediaType: string;
  @Count()
  readonly size: number;
  @Sha256Hex()
  readonly sha256: EdgeOf<AttachmentView, 'sha256'>;
  @Sha512Hex()
  readonly sha512: EdgeOf<AttachmentView, 'sha512'>;
}

type UploadView = Calls['requests.upload-finish']['out'];

export class UploadAnswer implements Edge<UploadView> {
  @Text()
  readonly upload: string;
  @Count()
  readonly size: number;
  @Sha256Hex()
  readonly sha256: EdgeOf<UploadView, 'sha256'>;
  @Sha512Hex()
  readonly sha512: EdgeOf<UploadView, 'sha512'>;
  @Part(() => ScanPart)
  readonly scan: ScanPart;
}
