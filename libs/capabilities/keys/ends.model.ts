import type { Entry } from '#capabilities/directory/directory.schema';
import { timestamp, type StateCode, type Timestamp } from '#kernel';
import { mandatesInUse, rootTerms, type RootTerms } from './in-use.model.js';

export const endKinds = [
  'KEYS',
  'CONTACT_POINT',
  'REGISTRAR',
  'MANDATE',
  'LINK',
  'CERTIFICATE',
  'PEER_KEYS',
] as const;
export type EndKind = (typeof endKinds)[number];

export const endStages = ['LATER', 'IN_90_DAYS', 'IN_30_DAYS', 'IN_7_DAYS', 'ENDED'] as const;
export type EndStage = (typeof endStages)[number];

export interface Ending {
  readonly kind: EndKind;
  readonly name: string;
  readonly at: Timestamp;
  readonly days: number;
  readonly stage: EndStage;
}

export interface Mortal {
  readonly own: readonly Entry[];
  readonly peers: readonly { readonly state: StateCode; readonly entries: readonly Entry[] }[];
  readonly certificates: readonly {
    readonly kind: 'LINK' | 'CERTIFICATE';
    readonly name: string;
    readonly to: Date;
  }[];
}

const day = 24 * 3_600_000;
/**
 * Days after which a person's expired rights are no longer reported. Registrars are reported longer while fewer than two are
 * valid.
 */
const goneDays = 90;

export function stageOf(end: Date, now: Date): Pick<Ending, 'days' | 'stage'> {
  const left = end.getTime() - now.getTime();
  const days = Math.floor(left / day);
  if (left <= 0) return { days: Math.min(days, -1), stage: 'ENDED' };
  if (left <= 7 * day) return { days, stage: 'IN_7_DAYS' };
  if (left <= 30 * day) return { days, stage: 'IN_30_DAYS' };
  return { days, stage: left <= 90 * day ? 'IN_90_DAYS' : 'LATER' };
}

type Named = Pick<Ending, 'kind' | 'name' | 'at'>;

const keysOf = (terms: RootTerms): Omit<Named, 'kind'>[] => [
  ...terms.stateKeys.map(({ record, until }) => ({ name: `${record.purpose} key`, at: until })),
  ...terms.noteKeys.map(({ record, until }) => ({ name: `${record.purpose} key`, at: until })),
  ...terms.eventKeys.map(({ record, until }) => ({
    name: `event key of ${record.service}`,
    at: until,
  })),
  ...terms.authorities.map(({ record, until }) => ({
    name: `authority ${record.authority}`,
    at: until,
  })),
];

function registrarsOf({ registrars }: RootTerms, now: Date): Omit<Named, 'kind'>[] {
  const at = timestamp(now);
  const standing = registrars.filter(({ until }) => at < until);
  const lacksTwo = (authority: string): boolean =>
    standing.filter(({ record }) => record.authorities.some((each) => each === authority)).length <
    2;
  return registrars
    .filter(
      ({ record, until }) => !isGone(until, now) || record.authorities.some((one) => lacksTwo(one)),
    )
    .map(({ record, until }) => ({ name: record.registrar, at: until }));
}

const isGone = (until: Timestamp, now: Date): boolean =>
  now.getTime() - Date.parse(until) > goneDays * day;

export function whatEnds({ own, peers, certificates }: Mortal, now: Date): Ending[] {
  const at = timestamp(now);
  const terms = rootTerms(own, at);
  const of =
    (kind: EndKind) =>
    (each: Omit<Named, 'kind'>): Named => ({ kind, ...each });
  const mandates = mandatesInUse(own, at)
    .filter(({ until }) => !isGone(until, now))
    .map(({ record, until }) => ({ name: `${record.officer}@${record.authority}`, at: until }));
  const neighbours = peers.flatMap(({ state, entries }) => {
    const [first] = keysOf(rootTerms(entries, at)).sort(byEnd);
    return first === undefined ? [] : [{ name: `${state}: ${first.name}`, at: first.at }];
  });
  const points = terms.contactPoint.map(({ record, until }) => ({
    name: record.authority,
    at: until,
  }));
  return [
    ...keysOf(terms).map(of('KEYS')),
    ...points.map(of('CONTACT_POINT')),
    ...registrarsOf(terms, now).map(of('REGISTRAR')),
    ...mandates.map(of('MANDATE')),
    ...neighbours.map(of('PEER_KEYS')),
    ...certificates.map(({ kind, name, to }) => ({ kind, name, at: timestamp(to) })),
  ]
    .sort(byEnd)
    .map((each) => ({ ...each, ...stageOf(new Date(each.at), now) }));
}

const byEnd = (a: { readonly at: Timestamp }, b: { readonly at: Timestamp }): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : 0;

const endedCodes = {
  KEYS: 'KEYS_ENDED',
  CONTACT_POINT: 'CONTACT_POINT_ENDED',
  REGISTRAR: 'REGISTRAR_ENDED',
  MANDATE: 'MANDATE_ENDED',
  LINK: 'LINK_ENDED',
  CERTIFICATE: 'CERTIFICATE_ENDED',
  PEER_KEYS: 'PEER_KEYS_ENDED',
} as const satisfies Record<EndKind, string>;

const nearCodes = {
  IN_7_DAYS: 'ENDS_IN_7_DAYS',
  IN_30_DAYS: 'ENDS_IN_30_DAYS',
  IN_90_DAYS: 'ENDS_IN_90_DAYS',
} as const;

export type EndedCode = (typeof endedCodes)[EndKind];
export type EndCode = EndedCode | (typeof nearCodes)[keyof typeof nearCodes];

export const endedCode = (kind: EndKind): EndedCode => endedCodes[kind];

const codeOf = ({ kind, stage }: Ending): EndCode | undefined => {
  if (stage === 'LATER') return undefined;
  return stage === 'ENDED' ? endedCodes[kind] : nearCodes[stage];
};

export function endCodes(endings: readonly Ending[]): EndCode[] {
  const stands = new Set(endings.map(codeOf));
  const near = Object.values(nearCodes).find((code) => stands.has(code));
  return [
    ...endKinds.map(endedCode).filter((code) => stands.has(code)),
    ...(near === undefined ? [] : [near]),
  ];
}

export const endingsOf = (code: EndCode, endings: readonly Ending[]): Ending[] =>
  endings.filter((each) => codeOf(each) === code);

export const endNumber = (kind: EndKind): string => `${lower(kind)}Days`;

const lower = (text: string): string =>
  text.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

export function endNumbers(endings: readonly Ending[]): Record<string, number> {
  const first = endKinds.flatMap((kind) => {
    const days = endings.find((each) => each.kind === kind)?.days;
    return days === undefined ? [] : [[endNumber(kind), days] as const];
  });
  const counts = endStages
    .filter((stage) => stage !== 'LATER')
    .map((stage) => [lower(stage), endings.filter((each) => each.stage === stage).length] as const);
  return Object.fromEntries([...first, ...counts]);
}

/**
 * True if a key of this State or the certification of one of its authorities has expired. The audit service is not ready
 * then.
 */
export const hasStateEnded = (endings: readonly Ending[]): boolean =>
  endings.some(({ kind, stage }) => kind === 'KEYS' && stage === 'ENDED');
