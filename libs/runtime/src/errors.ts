import { CodedError, type CodeTable, type Detail } from '#kernel';

export const runtimeCodes = {
  HOST_SETTINGS_INVALID: {
    action: 'alarm',
    status: 500,
    title: 'The settings cannot be used.',
    remedy: 'Correct each line of the detail; deploy/configuration.md lists what is allowed.',
  },
  HOST_SECRET_UNSAFE: {
    action: 'alarm',
    status: 500,
    title: 'A file that holds a secret is missing, empty, or may be read by others.',
    remedy: 'Give the file named in the detail to the service alone (mode 0600).',
  },
} as const satisfies CodeTable;

export type RuntimeCode = keyof typeof runtimeCodes;

export class RuntimeError extends CodedError<RuntimeCode> {
  constructor(code: RuntimeCode, detail?: Detail, cause?: unknown) {
    super(code, runtimeCodes, detail, cause);
  }
}
