export const packageStates = [
  'ASKED',
  'GATHERING',
  'WAITING_FOR_CHECKPOINT',
  'SEALING',
  'BUILT',
  'FAILED',
] as const;
export type PackageState = (typeof packageStates)[number];

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

export const packageFiles = ['PACKAGE', 'BEFORE', 'AFTER', 'CERTIFICATE', 'CERTIFIED'] as const;
export type PackageFileName = (typeof packageFiles)[number];
export type FileStage = Extract<PackageFileName, 'BEFORE' | 'AFTER'>;

export const certificateStates = ['GIVEN', 'MADE', 'REFUSED'] as const;
export type CertificateState = (typeof certificateStates)[number];

export const certificateFailures = [
  'PACKAGE_CERTIFICATE_UNREADABLE',
  'PACKAGE_CERTIFICATE_OTHER',
  'PACKAGE_CERTIFICATE_UNSEALED',
  'PACKAGE_CERTIFICATE_UNJUDGED',
] as const;
export type CertificateFailure = (typeof certificateFailures)[number];

export const ruleOutcomes = ['pass', 'fail', 'unknown'] as const;
export type RuleOutcome = (typeof ruleOutcomes)[number];

export const supersedeReasons = [
  'CONSENT',
  'RECALL',
  'CORRECTION',
  'KEY',
  'MORE_MATERIAL',
  'MISTAKE',
] as const;
export type SupersedeReason = (typeof supersedeReasons)[number];
export interface Superseding {
  readonly exhibit: string;
  readonly reason: SupersedeReason;
}

export const tellingWays = [
  'IN_PERSON',
  'TELEPHONE',
  'LETTER',
  'COURIER',
  'OFFICIAL_NETWORK',
] as const;
export type TellingWay = (typeof tellingWays)[number];

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
    'Something in it is signed by a key that did not hold then, or a State has another root now. Tell each recipient. Of an officer: have the officer confirm the document, and build one that supersedes it. Of a State: ask its administrators since when the key was not theirs alone. After what it signed: build one that supersedes it. Before: no package of these entries can be made, and each recipient is told that.',
} as const;
export type PackageConcern = keyof typeof packageConcerns;
export const packageConcernCodes = Object.keys(packageConcerns) as readonly PackageConcern[];

/** Types of log entry that show that a message crossed the border: sent to the neighbour, or accepted from the neighbour. */
export const carriers: readonly string[] = ['msg.send.intent', 'msg.accepted'];

export const packageBounds = {
  waiting: 16,
  ofOfficer: 8,
  ofThread: 64,
  documents: 1_024,
  certificates: 16,
  certificate: 380 * 1_024,
  handed: 64,
  concerns: 256,
  /**
   * Maximum number of concerns about ended keys of one State per package. Otherwise a State could use up the limit
   * `concerns`.
   */
  keyConcerns: 64,
  /**
   * Maximum bytes of all messages and attachments in a package. `file`: maximum bytes of the package itself, which also
   * contains proofs.
   */
  bytes: 256 * 2 ** 20,
  file: 512 * 2 ** 20,
  piece: 2 * 262_144,
  aheadMs: 300_000,
  cosignedHours: 12,
  /** Minimum milliseconds that this State listens before it gives up, however many hours have passed. */
  chanceMs: 1_800_000,
  /** Milliseconds between two looks after which this State counts as having been off. */
  deafMs: 60_000,
  /**
   * Milliseconds to wait for the neighbour's next log entries after asking; `neighbourAllMs` limits the whole wait. Afterwards
   * the package is made without these entries.
   */
  neighbourMs: 300_000,
  neighbourAllMs: 7_200_000,
  /** Milliseconds until an unanswered request for log entries is sent again. Doubles with each attempt, up to two minutes. */
  againMs: 15_000,
  /** Milliseconds between requests of two packages to one neighbour: at once, the later would replace the first. */
  turnMs: 3_000,
  /** Hours between gathering the material and the package's time-stamp. Verifiers permit 24 hours: `provableMs`. */
  stampedHours: 20,
  provableMs: 86_400_000,
  failingMs: 600_000,
} as const;
