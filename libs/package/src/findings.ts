export const checks = [
  'V01',
  'V02',
  'V03',
  'V04',
  'V05',
  'V06',
  'V07',
  'V08',
  'V09',
  'V10',
  'V11',
  'V12',
] as const;
export type Check = (typeof checks)[number];

export const findingCodes = {
  V01: ['ZIP_FORM', 'ZIP_LIMIT', 'MIMETYPE'],
  V02: [
    'FILE_HASH',
    'MANIFEST_DIFFERS',
    'FILE_UNLISTED',
    'FILE_GONE',
    'RECORD_FORM',
    'FILE_UNEXPECTED',
  ],
  V03: [
    'ROOT_DIFFERS',
    'ROOT_UNKNOWN',
    'DIRECTORY_INVALID',
    'DIRECTORY_HEAD',
    'KEY_FILE',
    'SEAL_FORM',
    'SEAL_KEY',
    'SEAL_INVALID',
    'CMS_FORM',
    'CMS_INVALID',
    'CA_UNKNOWN',
    'CMS_EXPIRED',
    'FILE_MISSING',
  ],
  V04: [
    'DOCUMENT_FORM',
    'ENVELOPE_FORM',
    'ENVELOPE_DIFFERS',
    'ENVELOPE_SIGNATURE',
    'DIRECTORY_POINT',
    'OFFICER_UNKNOWN',
    'DOCUMENT_SIGNATURE',
    'KEY_REVOKED',
    'ATTACHMENT_DIFFERS',
    'FILE_MISSING',
  ],
  V05: [
    'LEAF_FORM',
    'LEAF_HASH',
    'LEAF_LOG',
    'EVENT_KEY',
    'EVENT_SIGNATURE',
    'EVENT_SERVICE',
    'EVENT_TWICE',
    'TIME_BACK',
    'CHAIN_BROKEN',
    'GATHERED_DIFFERS',
    'DISCLOSURE_FOREIGN',
    'DISCLOSURE_DIFFERS',
    'MESSAGE_LEAF',
    'CIPHERTEXT_DIFFERS',
    'MESSAGE_TIME',
    'FILE_MISSING',
  ],
  V06: ['PROOF_FORM', 'PROOF_CHECKPOINT', 'PROOF_INVALID', 'FILE_MISSING'],
  V07: ['CONSISTENCY_FORM', 'CONSISTENCY_INVALID', 'ANCHOR_AHEAD', 'FORK', 'FILE_MISSING'],
  V08: ['CHECKPOINT_FORM', 'CHECKPOINT_DIFFERS', 'LOG_SIGNATURE', 'FILE_MISSING'],
  V09: [
    'POLICY_FORM',
    'POLICY_KEY',
    'COSIGNATURE_INVALID',
    'SIGNER_UNKNOWN',
    'QUORUM_NOT_MET',
    'WITNESS_NONE',
    'POLICY_WEAK',
    'SECOND_DIFFERS',
    'FILE_MISSING',
  ],
  V10: [
    'CERTIFICATE_FORM',
    'TOKEN_FORM',
    'TOKEN_INVALID',
    'TOKEN_LEAF',
    'GATHERING_STALE',
    'TOKEN_FUTURE',
    'TSA_UNKNOWN',
    'TOKEN_EXPIRED',
    'FILE_MISSING',
  ],
  V11: [
    'RECEIPT_FORM',
    'RECEIPT_SIGNATURE',
    'RECEIPT_LOG',
    'RECEIPT_PROOF',
    'RECEIPT_SAYS',
    'RECEIPT_LOGGED',
    'RECEIPT_TIME',
    'RECEIPT_NONE',
    ...([
      'PEER_FORM',
      'PEER_SIGNATURE',
      'PEER_LOG',
      'PEER_PROOF',
      'PEER_SAYS',
      'PEER_TIME',
    ] as const),
    'FILE_MISSING',
  ],
  V12: ['FILE_MISSING', 'RECEIPT_MISSING', 'MESSAGE_MISSING', 'ERASURE_MISSING', 'COUNT_DIFFERS'],
} as const satisfies Readonly<Record<Check, readonly string[]>>;

export type CodeOf<C extends Check> = (typeof findingCodes)[C][number];
export type FindingCode = CodeOf<Check>;

/** Codes of findings that make a check incomplete. All other codes make a check fail. */
const open: readonly string[] = [
  'ROOT_UNKNOWN',
  'TSA_UNKNOWN',
  'CA_UNKNOWN',
  'CMS_EXPIRED',
  'TOKEN_EXPIRED',
  'RECEIPT_NONE',
  'FILE_MISSING',
  'RECEIPT_MISSING',
  'MESSAGE_MISSING',
  'ERASURE_MISSING',
];

export const opensQuestion = (code: string): boolean => open.includes(code);

export interface Finding {
  readonly code: string;
  readonly verdict: 'fail' | 'incomplete';
  readonly where: string;
}

export class Findings<C extends Check> {
  readonly all: Finding[] = [];

  constructor(readonly check: C) {}

  add(code: CodeOf<C>, where: string): void {
    this.all.push({ code, verdict: opensQuestion(code) ? 'incomplete' : 'fail', where });
  }
}
