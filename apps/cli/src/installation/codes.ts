// Part of the table in `../errors.ts`: what a folder of an installation may lack.
export const installationCodes = {
  CLI_FOLDER_IN_USE: {
    action: 'refuse',
    status: 409,
    title: 'The folder already holds something; nothing was changed.',
    remedy:
      'Name a folder that is new or empty. A State that is set up already is never set up again.',
  },
  CLI_NOT_INSTALLED: {
    action: 'refuse',
    status: 404,
    title: 'The folder holds no installation of a State.',
    remedy: 'Name the folder that `liaise init` made, or make one with it.',
  },
  CLI_INSTALLATION_DAMAGED: {
    action: 'alarm',
    status: 500,
    title: 'A file of this installation is missing, or holds what it must not.',
    remedy:
      'Restore the file that the detail names from the backup, with its owner and mode, or mend it.',
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
  CLI_NOT_RUNNING: {
    action: 'retry',
    status: 503,
    title: 'The State does not run on this machine.',
    remedy:
      'Start it with the command in the detail, in a terminal of its own: it stays there. Then give this command again.',
  },
  CLI_NOT_READY: {
    action: 'retry',
    status: 503,
    title: 'Not everything of this State runs and is ready.',
    remedy: 'Look into log/<name>.log of what is named in the detail, and run `liaise doctor`.',
  },
  CLI_UP_BROKEN: {
    action: 'alarm',
    status: 500,
    title:
      '`liaise up` met more errors within a minute than it goes on after; everything was stopped in order.',
    remedy:
      'Read the lines above and the files in DIR/log, run `liaise doctor`, then start it again.',
  },
  CLI_UNHEALTHY: {
    action: 'alarm',
    status: 500,
    title: 'Something of this installation must be corrected.',
    remedy: 'Each line marked `fail` says what to do.',
  },
} as const;
