import { InvalidArgumentError } from 'commander';
import { isCoded } from '#kernel';
import { say } from '#language/console';
import { nearestWord } from './compose/edit-distance.js';
import { isShortId, isWholeId } from './print/short-id.js';
import { briefly } from './print/explain.js';

/** Wraps `parse`, so that the command-line parser reports its errors with the option's name. */
export const fitting =
  <T>(parse: (text: string) => T) =>
  (text: string): T => {
    try {
      return parse(text);
    } catch (error) {
      if (isCoded(error)) throw new InvalidArgumentError(`${briefly(error)}.`);
      throw error;
    }
  };

/** Function that returns the whole id for a short form. @throws CliError CLI_ID_UNKNOWN, CLI_ID_AMBIGUOUS */
export type WholeId = (short: string) => Promise<string>;

const completes = Symbol('completes short ids');

/** Parser of a value that may contain short ids. `completes` replaces each short id by the whole id. */
export interface ShortTaking<T> {
  readonly [completes]: (value: T, whole: WholeId) => Promise<T>;
}

export const completerOf = (parser: unknown): ShortTaking<unknown>[typeof completes] | undefined =>
  typeof parser === 'function' && completes in parser
    ? (parser as unknown as ShortTaking<unknown>)[completes]
    : undefined;

const takesFromThread = Symbol('takes its value from the thread');

/** Marks an option's parser: a missing option takes the purpose of the thread's request. */
export const fromThread = <T>(parse: (text: string) => T) =>
  Object.assign(parse, { [takesFromThread]: true as const });

export const isFromThread = (parser: unknown): boolean =>
  typeof parser === 'function' && takesFromThread in parser;

export const orShort =
  <T extends string>(parse: (text: string) => T) =>
  (text: string): T =>
    isShortId(text) ? (text as T) : parse(text);

export const completeId = async <T extends string>(id: T, whole: WholeId): Promise<T> =>
  isShortId(id) ? ((await whole(id)) as T) : id;

const listed =
  <T>(parse: (text: string) => T) =>
  (text: string): T => {
    try {
      return parse(text);
    } catch (error) {
      // Told in the words of a list, where the parser knows no more than the form of an id.
      if (isCoded(error) && error.detail?.includes('UUID') === true)
        throw new InvalidArgumentError(say('arguments.listedId'));
      throw error;
    }
  };

/** Parser of an id that a person may type in its short form. The command gets the whole id. */
export const listedId = <T extends string>(parse: (text: string) => T) =>
  Object.assign(fitting(orShort(listed(parse))), {
    [completes]: (id: T, whole: WholeId): Promise<T> => completeId(id, whole),
  });

/** Parser of a repeatable option whose values contain short or whole ids. */
export const gatherListed = <T>(
  parse: (text: string) => T,
  complete: (value: T, whole: WholeId) => Promise<T>,
) =>
  Object.assign(gather(parse), {
    [completes]: (values: readonly T[], whole: WholeId): Promise<T[]> =>
      Promise.all(values.map((value) => complete(value, whole))),
  });

export const gather =
  <T>(parse: (text: string) => T) =>
  (text: string, before: readonly T[] = []): T[] => [...before, fitting(parse)(text)];

function allowedWords(text: string, words: readonly string[]): string {
  const near = nearestWord(text, words);
  const allowed = say('arguments.allowed', { words: words.join(', ') });
  return near === undefined ? allowed : say('arguments.nearest', { near, allowed });
}

export const oneOf =
  <const T extends string>(words: readonly T[]) =>
  (text: string): T => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw new InvalidArgumentError(allowedWords(text, words));
    return found;
  };

export const words =
  (most: number) =>
  (text: string): string => {
    const { length } = Array.from(text);
    if (length === 0 || length > most)
      throw new InvalidArgumentError(say('arguments.allowedCharacters', { most }));
    return text;
  };

export function anId(text: string): string {
  if (!isWholeId(text)) throw new InvalidArgumentError(say('arguments.idSuch'));
  return text;
}

export const count =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d{1,9}$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(say('arguments.allowedTo', { least, most }));
    return value;
  };
