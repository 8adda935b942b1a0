import pino, { type DestinationStream, type Logger } from 'pino';
import { CodedError, type Action } from '#kernel';
import { logOutput } from './log-output.js';

export type { Logger } from 'pino';

// Field names whose value is never logged.
const secretNames =
  /pass(word|phrase)|secret|token|seed|authorization|cookie|privatekey|plaintext|^(body|content|text|query|headers)$/i;

// Text safe to log: ids, codes, counts, times, fingerprints. Without spaces, so no sentence, full name or
// case text.
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

// Replaces every field value that is no id, code or number by its type.
function safeFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (name === 'err' || name === 'error') return ['err', safeError(value)];
      return [name, secretNames.test(name) ? '[redacted]' : safeValue(value)];
    }),
  );
}

const longestCauses = 3;
const longestDetail = 500;

// A detail is a phrase of the program and may repeat a value from outside: only printable ASCII is written, and a bounded part.
const safeDetail = (detail: string | undefined): string | undefined =>
  detail?.slice(0, longestDetail).replaceAll(/[^\n\x20-\x7e]/g, '?');

type Members = Readonly<Record<string, unknown>>;

const formed = (value: unknown, form: RegExp): string | undefined =>
  typeof value === 'string' && form.test(value) ? value : undefined;

/**
 * Parts of an error that may be logged. Errors other than `CodedError` give only class, code and source lines, because their
 * messages may quote case data.
 */
export function safeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(typeof error === 'object' && error !== null)) return { name: typeof error };
  const { cause } = error as Members;
  const more =
    cause === undefined || depth >= longestCauses ? {} : { cause: safeError(cause, depth + 1) };
  // The stack of a coded error is not read: the first read makes Node load the source map of the whole program.
  if (error instanceof CodedError)
    return { code: error.code, action: error.action, detail: safeDetail(error.detail), ...more };
  return { ...uncoded(error as Members, depth), ...more };
}

function uncoded(error: Members, depth: number): Record<string, unknown> {
  const name = formed(error['name'], plain) ?? 'Error';
  const code = formed(error['code'], /^[A-Z0-9_]{2,40}$/);
  const said = code === undefined ? { name } : { name, code };
  // As a cause, the code of the database or the system is enough.
  return depth > 0 && code !== undefined ? said : { ...said, at: frames(error['stack']) };
}

// Stack frames without the message, which comes first and may have several lines.
function frames(stack: unknown): string[] {
  if (typeof stack !== 'string') return [];
  return stack
    .split('\n')
    .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line))
    .slice(0, 6)
    .map((line) => line.trim().slice(0, 200));
}

export const levelOfAction = (action: Action): 'warn' | 'error' =>
  action === 'alarm' ? 'error' : 'warn';

export const levelOf = (error: unknown): 'warn' | 'error' =>
  error instanceof CodedError ? levelOfAction(error.action) : 'error';

export function logFailure(
  logger: Logger,
  fields: Readonly<Record<string, unknown>>,
  err: unknown,
  message = 'step failed',
): void {
  logger[levelOf(err)]({ ...fields, err }, message);
}

/** Makes a JSON log; level 40 is a warning, 50 an alarm, 60 the process's end. Put values into fields, not into messages. */
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
