import { One, Parsed, Text } from '#contract';
import { parseTimestamp, type Timestamp } from '#kernel';
import { scanGaps, scanVerdicts, type ScanVerdict } from './scan.lists.js';

/** Verdict of this State's virus scanner. A file is CLEAN only if the scanner explicitly said so. */
export class Scan {
  @One(scanVerdicts)
  readonly verdict: ScanVerdict;
  @Text({
    nullable: true,
    description: `Of INFECTED the signature, of NOT_SCANNED why: ${scanGaps.join(', ')}.`,
    example: null,
  })
  readonly reason: string | null;
  @Text({
    nullable: true,
    description: 'Engine and version of its signatures, in its own words.',
    example: 'ClamAV 1.4.3/27700',
  })
  readonly engine: string | null;
  @Parsed(parseTimestamp, { nullable: true })
  readonly at: Timestamp | null;
}
