import { CodedError, type CodeTable, type Detail } from '#kernel';

export const admissibilityCodes = {
  PROFILE_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The profile of rules cannot be read.',
    remedy:
      'Write it in the one form that libs/admissibility/README.md shows. INT, LOG and CON-01 have severity B in every profile.',
  },
  PROFILE_UNSIGNED: {
    action: 'refuse',
    status: 422,
    title: "The profile of the settings is not signed by the State's `package` key.",
    remedy:
      'Sign it where that key lies, once it is as it is to be, and again after the key was changed: `liaise package sign-profile FILE --dir FOLDER`. Then start the State again. Without `packages.profileFile` packages are judged by the draft `untoc`.',
  },
  REPORT_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The report on the rules cannot be read.',
    remedy:
      'Fetch it again by `liaise package get`; its one form stands in libs/admissibility/README.md.',
  },
} as const satisfies CodeTable;

export type AdmissibilityCode = keyof typeof admissibilityCodes;

export class AdmissibilityError extends CodedError<AdmissibilityCode> {
  constructor(code: AdmissibilityCode, detail?: Detail, cause?: unknown) {
    super(code, admissibilityCodes, detail, cause);
  }
}
