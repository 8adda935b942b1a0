import { One, Parsed, Part, Text, Whole } from '#contract';
import { parseSha256, parseSha512, type Sha256, type Sha512 } from '#kernel';
import { Scan } from '#capabilities/attachments/scans/scan.contract';

const states = ['COMPLETE', 'PARTIAL', 'CORRUPT'] as const;

export class AttachmentProgress {
  @Whole({ min: 0, description: 'Of the attachment in its document, from 0.' })
  readonly position: number;
  @One(states)
  readonly state: (typeof states)[number];
  @Whole({ min: 0 })
  readonly chunks: number;
  @Whole({ min: 0, description: 'Chunks that are there; of what was sent, that came there.' })
  readonly have: number;
  @Part(() => Scan, {
    description:
      'What the antivirus scanner of this State said when it was last given out or taken.',
  })
  readonly scan: Scan;
}

export class AttachmentView extends AttachmentProgress {
  @Text({ example: 'statement.txt' })
  readonly name: string;
  @Text({ example: 'text/plain' })
  readonly mediaType: string;
  @Whole({ min: 0, description: 'Bytes.' })
  readonly size: number;
  @Parsed(parseSha256)
  readonly sha256: Sha256;
  @Parsed(parseSha512)
  readonly sha512: Sha512;
}
