import type { Entry } from '#capabilities/directory/directory.schema';
import { timestamp, type StateCode, type Timestamp } from '#kernel';
import { mandatesInUse, rootTerms, type RootTerms } from './in-use.model.js';

/** Parts of a State that end one day, and whose signature gives them a new end. */
export const endKinds = [
  /** A key or an authority of this State: the root. */
  'KEYS',
  /** The national contact point: the root. */
  'CONTACT_POINT',
  /** A registrar: the root. */
  'REGISTRAR',
  /** An officer's mandate at an authority: two registrars. */
  'MANDATE',
  /** A TLS certificate of a link, on this side or the authority of the other: the persons' folder, or a new ceremony. */
  'LINK',
  /** Any other TLS certificate of this installation: the persons' folder. */
  'CERTIFICATE',
  /** Keys or authorities of a neighbour: the neighbour's root. */
  'PEER_KEYS',
] as const;
export type EndKind = (typeof endKinds)[number];

/** How near an end is. */
export const endStages = ['LATER', 'IN_90_DAYS', 'IN_30_DAYS', 'IN_7_DAYS', 'ENDED'] as const;
export type EndStage = (typeof endStages)[number];

/** One thing that ends, and when. */
export interface Ending {
  readonly kind: EndKind;
  readonly name: string;
  readonly at: Timestamp;
  /** Whole days until then; below 0 once it has ended. */
  readonly days: number;
  readonly stage: EndStage;
}

/** All that can end, as verified entries and certificate files say it. */
export interface Mortal {
  /** Of the own directory, in order. */
  readonly own: readonly Entry[];
  readonly peers: readonly { readonly state: StateCode; readonly entries: readonly Entry[] }[];
  readonly certificates: readonly {
    readonly kind: 'LINK' | 'CERTIFICATE';
    readonly name: string;
    readonly to: Date;
  }[];
}

const day = 24 * 3_600_000;
/** A person whose time passed longer ago is taken to have left, unless an authority lacks two registrars without him. */
const goneDays = 90;

/** Pure. */
export function stageOf(end: Date, now: Date): Pick<Ending, 'days' | 'stage'> {
  const left = end.getTime() - now.getTime();
  const days = Math.floor(left / day);
  if (left <= 0) return { days: Math.min(days, -1), stage: 'ENDED' };
  if (left <= 7 * day) return { days, stage: 'IN_7_DAYS' };
  if (left <= 30 * day) return { days, stage: 'IN_30_DAYS' };
  return { days, stage: left <= 90 * day ? 'IN_90_DAYS' : 'LATER' };
}

type Named = Pick<Ending, 'kind' | 'name' | 'at'>;

/** Keys and authorities: what ends a State. */
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

/** Registrars whose time has not passed, or passed lately, or without whom an authority has not two. */
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

/** Lists the ends, the first first. Of a neighbour the first of its keys and authorities stands for all. Pure. */
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

/** The nearest first. */
const nearCodes = {
  IN_7_DAYS: 'ENDS_IN_7_DAYS',
  IN_30_DAYS: 'ENDS_IN_30_DAYS',
  IN_90_DAYS: 'ENDS_IN_90_DAYS',
} as const;

export type EndedCode = (typeof endedCodes)[EndKind];
export type EndCode = EndedCode | (typeof nearCodes)[keyof typeof nearCodes];

/** The code of a kind that has ended. */
export const endedCode = (kind: EndKind): EndedCode => endedCodes[kind];

const codeOf = ({ kind, stage }: Ending): EndCode | undefined => {
  if (stage === 'LATER') return undefined;
  return stage === 'ENDED' ? endedCodes[kind] : nearCodes[stage];
};

/** Warnings of these ends: each kind that has ended, and how near the next end is. Pure. */
export function endCodes(endings: readonly Ending[]): EndCode[] {
  const stands = new Set(endings.map(codeOf));
  const near = Object.values(nearCodes).find((code) => stands.has(code));
  return [
    ...endKinds.map(endedCode).filter((code) => stands.has(code)),
    ...(near === undefined ? [] : [near]),
  ];
}

/** Ends that a code is about. Pure. */
export const endingsOf = (code: EndCode, endings: readonly Ending[]): Ending[] =>
  endings.filter((each) => codeOf(each) === code);

/** The name of the figure that says in how many whole days the first of a kind ends. */
export const endNumber = (kind: EndKind): string => `${lower(kind)}Days`;

const lower = (text: string): string =>
  text.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** Figures of the ends: `endNumber` of each kind; `in90Days` and so on, `ended`: how many. Pure. */
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

/** Without these a State neither seals nor signs: it is not ready. Pure. */
export const hasStateEnded = (endings: readonly Ending[]): boolean =>
  endings.some(({ kind, stage }) => kind === 'KEYS' && stage === 'ENDED');
