import type { MatchType, Sought } from './sought.model.js';
import type { Subject } from '#capabilities/requests/kinds/subject.kind';
import { normalise } from '#trust';

export interface MatchKey {
  readonly type: MatchType;
  readonly value: string;
}

const mostKeys = 256;

// What is typed for an apostrophe: quotation marks, accents, and letters that look like one. Written as escapes, since
// programs must be pure ASCII (scripts/esbuild.mjs).
const apostrophes = /['`\u2019\u2018\u00b4\u02bc\u02bb]/gu;
const wordsIn = (text: string): string[] =>
  normalise(text.replace(apostrophes, ''))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
const solid = (text: string): string => wordsIn(text).join('');
const hasDigit = (text: string): boolean => /\p{N}/u.test(text);

/** Returns the identifiers to compare, in normal form. Skips personal names without birth date, to avoid false matches. */
export function matchKeysOf({ requestType, subjects, details }: Sought): MatchKey[] {
  const found = [...subjects.flatMap(keysOfSubject), ...numberOf(requestType, details)];
  const keys = new Map(found.map((matchKey) => [`${matchKey.type} ${matchKey.value}`, matchKey]));
  return [...keys.values()].slice(0, mostKeys);
}

function keysOfSubject(subject: Subject): MatchKey[] {
  const { type, name, birthDate, identifiers = [] } = subject;
  return [
    ...identifiers.flatMap((each) => identifierKey(type, each.type, each.value)),
    ...(type === 'VESSEL' ? vesselName(name) : []),
    ...(type === 'PERSON' && birthDate !== undefined ? person(name, birthDate) : []),
  ];
}

function numberOf(type: Sought['requestType'], details: unknown): MatchKey[] {
  if (type !== 'DOCUMENT_CHECK' || typeof details !== 'object' || details === null) return [];
  return 'number' in details && typeof details.number === 'string' ? document(details.number) : [];
}

interface Called {
  readonly bearer: Subject['type'];
  readonly words: readonly string[];
}

const begins =
  (...any: readonly string[]) =>
  ({ words }: Called): boolean =>
    any.some((each) => words.some((said) => said.startsWith(each)));
const isPhone = begins('phone', 'telephone', 'mobile', 'msisdn');
const isRegistration = begins('registration', 'register');
const isOfVessel = begins('call', 'hull');

const meanings: readonly {
  readonly fits: (called: Called) => boolean;
  readonly keys: (value: string) => MatchKey[];
}[] = [
  { fits: begins('imo'), keys: (value) => numbered('imo', value, 7) },
  { fits: begins('mmsi'), keys: (value) => numbered('mmsi', value, 9) },
  { fits: (called) => isPhone(called) || called.words.includes('tel'), keys: phone },
  { fits: begins('plate', 'numberplate'), keys: plate },
  { fits: (called) => called.bearer === 'VEHICLE' && isRegistration(called), keys: plate },
  {
    fits: (called) => called.bearer === 'VESSEL' && (isOfVessel(called) || isRegistration(called)),
    keys: (value) => vesselKey(solid(value)),
  },
];

function identifierKey(bearer: Subject['type'], word: string, value: string): MatchKey[] {
  const called = { bearer, words: wordsIn(word) };
  const keys = meanings.find(({ fits }) => fits(called))?.keys ?? document;
  return keys(value);
}

const matchKey = (type: MatchType, value: string, long: boolean): MatchKey[] =>
  long ? [{ type, value }] : [];

function document(value: string): MatchKey[] {
  const number = solid(value);
  return matchKey('DOCUMENT', number, number.length >= 5 && hasDigit(number));
}

function plate(value: string): MatchKey[] {
  const number = solid(value);
  return matchKey('PLATE', number, number.length >= 3 && hasDigit(number));
}

function phone(value: string): MatchKey[] {
  const written = normalise(value).replace(/\(0\)/g, '').trim();
  const digits = written.replace(/\P{N}+/gu, '');
  const number = digits.startsWith('00') ? digits.slice(2) : digits;
  const international = digits.startsWith('00') || written.startsWith('+');
  return matchKey('PHONE', `${international ? '+' : ''}${number}`, number.length >= 6);
}

function numbered(list: 'imo' | 'mmsi', value: string, length: number): MatchKey[] {
  const digits = normalise(value).replace(/\P{N}+/gu, '');
  return digits.length === length
    ? matchKey('VESSEL', `${list} ${digits}`, true)
    : vesselKey(solid(value));
}

const vesselKey = (number: string): MatchKey[] =>
  matchKey('VESSEL', `number ${number}`, number.length >= 3);

const kindsOfVessel = /^(?:m ?[vsty]|s ?[vsy]|f ?v|(?:motor |fishing |sailing )?vessel) (?=\S)/;

function vesselName(name: string): MatchKey[] {
  const bare = wordsIn(name).join(' ').replace(kindsOfVessel, '').replaceAll(' ', '');
  return matchKey('VESSEL', `name ${bare}`, bare.length >= 3);
}

function person(name: string, birthDate: string): MatchKey[] {
  const words = wordsIn(name);
  const whole = words.filter((word) => Array.from(word).length > 1);
  const known = (whole.length > 0 ? whole : words).sort();
  return matchKey('PERSON', `${known.join(' ')} ${birthDate}`, known.length > 0);
}
