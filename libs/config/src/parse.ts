import { phrase, type Detail } from '#kernel';
import { rows, sections, type Row, type Settings } from './keys.js';
import { crossChecks } from './cross-checks.js';
import { named } from './name.js';

export const services = [
  'gateway',
  'requests',
  'inbox',
  'sealer',
  'opener',
  'exchange',
  'audit',
  'evidence',
  'cli',
] as const;
export type Service = (typeof services)[number];

export const settingsVariable = 'LIAISE_SETTINGS';
// Profile of the command line. Shares the prefix but is no setting, so it may be set here.
const profileVariable = 'LIAISE_PROFILE';
const prefix = 'LIAISE_';
const mostProblems = 100;

export interface Input {
  readonly file: unknown;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type Parsed =
  | { readonly settings: Settings; readonly problems?: undefined }
  | { readonly problems: readonly Detail[]; readonly settings?: undefined };

type Bag = Readonly<Record<string, unknown>>;

const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Own members only: `__proto__` counts as an unknown key.
const member = (bag: Bag, name: string): unknown =>
  Object.hasOwn(bag, name) ? bag[name] : undefined;

const secret = /-----BEGIN|^S[A-Z2-7]{57}$/;

// Describes a found value without repeating a possible secret.
function found(value: unknown, showable: boolean): Detail {
  if (value === undefined) return phrase`nothing`;
  if (typeof value === 'string') {
    if (secret.test(value)) return phrase`a secret itself instead of the path of its file`;
    return showable && value.length <= 64
      ? JSON.stringify(value)
      : phrase`a text of ${value.length} characters`;
  }
  if (typeof value === 'number' || typeof value === 'boolean' || value === null)
    return String(value);
  return Array.isArray(value) ? phrase`a list` : phrase`an object`;
}

function unknownKeys(file: Bag): Detail[] {
  const known = new Set(rows.map((row) => row.path));
  const problems: Detail[] = [];
  const unknown = (path: string): void => {
    problems.push(phrase`${named(path)}: unknown key; allowed: the keys of the table`);
  };
  for (const [name, value] of Object.entries(file)) {
    if (!Object.hasOwn(sections, name)) {
      if (!known.has(name)) unknown(name);
    } else if (isBag(value)) {
      for (const inner of Object.keys(value))
        if (!known.has(`${name}.${inner}`)) unknown(`${name}.${inner}`);
    } else {
      problems.push(phrase`${name}: found ${found(value, false)}; allowed: an object`);
    }
  }
  return problems;
}

function unknownVariables(env: Input['env']): Detail[] {
  const known = new Set([settingsVariable, profileVariable, ...rows.map((row) => row.variable)]);
  return Object.keys(env)
    .filter((name) => name.toUpperCase().startsWith(prefix) && !known.has(name))
    .map((name) => phrase`${named(name)}: unknown variable; allowed: the variables of the table`);
}

function valueOf(row: Row, file: Bag, env: Input['env']): unknown {
  const text = env[row.variable];
  if (text !== undefined) return row.key.rule.fromText(text);
  const home = row.section === undefined ? file : member(file, row.section);
  const value = isBag(home) ? member(home, row.name) : undefined;
  return value === undefined ? row.key.standard : value;
}

function wholeProblems(service: string, file: unknown): Detail[] {
  const problems: Detail[] = [];
  if (!services.some((one) => one === service))
    problems.push(phrase`service: found ${found(service, true)}; allowed: ${services.join(', ')}`);
  if (!isBag(file))
    problems.push(phrase`settings file: found ${found(file, false)}; allowed: an object`);
  return problems;
}

function isOfBrokenSection({ section, variable }: Row, file: Bag, env: Input['env']): boolean {
  const home = section === undefined ? undefined : member(file, section);
  return home !== undefined && !isBag(home) && env[variable] === undefined;
}

function judged(
  row: Row,
  file: Bag,
  env: Input['env'],
): { readonly accepted: unknown } | { readonly problem: Detail } {
  const value = valueOf(row, file, env);
  const { accept, allowed, showable } = row.key.rule;
  const accepted = accept(value);
  if (accepted !== undefined) return { accepted };
  const where = env[row.variable] === undefined ? row.path : `${row.path} (${row.variable})`;
  return { problem: phrase`${where}: found ${found(value, showable)}; allowed: ${allowed}` };
}

/**
 * Reads a State's settings from file and environment; environment variables override the file. @returns the settings, or the
 * problems, one line for each
 */
export function parseSettings(service: string, { file, env }: Input): Parsed {
  const bag = isBag(file) ? file : {};
  const problems = [...wholeProblems(service, file), ...unknownKeys(bag), ...unknownVariables(env)];
  const result: Record<string, unknown> = {};
  for (const name of Object.keys(sections)) result[name] = {};
  for (const row of rows) {
    if (isOfBrokenSection(row, bag, env)) continue;
    const read = judged(row, bag, env);
    if ('problem' in read) {
      problems.push(read.problem);
      continue;
    }
    const home = row.section === undefined ? result : (result[row.section] as typeof result);
    home[row.name] = read.accepted;
  }
  if (problems.length > 0) return { problems: problems.slice(0, mostProblems) };
  // Each key passed its rule, so the shape is complete.
  const settings = result as unknown as Settings;
  const crossed = crossChecks(settings);
  return crossed.length > 0 ? { problems: crossed } : { settings };
}

/** Canonical text of the settings, the same for any order in the file. Events of the custody log contain its hash. */
export function canonicalSettings(settings: Settings): string {
  const sorted = (value: unknown): unknown =>
    isBag(value)
      ? Object.fromEntries(
          Object.keys(value)
            .sort()
            .map((name) => [name, sorted(value[name])]),
        )
      : value;
  return JSON.stringify(sorted(settings));
}
