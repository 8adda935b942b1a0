import type { Likeness, Sought } from './sought.model.js';
import type { Subject } from '#capabilities/requests/kinds/subject.kind';
import { normalise } from '#trust';

export interface Mark {
  readonly type: Likeness;
  readonly value: string;
}

const mostMarks = 256;

const apostrophes = /['’‘`´ʼʻ]/gu;
const wordsIn = (text: string): string[] =>
  normalise(text.replace(apostrophes, ''))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
const solid = (text: string): string => wordsIn(text).join('');
const hasDigit = (text: string): boolean => /\p{N}/u.test(text);

/**
 * Extracts the identifiers to compare, in normal form, without repeats. Against false matches, persons need a birth date and
 * phone numbers get no country code.
 */
export function marksOf({ requestType, subjects, details }: Sought): Mark[] {
  const found = [...subjects.flatMap(marksOfSubject), ...numberOf(requestType, details)];
  const marks = new Map(found.map((mark) => [`${mark.type} ${mark.value}`, mark]));
  return [...marks.values()].slice(0, mostMarks);
}

function marksOfSubject(subject: Subject): Mark[] {
  const { type, name, birthDate, identifiers = [] } = subject;
  return [
    ...identifiers.flatMap((each) => identifierMark(type, each.type, each.value)),
    ...(type === 'VESSEL' ? vesselName(name) : []),
    ...(type === 'PERSON' && birthDate !== undefined ? person(name, birthDate) : []),
  ];
}

function numberOf(type: Sought['requestType'], details: unknown): Mark[] {
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
  readonly marks: (value: string) => Mark[];
}[] = [
  { fits: begins('imo'), marks: (value) => numbered('imo', value, 7) },
  { fits: begins('mmsi'), marks: (value) => numbered('mmsi', value, 9) },
  { fits: (called) => isPhone(called) || called.words.includes('tel'), marks: phone },
  { fits: begins('plate', 'numberplate'), marks: plate },
  { fits: (called) => called.bearer === 'VEHICLE' && isRegistration(called), marks: plate },
  {
    fits: (called) => called.bearer === 'VESSEL' && (isOfVessel(called) || isRegistration(called)),
    marks: (value) => vesselMark(solid(value)),
  },
];

function identifierMark(bearer: Subject['type'], word: string, value: string): Mark[] {
  const called = { bearer, words: wordsIn(word) };
  const marks = meanings.find(({ fits }) => fits(called))?.marks ?? document;
  return marks(value);
}

const mark = (type: Likeness, value: string, long: boolean): Mark[] =>
  long ? [{ type, value }] : [];

function document(value: string): Mark[] {
  const number = solid(value);
  return mark('DOCUMENT', number, number.length >= 5 && hasDigit(number));
}

function plate(value: string): Mark[] {
  const number = solid(value);
  return mark('PLATE', number, number.length >= 3 && hasDigit(number));
}

function phone(value: string): Mark[] {
  const written = normalise(value).replace(/\(0\)/g, '').trim();
  const digits = written.replace(/\P{N}+/gu, '');
  const number = digits.startsWith('00') ? digits.slice(2) : digits;
  const international = digits.startsWith('00') || written.startsWith('+');
  return mark('PHONE', `${international ? '+' : ''}${number}`, number.length >= 6);
}

function numbered(list: 'imo' | 'mmsi', value: string, length: number): Mark[] {
  const digits = normalise(value).replace(/\P{N}+/gu, '');
  return digits.length === length
    ? mark('VESSEL', `${list} ${digits}`, true)
    : vesselMark(solid(value));
}

const vesselMark = (number: string): Mark[] =>
  mark('VESSEL', `number ${number}`, number.length >= 3);

const kindsOfVessel = /^(?:m ?[vsty]|s ?[vsy]|f ?v|(?:motor |fishing |sailing )?vessel) (?=\S)/;

function vesselName(name: string): Mark[] {
  const bare = wordsIn(name).join(' ').replace(kindsOfVessel, '').replaceAll(' ', '');
  return mark('VESSEL', `name ${bare}`, bare.length >= 3);
}

function person(name: string, birthDate: string): Mark[] {
  const words = wordsIn(name);
  const whole = words.filter((word) => Array.from(word).length > 1);
  const known = (whole.length > 0 ? whole : words).sort();
  return mark('PERSON', `${known.join(' ')} ${birthDate}`, known.length > 0);
}
