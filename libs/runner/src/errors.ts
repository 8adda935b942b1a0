import { CodedError, type CodeTable, type Detail } from '#kernel';

export const runnerCodes = {
  HOST_PROGRAM_MISSING: {
    action: 'alarm',
    status: 500,
    title: 'A program this machine needs is not installed.',
    remedy: 'Install the program named in the detail (scripts/setup.mjs says how) and start again.',
  },
  HOST_START_FAILED: {
    action: 'alarm',
    status: 503,
    title: 'A process of this machine ended before it was ready.',
    remedy: 'Read its log file, named in the detail.',
  },
  HOST_START_TIMEOUT: {
    action: 'alarm',
    status: 503,
    title: 'A process of this machine was not ready in time.',
    remedy: 'Read its log file, named in the detail.',
  },
  HOST_FOLDER_CLOSED: {
    action: 'alarm',
    status: 500,
    title: 'The unprivileged user that runs PostgreSQL cannot reach the data folder.',
    remedy:
      'Choose a folder whose parents may be entered by all (below /srv or /tmp, not below /root), or start as an ordinary user.',
  },
  HOST_ALREADY_RUNNING: {
    action: 'refuse',
    status: 409,
    title: 'Another process already runs from this folder.',
    remedy: 'Stop the process named in the detail first.',
  },
  HOST_PORT_UNUSABLE: {
    action: 'alarm',
    status: 503,
    title: 'A port that a process of this State needs cannot be opened; it was not started.',
    remedy:
      'End what listens there (as root, `ss -ltnp` shows it with its process), or set another address or port where the detail says; two States on one machine need ports of their own.',
  },
  HOST_BROKER_UNSAFE: {
    action: 'alarm',
    status: 500,
    title: 'The configuration of a broker is not one with which it may run.',
    remedy:
      'Stop `liaise up` and start it again: it writes the configuration anew. The detail names key, what was found and what is allowed; nothing is to be changed by hand.',
  },
  HOST_DATABASE_UNSAFE: {
    action: 'alarm',
    status: 500,
    title: 'The settings of the database server would break its promises.',
    remedy:
      'Take the key named in the detail out of `postgresql.auto.conf` in the data folder (it was written by ALTER SYSTEM) and start again.',
  },
  DISK_LOW: {
    action: 'alarm',
    status: 507,
    title: 'Less than 2 GiB of the disk are free.',
    remedy:
      'Make room soon: below 512 MiB no attachment is taken, below 256 MiB nothing from neighbours.',
  },
  DISK_NEARLY_FULL: {
    action: 'alarm',
    status: 507,
    title: 'The disk is nearly full; nothing is taken from neighbours.',
    remedy:
      'Make room: what neighbours sent stays with them and comes by itself from 320 MiB on. Nothing has to be started again.',
  },
} as const satisfies CodeTable;

export type RunnerCode = keyof typeof runnerCodes;

export class RunnerError extends CodedError<RunnerCode> {
  constructor(code: RunnerCode, detail?: Detail, cause?: unknown) {
    super(code, runnerCodes, detail, cause);
  }
}
