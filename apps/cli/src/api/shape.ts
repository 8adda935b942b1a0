import { say } from '#language/console';
import { CliError } from '../errors.js';
import { printable } from '../people/printable.js';
import { messageOf } from '../print/message-of.js';

/** Parser of an untrusted value: returns the typed value or throws. */
export type Reader<T> = (value: unknown) => T;

class Unfit extends Error {
  constructor(
    readonly path: string,
    readonly why: string,
  ) {
    super(path === '' ? why : say('program.named', { name: path, text: why }));
  }
}

const why = (error: unknown): string =>
  error instanceof Error ? messageOf(error) : say('shape.invalid');

function at<T>(name: string, read: Reader<T>, value: unknown): T {
  try {
    return read(value);
  } catch (error) {
    const path = error instanceof Unfit && error.path !== '' ? `${name}/${error.path}` : name;
    throw new Unfit(path, error instanceof Unfit ? error.why : why(error));
  }
}

const expected = (what: string): never => {
  throw new Unfit('', say('shape.expected', { what }));
};

const longestText = 1024 * 1024;

export const text: Reader<string> = (value) =>
  typeof value === 'string' && value.length <= longestText ? value : expected(say('shape.text'));
export const whole: Reader<number> = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : expected(say('shape.wholeNumber'));
export const integer: Reader<number> = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value)
    ? value
    : expected(say('shape.anInteger'));
export const number: Reader<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? value : expected(say('shape.number'));
export const flag: Reader<boolean> = (value) =>
  typeof value === 'boolean' ? value : expected(say('shape.trueFalse'));
export const anything: Reader<unknown> = (value) => value;
export const carried = anything as Reader<never>;

/** Reads canonical base64 (RFC 4648, section 4) and refuses every other spelling. */
export const bytes: Reader<Uint8Array> = (value) => {
  const read = Buffer.from(text(value), 'base64');
  return read.toString('base64') === value ? Uint8Array.from(read) : expected('base64');
};

export const oneOf =
  <const T extends string | number>(...values: readonly T[]): Reader<T> =>
  (value) =>
    values.find((each) => each === value) ?? expected(values.join(', '));

export const orNull =
  <T>(read: Reader<T>): Reader<T | null> =>
  (value) =>
    value === null ? null : read(value);

export const list =
  <T>(read: Reader<T>, most: number): Reader<T[]> =>
  (value) => {
    if (!Array.isArray(value)) return expected(say('shape.list'));
    if (value.length > most) return expected(say('shape.mostItems', { most }));
    return value.map((item, i) => at(String(i), read, item));
  };

export const numbers =
  (most: number): Reader<Readonly<Record<string, number>>> =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return expected(say('shape.numbersName'));
    const entries = Object.entries(value as Readonly<Record<string, unknown>>);
    if (entries.length > most) return expected(say('shape.mostNumbers', { most }));
    return Object.fromEntries(entries.map(([name, each]) => [name, at(name, number, each)]));
  };

/** Reads the named members of an object and ignores other members, so that a newer gateway may add some. */
export const object =
  <T extends object>(members: { readonly [K in keyof T]: Reader<T[K]> }): Reader<T> =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return expected(say('shape.anObject'));
    const bag = value as Readonly<Record<string, unknown>>;
    const names = Object.keys(members) as (keyof T & string)[];
    return Object.fromEntries(names.map((name) => [name, at(name, members[name], bag[name])])) as T;
  };

/** Reads the named members of an object and refuses other members. */
export const closed =
  <T extends object>(members: { readonly [K in keyof T]: Reader<T[K]> }): Reader<T> =>
  (value) => {
    const read = object(members)(value);
    const stray = Object.keys(value as object).find((name) => !Object.hasOwn(members, name));
    if (stray === undefined) return read;
    throw new Unfit(
      '',
      say('shape.noMemberKnown', { stray: printable(JSON.stringify(stray.slice(0, 40))) }),
    );
  };

export const withMaybe =
  <T extends object, M extends object>(
    read: Reader<T>,
    more: { readonly [K in keyof M]: Reader<M[K]> },
  ): Reader<T & Partial<M>> =>
  (value) => {
    const bag = { ...(value as Readonly<Record<string, unknown>>) };
    const names = (Object.keys(more) as (keyof M & string)[]).filter(
      (name) => bag[name] !== undefined,
    );
    const found = names.map((name) => [name, at(name, more[name], bag[name])]);
    return { ...read(value), ...Object.fromEntries(found) } as T & Partial<M>;
  };

/** Parses the JSON content of a file. @throws CliError CLI_FILE_INVALID that names the file and the flaw */
export function readContent<T>(file: string, content: string, read: Reader<T>): T {
  try {
    return read(JSON.parse(content));
  } catch (error) {
    const what = { name: file, text: why(error) };
    throw new CliError('CLI_FILE_INVALID', say('program.named', what), error);
  }
}

/** Parses the answer of a gateway. @throws CliError CLI_ANSWER_INVALID that names the invalid member */
export function readAnswer<T>(read: Reader<T>, value: unknown): T {
  try {
    return read(value);
  } catch (error) {
    throw new CliError('CLI_ANSWER_INVALID', why(error), error);
  }
}

export const both =
  <A extends object, B extends object>(
    first: Reader<A>,
    second: Reader<B>,
  ): Reader<Omit<A, keyof B> & B> =>
  (value) => ({ ...first(value), ...second(value) });
