import { CodedError, type CodeTable, type Detail } from '#kernel';

export const stampCodes = {
  STAMP_MALFORMED: {
    action: 'retry',
    status: 502,
    title: 'The answer of the time-stamp authority is not a time-stamp response.',
    remedy:
      'It counts as nothing and the authority is asked again. If it lasts, check its address.',
  },
  STAMP_REJECTED: {
    action: 'retry',
    status: 502,
    title: 'The time-stamp authority did not grant a time-stamp.',
    remedy: 'Its status is in the detail. Check the policy in the settings, and ask the authority.',
  },
  STAMP_MISMATCH: {
    action: 'alarm',
    status: 502,
    title: 'The time-stamp is not of what was asked.',
    remedy:
      'It counts as nothing. The member is in the detail: an answer to another question was given, or something on the way exchanged it.',
  },
  STAMP_SIGNATURE_INVALID: {
    action: 'alarm',
    status: 502,
    title: 'The signature of a time-stamp does not hold.',
    remedy: 'It counts as nothing. Call the authority if it lasts.',
  },
  STAMP_CERTIFICATE_INVALID: {
    action: 'alarm',
    status: 502,
    title: 'The certificate of a time-stamp does not lead to the configured authority.',
    remedy:
      'It counts as nothing. Compare the authority’s certificates with `tsa1.caFile` or `tsa2.caFile`; a new one may be needed there.',
  },
  STAMP_REVOKED: {
    action: 'alarm',
    status: 502,
    title: 'The certificate of a time-stamp was revoked.',
    remedy: 'It counts as nothing. Ask the authority since when its key cannot be trusted.',
  },
  STAMP_REVOCATION_UNKNOWN: {
    action: 'alarm',
    status: 503,
    title: 'No revocation list in force covers a certificate of a time-stamp.',
    remedy: 'Put a fresh list of the authority into the configured file; stamps count again then.',
  },
  STAMP_TRUST_INVALID: {
    action: 'alarm',
    status: 503,
    title:
      'The configured certificates or revocation lists of a time-stamp authority are unusable.',
    remedy:
      'Put PEM files there: at least one self-signed certificate of an authority, and lists only if they are kept fresh.',
  },
} as const satisfies CodeTable;

export type StampCode = keyof typeof stampCodes;

export class StampError extends CodedError<StampCode> {
  constructor(code: StampCode, detail?: Detail, cause?: unknown) {
    super(code, stampCodes, detail, cause);
  }
}
