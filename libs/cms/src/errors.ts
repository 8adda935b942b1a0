import { CodedError, type CodeTable, type Detail } from '#kernel';

export const cmsCodes = {
  X509_KEY_UNFIT: {
    action: 'refuse',
    status: 422,
    title: 'The key or the X.509 certificate cannot seal.',
    remedy:
      'RSA of at least 3072 bits or P-256, P-384, P-521; the certificate is in force, may sign, and fits the key.',
  },
  X509_DEVICE_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The device or program that holds the key is not named as it must be.',
    remedy: 'A token as pkcs11:..., without its PIN; a module or program by its whole path.',
  },
  X509_SEAL_FAILED: {
    action: 'refuse',
    status: 503,
    title: 'The device or program that holds the key made no seal.',
    remedy: 'Look at the detail: token, PIN, label of the key. Nothing was written.',
  },
} as const satisfies CodeTable;

export type CmsCode = keyof typeof cmsCodes;

export class CmsError extends CodedError<CmsCode> {
  constructor(code: CmsCode, detail?: Detail, cause?: unknown) {
    super(code, cmsCodes, detail, cause);
  }
}
