import { CodedError, type CodeTable, type Detail } from '#kernel';

export const packageCodes = {
  PACKAGE_BUILD_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'What was gathered for an evidence package does not fit together.',
    remedy: 'The detail names the member or the file. Gather the package anew.',
  },
  PACKAGE_EMPTY: {
    action: 'refuse',
    status: 409,
    title: 'No message of the thread has crossed the border, so there is nothing to show.',
    remedy: 'Ask for the package once something was sent or received.',
  },
  PACKAGE_TOO_LARGE: {
    action: 'refuse',
    status: 413,
    title: 'The thread has more than an evidence package holds.',
    remedy:
      'The detail names the bound. Nothing was left out without saying so: no package was made.',
  },
  PACKAGE_ROOT_CHANGED: {
    action: 'refuse',
    status: 409,
    title:
      'Something of the thread was signed under a former root of the neighbour, or its State is no neighbour any more.',
    remedy:
      'A package rests on one root of a State: have the neighbour say again, in a new thread, what must serve as evidence. `liaise request show` and `liaise inbox show` still verify each document of this thread by the root of its day.',
  },
  PACKAGE_LEAF_INVALID: {
    action: 'alarm',
    status: 500,
    title: 'A row of the custody log is no entry of this State.',
    remedy: 'Keep the database as it is and call the auditor: `liaise audit verify` names the row.',
  },
  PACKAGE_CHAIN_BROKEN: {
    action: 'alarm',
    status: 500,
    title: 'The chain of the case does not count as many entries as its last one says.',
    remedy: 'Keep the database as it is and call the auditor: `liaise audit verify` names the gap.',
  },
  PACKAGE_UNCOSIGNED: {
    action: 'refuse',
    status: 503,
    title: 'The custody log was not cosigned for twelve hours, so no package could be made.',
    remedy:
      'Mend the way to the neighbour (UNCOSIGNED) and to the witness outside, if one is configured (OUTSIDE_WITNESS_SILENT). Then ask for the package again.',
  },
  PACKAGE_UNTIMED: {
    action: 'refuse',
    status: 503,
    title: 'No time-stamp authority has answered in time for the package.',
    remedy: 'Mend the way to the authorities (UNTIMED), then ask for the package again.',
  },
  PACKAGE_FILE_MISSING: {
    action: 'refuse',
    status: 409,
    title: 'An attachment of the thread has not come yet, or does not open.',
    remedy: 'Look at the thread; ask for the package again when all attachments are there.',
  },
  PACKAGE_CHANGED: {
    action: 'refuse',
    status: 409,
    title:
      'While the package was being made, something of its thread was erased, or a restored backup brought it back unfinished.',
    remedy: 'Ask for the package again: it gathers what is left, under a new number.',
  },
  PACKAGE_WITHDRAWN: {
    action: 'refuse',
    status: 409,
    title:
      'While the package was being made, a consent was withdrawn or ended, a document recalled, narrowed or corrected, a waiver taken back, or a key that it rests on ended.',
    remedy:
      "Read what came (`liaise request show`, or `liaise inbox show`), then ask for the package again: it will show that. If an officer's key ended, have the officer confirm the document first; if a State's key ended from before it signed, nobody can make a package (PACKAGE_REFUSED follows).",
  },
  PACKAGE_REFUSED: {
    action: 'alarm',
    status: 500,
    title: 'The verifier does not pass the package that was made; it is not given out.',
    remedy:
      'The log of the evidence service names check and code. V04, V05 or V11 once a key was ended: no package of what it signed after can be made; tell whoever has an earlier one. All others: report them to the maintainers.',
  },
  PACKAGE_FAILED: {
    action: 'alarm',
    status: 500,
    title: 'A step of making the package failed for ten minutes on end.',
    remedy:
      'The log of the evidence service names the failure. Mend it, then ask for the package again.',
  },
  PACKAGE_CERTIFICATE_UNREADABLE: {
    action: 'refuse',
    status: 422,
    title: 'What was given as a certificate is no document that `liaise certify` makes.',
    remedy:
      'Give the sealed PDF as `liaise certify` wrote it: its machine form is inside. What was given is kept.',
  },
  PACKAGE_CERTIFICATE_OTHER: {
    action: 'refuse',
    status: 409,
    title: 'The certificate names another package, or other bytes of it.',
    remedy:
      'Fetch the package (`liaise package get`), certify that file (`liaise certify`), and give that certificate.',
  },
  PACKAGE_CERTIFICATE_UNSEALED: {
    action: 'refuse',
    status: 422,
    title: 'The seal of the certificate is missing, or does not hold over the whole document.',
    remedy:
      'Nobody may change the file after it was sealed. Certify the package again with a certificate of the seal that is in force.',
  },
  PACKAGE_CERTIFICATE_UNJUDGED: {
    action: 'alarm',
    status: 500,
    title: 'Judging the certificate failed for ten minutes on end.',
    remedy:
      'The log of the evidence service names the failure. Mend it, then give the certificate again.',
  },
  PACKAGE_ROOTS_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The roots to judge a package by cannot be read.',
    remedy:
      'A line each: `root STATE FINGERPRINT`, `tsa SHA256`, `ca SHA256`, `witness KEY`, `head STATE VERSION SHA256`, as proto/package.md says.',
  },
} as const satisfies CodeTable;

export type PackageCode = keyof typeof packageCodes;

export class PackageError extends CodedError<PackageCode> {
  constructor(code: PackageCode, detail?: Detail, cause?: unknown) {
    super(code, packageCodes, detail, cause);
  }
}
