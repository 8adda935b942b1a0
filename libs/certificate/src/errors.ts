import { CodedError, type CodeTable, type Detail } from '#kernel';

export const certificateCodes = {
  CERTIFICATE_PACKAGE_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The package does not verify, so nobody can certify it.',
    remedy: 'The detail names the first check. `liaise verify` with the same roots says more.',
  },
  CERTIFICATE_PROFILE_UNSIGNED: {
    action: 'refuse',
    status: 422,
    title: 'The profile says that a lawyer reviewed it, and the State has not signed it so.',
    remedy: 'Put the detached signature of the `package` key beside it, in FILE.sig.',
  },
  CERTIFICATE_TEXT_NONE: {
    action: 'refuse',
    status: 422,
    title: 'The profile has no text of a certificate in that language.',
    remedy: 'Choose English, or a profile with a translation that was reviewed with it.',
  },
  CERTIFICATE_FACTS_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'What the certificate is to say is not of its form.',
    remedy: 'The detail names the member: a name or an office is one line of plain text.',
  },
  CERTIFICATE_LETTER_UNKNOWN: {
    action: 'refuse',
    status: 422,
    title: 'A letter of the certificate is in neither of its fonts, so it would print as nothing.',
    remedy: 'Write the name or the office in Latin, Greek, Cyrillic or Arabic letters.',
  },
  CERTIFICATE_FONT_DIFFERS: {
    action: 'alarm',
    status: 500,
    title: 'A font is not the one that the certificate is made with.',
    remedy: 'Put the file of the release back; the detail names it.',
  },
  CERTIFICATE_PDF_INVALID: {
    action: 'alarm',
    status: 500,
    title: 'The document that was made is not PDF/A-3; it is not given out.',
    remedy: 'Report the clause in the detail to the maintainers.',
  },
} as const satisfies CodeTable;

export type CertificateCode = keyof typeof certificateCodes;

export class CertificateError extends CodedError<CertificateCode> {
  constructor(code: CertificateCode, detail?: Detail, cause?: unknown) {
    super(code, certificateCodes, detail, cause);
  }
}
