/** Where the making of a package stands. */
export const packageStates = [
  'ASKED',
  'GATHERING',
  'WAITING_FOR_CHECKPOINT',
  'SEALING',
  'BUILT',
  'FAILED',
] as const;
export type PackageState = (typeof packageStates)[number];

/** Reasons for which a package was not made; each one's remedy stands in the catalogue of errors. */
export const packageFailures = [
  'PACKAGE_EMPTY',
  'PACKAGE_TOO_LARGE',
  'PACKAGE_ROOT_CHANGED',
  'PACKAGE_LEAF_INVALID',
  'PACKAGE_CHAIN_BROKEN',
  'PACKAGE_UNCOSIGNED',
  'PACKAGE_UNTIMED',
  'PACKAGE_FILE_MISSING',
  'PACKAGE_CHANGED',
  'PACKAGE_WITHDRAWN',
  'PACKAGE_REFUSED',
  'PACKAGE_FAILED',
] as const;
export type PackageFailure = (typeof packageFailures)[number];

/**
 * Files of a package: itself, the reports of the rules before and after it was built, a certificate of it (PDF, packed by gzip), and the
 * report on it with that.
 */
export const packageFiles = ['PACKAGE', 'BEFORE', 'AFTER', 'CERTIFICATE', 'CERTIFIED'] as const;
export type PackageFileName = (typeof packageFiles)[number];
/** Report of the rules on a package as it was made, by when. */
export type FileStage = Extract<PackageFileName, 'BEFORE' | 'AFTER'>;

/** Where a certificate of a package stands: given and not judged yet, on record, or refused. */
export const certificateStates = ['GIVEN', 'MADE', 'REFUSED'] as const;
export type CertificateState = (typeof certificateStates)[number];

/** Reasons for which a certificate is not on record; each one's remedy stands in the catalogue of errors. */
export const certificateFailures = [
  'PACKAGE_CERTIFICATE_UNREADABLE',
  'PACKAGE_CERTIFICATE_OTHER',
  'PACKAGE_CERTIFICATE_UNSEALED',
  'PACKAGE_CERTIFICATE_UNJUDGED',
] as const;
export type CertificateFailure = (typeof certificateFailures)[number];

/** Outcomes of a rule, as a report has them. */
export const ruleOutcomes = ['pass', 'fail', 'unknown'] as const;
export type RuleOutcome = (typeof ruleOutcomes)[number];

/** Reasons for which a package takes the place of another one. */
export const supersedeReasons = [
  'CONSENT',
  'RECALL',
  'CORRECTION',
  'KEY',
  'MORE_MATERIAL',
  'MISTAKE',
] as const;
export type SupersedeReason = (typeof supersedeReasons)[number];
/** Package whose place another one takes, and why. */
export interface Superseding {
  readonly exhibit: string;
  readonly reason: SupersedeReason;
}

/** Ways by which something is told beside a file: how a recipient heard the SHA-512 of a package, or what became of it. */
export const tellingWays = [
  'IN_PERSON',
  'TELEPHONE',
  'LETTER',
  'COURIER',
  'OFFICIAL_NETWORK',
] as const;
export type TellingWay = (typeof tellingWays)[number];

/** Grounds of a package that no longer hold, or another one in its place; each with what to do. */
export const packageConcerns = {
  SUPERSEDED: 'Tell each recipient that the newer one takes its place.',
  CONSENT_WITHDRAWN:
    'Nothing of these items may be used further. Tell each recipient what the withdrawal says of use that was made; build one that supersedes it.',
  CONSENT_EXPIRED:
    'Ask for consent again before further use, and tell each recipient; then build one that supersedes it.',
  ITEM_RECALLED:
    'Answer the recall, and tell each recipient that the document was taken back; build one that supersedes it.',
  ITEM_NARROWED: 'Tell each recipient of the stricter handling; build one that supersedes it.',
  ITEM_CORRECTED: 'Tell each recipient of the correction; build one that supersedes it.',
  KEY_REVOKED:
    'A document is signed by a key that did not hold then. Have its officer confirm it, tell each recipient, and build one that supersedes it.',
} as const;
export type PackageConcern = keyof typeof packageConcerns;
export const packageConcernCodes = Object.keys(packageConcerns) as readonly PackageConcern[];

/** Bounds of packages of one State. */
export const packageBounds = {
  /** Waiting to be made, or being made. */
  waiting: 16,
  /** Asked for by one officer within a day. */
  ofOfficer: 8,
  /** Of one thread, ever. */
  ofThread: 64,
  /** Documents of a thread that a variant may speak of. */
  documents: 1_024,
  /** Certificates that one package was given, those that were refused, too; bytes of one as it is given. */
  certificates: 16,
  certificate: 380 * 1_024,
  /** Hand-overs of one package. */
  handed: 64,
  /** Concerns of one package that are shown and recorded. */
  concerns: 256,
  /** Bytes of all files of one, before it is put together. */
  bytes: 256 * 2 ** 20,
  /** Bytes of a package: those files, and what proves them. */
  file: 512 * 2 ** 20,
  /** Bytes of a package that one call gives out. */
  piece: 2 * 262_144,
  /** By how much the time of what an officer states may be ahead of this clock. */
  aheadMs: 300_000,
  /** Hours for which the checkpoint with the gathering may lack its quorum. */
  cosignedHours: 12,
  /** For which a package waits for entries of the neighbour's log while nothing comes, and in all; then it is made without. */
  neighbourMs: 300_000,
  neighbourAllMs: 7_200_000,
  /** After which an ask is said again; twice as long each time, two minutes at most. */
  againMs: 15_000,
  /** Hours after the gathering within which the package must be stamped; a verifier allows 24. */
  stampedHours: 20,
  /** For which its steps may fail on end, for another reason than itself. */
  failingMs: 600_000,
} as const;
