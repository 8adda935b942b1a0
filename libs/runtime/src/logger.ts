import pino, { type DestinationStream, type Logger } from 'pino';
import { CodedError, type Action } from '#kernel';
import { logOutput } from './log-output.js';

export type { Logger } from 'pino';

/** Field names whose value never reaches a log, whatever it looks like. */
const secretNames =
  /pass(word|phrase)|secret|token|seed|authorization|cookie|privatekey|plaintext|^(body|content|text|query|headers)$/i;

/** Ids, codes, counts, times, fingerprints: no space, so no sentence, no name with a surname, no case text. */
const plain = /^[A-Za-z0-9._:@/+=-]{0,200}$/;
const longestList = 16;

function safeValue(value: unknown): unknown {
  if (value === undefined || value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return plain.test(value) ? value : `[text of ${value.length}]`;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.slice(0, longestList).map((item) => safeValue(item));
  return '[object]';
}

/** Fields of a log line: ids, codes and numbers pass; everything else is replaced by what kind of thing it was. */
function safeFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (name === 'err' || name === 'error') return ['err', safeError(value)];
      return [name, secretNames.test(name) ? '[redacted]' : safeValue(value)];
    }),
  );
}

const longestCauses = 3;

type Members = Readonly<Record<string, unknown>>;

/** Text of that form; undefined for anything else. */
const formed = (value: unknown, form: RegExp): string | undefined =>
  typeof value === 'string' && form.test(value) ? value : undefined;

/**
 * Words that may be told of an error. A coded error tells code, action and detail (fields and limits by rule). Of any other
 * only its class, a code if it has one, and where it was thrown: its message may quote data.
 */
export function safeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(typeof error === 'object' && error !== null)) return { name: typeof error };
  const { cause } = error as Members;
  const more =
    cause === undefined || depth >= longestCauses ? {} : { cause: safeError(cause, depth + 1) };
  // Its stack is not read: at the first one of a process Node reads the map of the whole program, and nothing else runs meanwhile.
  if (error instanceof CodedError)
    return { code: error.code, action: error.action, detail: error.detail, ...more };
  return { ...uncoded(error as Members, depth), ...more };
}

/** Class and code of any other error, and where it was thrown. */
function uncoded(error: Members, depth: number): Record<string, unknown> {
  const name = formed(error['name'], plain) ?? 'Error';
  const code = formed(error['code'], /^[A-Z0-9_]{2,40}$/);
  const said = code === undefined ? { name } : { name, code };
  // Beneath a coded error a code of the database or the system says enough.
  return depth > 0 && code !== undefined ? said : { ...said, at: frames(error['stack']) };
}

/** The message stands before the frames, and may itself have several lines. */
function frames(stack: unknown): string[] {
  if (typeof stack !== 'string') return [];
  return stack
    .split('\n')
    .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line))
    .slice(0, 6)
    .map((line) => line.trim().slice(0, 200));
}

/** How loud a line is, by what a code calls for: an alarm wakes a person, everything else is there to be read. Pure. */
export const levelOfAction = (action: Action): 'warn' | 'error' =>
  action === 'alarm' ? 'error' : 'warn';

/** The same of a failure; what nobody foresaw is as loud as an alarm. Pure. */
export const levelOf = (error: unknown): 'warn' | 'error' =>
  error instanceof CodedError ? levelOfAction(error.action) : 'error';

/** Says a failure of something that goes on by itself, as loud as its code calls for. */
export function logFailure(
  logger: Logger,
  fields: Readonly<Record<string, unknown>>,
  err: unknown,
  message = 'step failed',
): void {
  logger[levelOf(err)]({ ...fields, err }, message);
}

/** Structured log lines (JSON) on standard output. The level is a number (40: warning, 50: alarm, 60: the process ends). The message is a fixed phrase; what varies goes into fields. */
export function createLogger(
  service: string,
  level = 'info',
  destination: DestinationStream = logOutput(),
): Logger {
  return pino(
    {
      level,
      base: { service, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (_, number) => ({ level: number }), log: safeFields },
    },
    destination,
  );
}
