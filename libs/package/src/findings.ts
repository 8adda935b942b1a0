/** The checks of a package, in their order (proto/package.md, section 6). */
export const checks = {
  V01: 'container',
  V02: 'manifests',
  V03: 'keys and seal',
  V04: 'documents',
  V05: 'leaves',
  V06: 'inclusion in the log',
  V07: 'consistency of the log',
  V08: 'signature of the log',
  V09: 'witnesses',
  V10: 'time-stamps',
  V11: 'both States',
  V12: 'withheld',
} as const;
export type Check = keyof typeof checks;

/** Every check but those of container and manifests can lack a file. */
const missing = { FILE_MISSING: 'a file that the check needs is missing' } as const;

/** Findings of each check, in the words of a report. */
export const findingTitles = {
  V01: {
    ZIP_FORM: 'the container is not in its one encoding',
    ZIP_LIMIT: 'the container is larger than a package may be',
    MIMETYPE: 'the file does not say that it is a package',
  },
  V02: {
    FILE_HASH: 'a file is not the one that the manifests list',
    MANIFEST_DIFFERS: 'a manifest is not the one that the files give',
    FILE_UNLISTED: 'a file stands in no manifest',
    FILE_GONE: 'a file of the manifests is missing',
    RECORD_FORM: 'the record, the index or what follows from them is not in its form',
    FILE_UNEXPECTED: 'a file is there that record and index do not name',
  },
  V03: {
    ROOT_DIFFERS: 'the package rests on another root than the reader has',
    ROOT_UNKNOWN: 'the reader has no root of this State to compare with',
    DIRECTORY_INVALID: 'the directory of a State does not verify from its root',
    DIRECTORY_HEAD: 'the directory of a State ends elsewhere than it must',
    KEY_FILE: 'a key file is not a key of the directory',
    SEAL_FORM: 'the seal is not in its one form',
    SEAL_KEY: 'no key that held then for packages made the seal',
    SEAL_INVALID: 'the seal does not hold',
    ...missing,
  },
  V04: {
    DOCUMENT_FORM: 'a document cannot be read',
    ENVELOPE_FORM: 'an envelope cannot be read',
    ENVELOPE_DIFFERS: 'document, envelope and index do not fit each other',
    ENVELOPE_SIGNATURE: 'the State did not sign an envelope',
    DIRECTORY_POINT: 'an envelope names a directory that is not in the package',
    OFFICER_UNKNOWN: 'the directory of the day gives the key to no such officer',
    DOCUMENT_SIGNATURE: 'the officer did not sign a document',
    KEY_REVOKED: 'the mandate of a signer had ended before the document is shown to have existed',
    ATTACHMENT_DIFFERS: 'an attachment is not the one that its document names',
    ...missing,
  },
  V05: {
    LEAF_FORM: 'the bytes are no leaf',
    LEAF_HASH: 'a leaf has another hash than the index gives',
    LEAF_LOG: 'a leaf is of another log',
    EVENT_KEY: 'the directory certified no such event key for that time',
    EVENT_SIGNATURE: 'the service did not sign a leaf',
    EVENT_TWICE: 'an event stands there twice',
    TIME_BACK: 'the time runs back',
    CHAIN_BROKEN: 'the chain of the case has a gap',
    GATHERED_DIFFERS: 'the chain of the case does not end in the gathering of this package',
    DISCLOSURE_FOREIGN: 'a disclosed value belongs to no digest of its leaf',
    MESSAGE_LEAF: 'no leaf says what is shown of a message',
    CIPHERTEXT_DIFFERS: 'a sealed message is not the one of its leaf',
    MESSAGE_TIME: 'a message was sealed at another time than its leaves say',
    ...missing,
  },
  V06: {
    PROOF_FORM: 'a proof cannot be read',
    PROOF_CHECKPOINT: 'a proof leads to another checkpoint, or is of another leaf',
    PROOF_INVALID: 'a leaf does not lead to the root',
    ...missing,
  },
  V07: {
    CONSISTENCY_FORM: 'a consistency proof cannot be read',
    CONSISTENCY_INVALID: 'an earlier state of the log is no beginning of the later one',
    ANCHOR_AHEAD: 'an event names a checkpoint of later leaves',
    FORK: 'a log gives two roots for one size',
    ...missing,
  },
  V08: {
    CHECKPOINT_FORM: 'a checkpoint cannot be read',
    CHECKPOINT_DIFFERS: 'a checkpoint says something else than the record',
    LOG_SIGNATURE: 'the log did not sign a checkpoint',
    ...missing,
  },
  V09: {
    POLICY_FORM: 'the policy cannot be read',
    POLICY_KEY: 'the policy names another log key than the directory',
    COSIGNATURE_INVALID: 'a witness did not sign the checkpoint',
    SIGNER_UNKNOWN: 'somebody signed the checkpoint whom the policy does not name',
    QUORUM_NOT_MET: 'fewer witnesses signed than the policy asks for',
    WITNESS_NONE: 'no witness outside this State signed the checkpoint',
    POLICY_WEAK: 'the policy asks for nobody outside this State',
    SECOND_DIFFERS: 'the second note is not one of this checkpoint',
    ...missing,
  },
  V10: {
    CERTIFICATE_FORM: 'a certificate or list of a time-stamp authority is not in its form',
    TOKEN_FORM: 'the time-stamp of the package is not in its one form',
    TOKEN_INVALID: 'a time-stamp does not hold',
    TOKEN_LEAF: 'a leaf names another time-stamp than is shown',
    GATHERING_STALE: 'the package was stamped more than a day after it was gathered, or before',
    TOKEN_FUTURE: 'a time-stamp is younger than the time that is asked about',
    TSA_UNKNOWN: 'the reader does not know a time-stamp authority',
    TOKEN_EXPIRED: 'the certificates of a time-stamp have ended: it must be renewed',
    ...missing,
  },
  V11: {
    RECEIPT_FORM: 'a receipt cannot be read',
    RECEIPT_SIGNATURE: "no service of the neighbour signed a receipt's leaf",
    RECEIPT_LOG: "the neighbour's log did not sign the checkpoint of a receipt",
    RECEIPT_PROOF: "a receipt's leaf does not lead to the neighbour's root",
    RECEIPT_SAYS: 'a receipt says something else than is shown',
    RECEIPT_LOGGED: "this State's log names another receipt",
    RECEIPT_TIME: 'a receipt is older than the message',
    RECEIPT_NONE: 'no receipt says what became of a message',
    ...missing,
  },
  V12: {
    FILE_MISSING: 'a file that the index demands is missing',
    RECEIPT_MISSING: 'a receipt of which the log speaks is missing',
    MESSAGE_MISSING: 'a message of which the case speaks is missing',
    COUNT_DIFFERS: 'more or fewer things are withheld than is said',
  },
} as const satisfies Readonly<Record<Check, Readonly<Record<string, string>>>>;

export type CodeOf<C extends Check> = Extract<keyof (typeof findingTitles)[C], string>;

/** Findings that leave a question open; all others say that something is wrong. */
const open: readonly string[] = [
  'ROOT_UNKNOWN',
  'TSA_UNKNOWN',
  'TOKEN_EXPIRED',
  'RECEIPT_NONE',
  'FILE_MISSING',
  'RECEIPT_MISSING',
  'MESSAGE_MISSING',
];

/** Whether a finding leaves a question open, and says of nothing that it is wrong. */
export const opensQuestion = (code: string): boolean => open.includes(code);

/** One thing that a check found. */
export interface Finding {
  readonly code: string;
  readonly verdict: 'fail' | 'incomplete';
  /** File of the package, or an offset. */
  readonly where: string;
}

/** Findings of one check, as it goes. */
export class Findings<C extends Check> {
  readonly all: Finding[] = [];

  constructor(readonly check: C) {}

  add(code: CodeOf<C>, where: string): void {
    this.all.push({ code, verdict: opensQuestion(code) ? 'incomplete' : 'fail', where });
  }
}
