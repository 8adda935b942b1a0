import { CodedError, type CodeTable } from '#model';

export const cliCodes = {
  CLI_USAGE: {
    action: 'refuse',
    status: 400,
    title: 'The command was not given as it must be.',
    remedy: 'Run the command with --help: it shows examples.',
  },
  CLI_REFUSED: {
    action: 'refuse',
    status: 403,
    title: 'The gateway refused.',
    remedy: 'The detail says why; correct it or ask an administrator.',
  },
  CLI_FOLDER_IN_USE: {
    action: 'refuse',
    status: 409,
    title: 'The folder already holds something; nothing was changed.',
    remedy: 'Name a folder that does not exist yet. An installation is never made twice.',
  },
  CLI_FILE_EXISTS: {
    action: 'refuse',
    status: 409,
    title: 'The file exists already; nothing is overwritten.',
    remedy: 'Name another file, or move the one in the detail away first.',
  },
  CLI_FILE_UNREADABLE: {
    action: 'refuse',
    status: 404,
    title: 'A file cannot be read.',
    remedy: 'Check the path in the detail and who may read it.',
  },
  CLI_NOT_INSTALLED: {
    action: 'refuse',
    status: 404,
    title: 'The folder holds no installation of a State.',
    remedy: 'Name the folder that `liaise init` made, or make one with it.',
  },
  CLI_LINK_INVALID: {
    action: 'alarm',
    status: 500,
    title: 'A file that describes a link to a neighbour cannot be used.',
    remedy: 'Repeat the enrolment step that wrote the file named in the detail.',
  },
  CLI_NOT_BUILT: {
    action: 'alarm',
    status: 500,
    title: 'The program of a service is missing.',
    remedy: 'Run `npm run build` and start again.',
  },
  CLI_NOT_READY: {
    action: 'retry',
    status: 503,
    title: 'Not everything of this State runs and is ready.',
    remedy: 'Look into log/<name>.log of what is named in the detail, and run `liaise doctor`.',
  },
  CLI_UNHEALTHY: {
    action: 'alarm',
    status: 500,
    title: 'Something of this installation must be corrected.',
    remedy: 'Each line marked `fail` says what to do.',
  },
} as const satisfies CodeTable;

export type CliCode = keyof typeof cliCodes;

export class CliError extends CodedError<CliCode> {
  constructor(code: CliCode, detail?: string, cause?: unknown) {
    super(code, cliCodes, detail, cause);
  }
}
