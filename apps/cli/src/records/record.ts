import {
  authorityBodies,
  authorityFunctions,
  parseProfile,
  type AuthorityProfile,
} from '#capabilities/directory/authority-profile.schema';
import { isCoded, parseAuthorityId, threadTypes, type AuthorityId, type StateCode } from '#kernel';
import { say } from '#language/console';
import { isLanguage, isStateCode } from './codes.js';
import { hiddenCharacter, looksLike, mixedWord } from './writing.js';
import { briefly } from '../print/explain.js';

export interface AuthorityRecord extends AuthorityProfile {
  readonly state: StateCode;
  readonly authority: AuthorityId;
  readonly name: string;
}

export const recordFlaws = {
  FILE_WRONG: say('recordsRecord.fileWrong'),
  MEMBER_MISSING: say('recordsRecord.memberMissing'),
  MEMBER_UNKNOWN: say('recordsRecord.memberUnknown'),
  MEMBER_WRONG: say('recordsRecord.memberWrong'),
  CODE_UNKNOWN: say('recordsRecord.codeUnknown'),
  STATE_UNKNOWN: say('recordsRecord.stateUnknown'),
  LANGUAGE_UNKNOWN: say('recordsRecord.languageUnknown'),
  CHARACTER_HIDDEN: say('recordsRecord.characterHidden'),
  SCRIPTS_MIXED: say('recordsRecord.scriptsMixed'),
  RECORD_REPEATED: say('recordsRecord.recordRepeated'),
  NAME_ALIKE: say('recordsRecord.nameAlike'),
  AUTHORITY_UNKNOWN: say('recordsRecord.authorityUnknown'),
  NAME_DIFFERS: say('recordsRecord.nameDiffers'),
} as const;
export type RecordFlaw = keyof typeof recordFlaws;

export interface Flaw {
  readonly code: RecordFlaw;
  readonly member: string;
  readonly says: string;
}

export interface Placed<T = unknown> {
  readonly file: string;
  readonly line: number;
  readonly value: T;
}
export type PlacedFlaw = Omit<Placed, 'value'> & Flaw;

const wholeProfile: AuthorityProfile = {
  ...{ bodies: [], functions: [], competences: [], languages: ['en'], roundTheClock: false },
  ...{ phone: '', email: '', requirements: '' },
  ...{ untocAsLegalBasis: false, interpolChannelAccepted: false, lawLinks: [] },
};
const profileMembers = Object.keys(wholeProfile) as (keyof AuthorityProfile)[];

export const recordMembers = ['state', 'authority', 'name', ...profileMembers] as const;
export type RecordMember = (typeof recordMembers)[number];

const known: Partial<Readonly<Record<RecordMember, readonly string[]>>> = {
  bodies: authorityBodies,
  functions: authorityFunctions,
  competences: threadTypes,
};

const longestName = 200;
const shown = (text: string): string => JSON.stringify(text.slice(0, 80));

const isName = (value: unknown): boolean =>
  typeof value === 'string' && /^\S(?:.*\S)?$/su.test(value) && value.length <= longestName;

function formFlaw(member: RecordMember, value: unknown): string | undefined {
  if (member === 'state')
    return typeof value === 'string' ? undefined : say('recordsRecord.mustBeAText');
  if (member !== 'name') return parsedFlaw(member, value);
  return isName(value)
    ? undefined
    : say('recordsRecord.textCharactersWithoutSpaces', { longestName });
}

function parsedFlaw(
  member: Exclude<RecordMember, 'state' | 'name'>,
  value: unknown,
): string | undefined {
  try {
    if (member === 'authority') parseAuthorityId(value);
    else parseProfile({ ...wholeProfile, [member]: value });
    return undefined;
  } catch (error) {
    if (!isCoded(error)) throw error;
    return briefly(error).replace(`/${member} `, '');
  }
}

function memberFlaws(member: RecordMember, value: unknown): Flaw[] {
  const form = formFlaw(member, value);
  if (form !== undefined) return [{ code: 'MEMBER_WRONG', member, says: form }];
  const texts = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
  const flaws = (code: RecordFlaw, isWrong: (text: string) => boolean): Flaw[] =>
    texts.filter(isWrong).map((text) => ({ code, member, says: shown(text) }));
  const codes = known[member];
  const hidden = texts
    .map((text) => hiddenCharacter(text, member === 'requirements'))
    .filter((each) => each !== undefined);
  return [
    ...hidden.map((says): Flaw => ({ code: 'CHARACTER_HIDDEN', member, says })),
    ...(codes === undefined ? [] : flaws('CODE_UNKNOWN', (text) => !codes.includes(text))),
    ...(member === 'state' ? flaws('STATE_UNKNOWN', (text) => !isStateCode(text)) : []),
    ...(member === 'languages' ? flaws('LANGUAGE_UNKNOWN', (text) => !isLanguage(text)) : []),
    ...(member === 'name' ? flaws('SCRIPTS_MIXED', (text) => mixedWord(text) !== undefined) : []),
  ];
}

export const profileFlaws = (profile: AuthorityProfile): Flaw[] =>
  profileMembers.flatMap((member) => memberFlaws(member, profile[member]));

function flawsOf(value: unknown): Flaw[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [{ code: 'MEMBER_WRONG', member: '', says: say('recordsRecord.saysRecordObject') }];
  const bag = value as Readonly<Record<string, unknown>>;
  const strange = Object.keys(bag).filter((name) => !recordMembers.some((each) => each === name));
  return [
    ...recordMembers.flatMap((member): Flaw[] =>
      Object.hasOwn(bag, member) && bag[member] !== undefined
        ? memberFlaws(member, bag[member])
        : [{ code: 'MEMBER_MISSING', member, says: '' }],
    ),
    ...strange.map((name): Flaw => ({ code: 'MEMBER_UNKNOWN', member: '', says: shown(name) })),
  ];
}

function flawsBetween(records: readonly Placed<AuthorityRecord>[]): PlacedFlaw[] {
  const ids = new Map<string, Placed>();
  const names = new Map<string, Placed>();
  return records.flatMap(({ file, line, value: { state, authority, name } }) => {
    const flaws: PlacedFlaw[] = [];
    const seen = (code: RecordFlaw, member: string, known: Map<string, Placed>, key: string) => {
      const first = known.get(key);
      if (first === undefined) known.set(key, { file, line, value: key });
      else
        flaws.push({
          file,
          line,
          code,
          member,
          says: say('recordsRecord.saysAsIn', { file: first.file, line: first.line }),
        });
    };
    seen('RECORD_REPEATED', 'authority', ids, `${state} ${authority}`);
    if (flaws.length === 0) seen('NAME_ALIKE', 'name', names, `${state} ${looksLike(name)}`);
    return flaws;
  });
}

export function judgeRecords(values: readonly Placed[]): {
  readonly records: readonly Placed<AuthorityRecord>[];
  readonly flaws: readonly PlacedFlaw[];
} {
  const judged = values.map(({ file, line, value }) => ({
    placed: { file, line, value: value as AuthorityRecord },
    flaws: flawsOf(value).map((flaw) => ({ file, line, ...flaw })),
  }));
  const records = judged.filter(({ flaws }) => flaws.length === 0).map(({ placed }) => placed);
  const flaws = judged.flatMap((each) => each.flaws);
  return { records, flaws: [...flaws, ...flawsBetween(records)] };
}
