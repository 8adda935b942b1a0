import { Bytes, One, Parsed, ReadOfThread, Text, Whole } from '#contract';
import {
  parseOfficerId,
  parseSha256,
  parseTimestamp,
  type OfficerId,
  type Sha256,
  type Timestamp,
} from '#kernel';
import {
  type CertificateFailure,
  certificateFailures,
  type CertificateState,
  certificateStates,
  packageBounds,
  type RuleOutcome,
  ruleOutcomes,
} from '../packages.lists.js';

export class CertificateView {
  @Whole({
    ...{ min: 1, max: packageBounds.certificates },
    description:
      'Number within the package, from 1 on; the last one that is made takes the place of those before.',
  })
  readonly number: number;
  @Parsed(parseOfficerId, { description: 'Who gave it.' })
  readonly officer: OfficerId;
  @Parsed(parseTimestamp, { description: 'When it was given.' })
  readonly givenAt: Timestamp;
  @One(certificateStates, {
    description:
      'GIVEN: not judged yet. MADE: on record. REFUSED: it is not, and `failure` says why.',
  })
  readonly state: CertificateState;
  @Parsed(parseTimestamp, { description: 'Since when.' })
  readonly stateAt: Timestamp;
  @One(certificateFailures, { nullable: true, description: 'Why it is not on record.' })
  readonly failure: CertificateFailure | null;
  @Text({
    max: 200,
    nullable: true,
    description: 'Office of who certifies, as the certificate says.',
    example: 'Records Officer',
  })
  readonly office: string | null;
  @Whole({ min: 0, nullable: true, description: 'Bytes of the document, once it is on record.' })
  readonly size: number | null;
  @Parsed(parseSha256, { nullable: true, description: 'Of the document.' })
  readonly sha256: Sha256 | null;
  @Text({ max: 128, nullable: true, description: 'Of the document.', example: 'cf83e1357eefb8bd' })
  readonly sha512: string | null;
  @One(ruleOutcomes, {
    nullable: true,
    description:
      'CER-01: it is complete by the profile of the State, and sealed by an authority that the State knows.',
  })
  readonly cer01: RuleOutcome | null;
  @One(ruleOutcomes, {
    nullable: true,
    description: 'CER-02: it states method, hashes, versions, and is not conclusory.',
  })
  readonly cer02: RuleOutcome | null;
}

export class GiveCertificate extends ReadOfThread {
  @Text({
    ...{ max: 64, min: 1, example: 'border-police-2026-1' },
    description: 'Number of the package.',
  })
  readonly exhibit: string;
  @Bytes(packageBounds.certificate, {
    min: 1,
    description:
      'The sealed PDF that `liaise certify` made, packed by gzip (RFC 1952); of at most 8 MiB before.',
  })
  readonly certificate: Uint8Array;
}
