import { CodedError, type CodeTable } from '#kernel';

export const packageCodes = {
  PACKAGE_BUILD_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'What was gathered for an evidence package does not fit together.',
    remedy: 'The detail names the member or the file. Gather the package anew.',
  },
  PACKAGE_ROOTS_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The roots to judge a package by cannot be read.',
    remedy:
      'A line each: `root STATE FINGERPRINT`, `tsa SHA256`, `witness KEY`, `head STATE VERSION SHA256`, as proto/package.md says.',
  },
} as const satisfies CodeTable;

export type PackageCode = keyof typeof packageCodes;

/** Why a package cannot be made, or not be judged. */
export class PackageError extends CodedError<PackageCode> {
  constructor(code: PackageCode, detail?: string, cause?: unknown) {
    super(code, packageCodes, detail, cause);
  }
}
