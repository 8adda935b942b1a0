import type { Command } from 'commander';
import { dirname } from 'node:path';
import { parseOfficerId, parseStateCode, type OfficerId, type StateCode } from '#kernel';
import { say } from '#language/console';
import { list, object, oneOf, readContent, text, type Reader } from '../../api/shape.js';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import {
  exists,
  makeFolder,
  readPrivate,
  replaceFile,
  unusable,
} from '../../installation/files.js';
import { shownBy, type Names, type Shown } from '../../print/style.js';
import { looksLike } from '../../records/writing.js';
import { readProfile } from '../profile.js';
import { composed, displayNameFlaw, displayNameLimits } from './display-name.js';

/**
 * Display name of an officer, chosen by this profile's user or imported from a colleague. No gateway or neighbour receives
 * the name.
 */
export interface OfficerName {
  readonly state: StateCode;
  readonly officer: OfficerId;
  readonly name: string;
}

export const mostNames = 500;

/** Parses a typed display name and brings it into the form of `composed`. @throws CliError CLI_USAGE naming the flaw */
export function parseDisplayName(typed: string): string {
  const name = composed(typed);
  const flaw = displayNameFlaw(name);
  if (flaw !== undefined)
    throw new CliError(
      'CLI_USAGE',
      say(`nameFlaw.${flaw}`, { columns: displayNameLimits.columns }),
    );
  return name;
}

const bookOf = (name: Reader<string>) =>
  object({
    v: oneOf(1),
    names: list(object({ state: parseStateCode, officer: parseOfficerId, name }), mostNames),
  });
// Judged when it was given: another Node.js, with other Unicode tables, must not refuse a stored name.
const storedBook = bookOf(text);
const foreignBook = bookOf((value) => parseDisplayName(text(value)));

const pathOf = (file: string): string => file.replace(/\.json$/, '.names.json');

/** Officer as `XA/a.novak`: ids of officers are unique within a State only. Pure. */
export const addressOf = ({
  state,
  officer,
}: {
  readonly state: string;
  readonly officer: string;
}): string => `${state}/${officer}`;

/** Parses the file of a colleague. Of two names of one officer, the last counts. @throws CliError CLI_FILE_INVALID */
export const parseNames = (file: string, content: string): readonly OfficerName[] =>
  withNames([], readContent(file, content, foreignBook).names);

/**
 * Reads the display names of officers from the file beside the profile `file`; empty if there is none. @throws CliError
 * CLI_FILE_UNSAFE, CLI_FILE_INVALID, CLI_FILE_UNUSABLE
 */
export async function readNames(file: string): Promise<readonly OfficerName[]> {
  const path = pathOf(file);
  if (!(await exists(path))) return [];
  // Somebody else who writes there would choose what the reader sees.
  const content = await readPrivate(path);
  return readContent(path, content.toString('utf8'), storedBook).names;
}

/** Stores names durably. @throws CliError CLI_USAGE over `mostNames`, CLI_FILE_UNUSABLE */
export async function writeNames(file: string, names: readonly OfficerName[]): Promise<void> {
  if (names.length > mostNames)
    throw new CliError('CLI_USAGE', say('officerName.full', { mostNames }));
  const path = pathOf(file);
  const sorted = names.toSorted((a, b) => (addressOf(a) < addressOf(b) ? -1 : 1));
  const content = `${JSON.stringify({ v: 1, names: sorted }, undefined, 2)}\n`;
  await makeFolder(dirname(path));
  await replaceFile(path, content).catch((error: unknown) => {
    throw unusable(path, error);
  });
}

/** Adds names; a new name of an officer replaces the old one. Pure. */
export const withNames = (
  names: readonly OfficerName[],
  given: readonly OfficerName[],
): readonly OfficerName[] => {
  const by = new Map([...names, ...given].map((each) => [addressOf(each), each]));
  return [...by.values()];
};

/** Removes the name of one officer. Pure. */
export const withoutName = (
  names: readonly OfficerName[],
  whose: Pick<OfficerName, 'state' | 'officer'>,
): readonly OfficerName[] => names.filter((each) => addressOf(each) !== addressOf(whose));

/** Officers of `given` whose name looks like the name or id of another officer in `names`. Pure. */
export function confused(
  given: readonly OfficerName[],
  names: readonly OfficerName[],
): readonly OfficerName[] {
  const by = new Map<string, Set<string>>();
  for (const each of names)
    for (const look of [looksLike(each.name), looksLike(each.officer)])
      by.set(look, (by.get(look) ?? new Set()).add(addressOf(each)));
  return given.filter((each) =>
    [...(by.get(looksLike(each.name)) ?? [])].some((key) => key !== addressOf(each)),
  );
}

/** Style of a command that shows officers, with the names of the profile `file` as `shownNames`. */
export const shownWithNames = async (
  command: Command,
  context: Context,
  file: string,
): Promise<Shown> => shownBy(command, context.terminal, await shownNames(file, context));

/**
 * Names to show beside ids. If the file cannot be read, says so on standard error and shows ids alone: a thread must be
 * readable without the file.
 */
async function shownNames(file: string, { terminal }: Context): Promise<Names | undefined> {
  try {
    const names = await readNames(file);
    const profile = names.length === 0 ? undefined : await readProfile(file);
    if (profile === undefined) return undefined;
    const by = new Map(names.map((each) => [addressOf(each), each.name]));
    return (officer, state = profile.state) => by.get(addressOf({ state, officer }));
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    terminal.message(
      say('officerName.unreadable', { code: error.code, detail: error.detail ?? '' }),
    );
    return undefined;
  }
}
