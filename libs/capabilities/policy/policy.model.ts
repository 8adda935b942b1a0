import {
  type AuthorityAddress,
  type Document,
  type StateCode,
  isOpening,
  powers,
  type Power,
  type ThreadType,
  threadTypeOf,
  phrase,
  type Detail,
} from '#kernel';
import { statedTypes } from '#capabilities/attachments/file-types.model';
import {
  isAlways,
  matchedFacts,
  usualFacts,
  type FormalRule,
  type PolicyCondition,
  type PolicyFacts,
  type PolicyPack,
} from './policy.schema.js';
import type { FormalRouteWarning, JudgedDraft } from './policy.contract.js';
import { subjectsOf } from '#capabilities/requests/subjects.model';

export type PolicyVerdict = Omit<JudgedDraft, 'pack'>;

const builtIn = 'protocol-';

/** Built-in warnings that a request for a coercive power needs the formal route. A pack can replace them but not remove them. */
export const protocolMinimum: readonly FormalRule[] = powers.map((power) => ({
  id: builtIn + power.toLowerCase().replaceAll('_', '-'),
  law: 'UN Convention against Transnational Organized Crime, art. 18',
  channel: 'FORMAL_REQUEST',
  when: { powers: [power] },
}));

const some = <T>(wanted: readonly T[], there: readonly T[]): boolean =>
  wanted.some((each) => there.includes(each));

const isOfType = (wanted: string, there: string): boolean =>
  wanted.endsWith('/*')
    ? there.toLowerCase().startsWith(wanted.slice(0, -1))
    : there.toLowerCase().split(';')[0]?.trim() === wanted;

export function policyMatches(when: PolicyCondition, facts: PolicyFacts): boolean {
  const { mediaTypes, states, exceptStates, authorities } = when;
  const { peer } = facts;
  return (
    matchedFacts.every((name) => {
      const wanted: readonly string[] | undefined = when[name];
      return wanted === undefined || some<string>(wanted, facts[name]);
    }) &&
    (mediaTypes === undefined ||
      mediaTypes.some((wanted) => facts.mediaTypes.some((there) => isOfType(wanted, there)))) &&
    (states === undefined || states.includes(peer.state)) &&
    exceptStates?.includes(peer.state) !== true &&
    (authorities === undefined ||
      authorities.some((each) => each.state === peer.state && each.authority === peer.authority))
  );
}

const byRule = (a: { readonly rule: string }, b: { readonly rule: string }): number =>
  a.rule < b.rule ? -1 : Number(a.rule > b.rule);

const warningOf = (
  { id, law, channel, when }: FormalRule,
  facts: PolicyFacts,
): FormalRouteWarning => ({
  ...{ code: 'FORMAL_ROUTE_NEEDED', rule: id, law, channel },
  powers: powers.filter((each) => facts.powers.includes(each) && when.powers?.includes(each)),
});

/**
 * Judges the facts of a document by a pack. If the pack warns about a legal power that the request needs, such as a search,
 * the built-in warning about this power is left out.
 */
export function judgePolicy(pack: PolicyPack | undefined, facts: PolicyFacts): PolicyVerdict {
  const holds = ({ when }: { readonly when: PolicyCondition }): boolean =>
    policyMatches(when, facts);
  // Its text may leave, but its attachments are judged: a refusal must not carry a forbidden file.
  const leaves = facts.mediaTypes.length === 0 && facts.kinds.every(isAlways);
  const forbidden = leaves ? [] : (pack?.rules ?? []).filter(holds);
  const asks = facts.kinds.includes('request');
  const own = asks
    ? (pack?.formalRoute ?? []).filter(holds).map((each) => warningOf(each, facts))
    : [];
  const ownPowers = own.flatMap((warning) => warning.powers);
  const rest = asks ? protocolMinimum.filter(holds).map((each) => warningOf(each, facts)) : [];
  return {
    forbidden: forbidden.map(({ id, law }) => ({ rule: id, law })).sort(byRule),
    warnings: [...own, ...rest.filter((warning) => !some(ownPowers, warning.powers))].sort(byRule),
  };
}

const powersOf = ({ body }: Document): readonly Power[] => ('powers' in body && body.powers) || [];

export function policyFacts(
  document: Document,
  type: ThreadType | null,
  peer: AuthorityAddress,
  enclosed: readonly Document[] = [],
): PolicyFacts {
  const all = [document, ...enclosed];
  const own = isOpening(document) ? threadTypeOf(document) : type;
  const types = enclosed.flatMap((each) => (isOpening(each) ? [threadTypeOf(each)] : []));
  const handlings = all.map(({ handling }) => handling);
  return {
    kinds: unique(all.map(({ kind }) => kind)),
    requestTypes: unique(own === null ? types : [own, ...types]),
    purposes: unique(all.map(({ purpose }) => purpose)),
    categories: unique(
      all.flatMap(subjectsOf).flatMap(({ category }) => (category === undefined ? [] : [category])),
    ),
    powers: unique(all.flatMap(powersOf)),
    codes: unique(handlings.flatMap(({ codes }) => codes)),
    tlp: unique(handlings.flatMap(({ tlp }) => (tlp === undefined ? [] : [tlp]))),
    classifications: unique(handlings.map(({ classification = 'UNCLASSIFIED' }) => classification)),
    mediaTypes: unique(all.flatMap(({ attachments }) => attachments.flatMap(statedTypes))),
    peer: { state: peer.state, authority: peer.authority },
  };
}

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

export interface PolicyCase {
  readonly name: string;
  readonly forbidden: readonly string[];
  readonly formalRoute: readonly string[];
  readonly passes: boolean;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

export const tryPolicy = (pack: PolicyPack): PolicyCase[] =>
  pack.cases.map(({ name, facts, ...expected }) => {
    const verdict = judgePolicy(pack, usualFacts(facts));
    const forbidden = verdict.forbidden.map(({ rule }) => rule);
    const formalRoute = verdict.warnings.map(({ rule }) => rule);
    const passes = same(forbidden, expected.forbidden) && same(formalRoute, expected.formalRoute);
    return { name, forbidden, formalRoute, passes };
  });

const twice = (values: readonly string[]): Detail | undefined =>
  values.find((value, i) => values.indexOf(value) !== i);

/**
 * Returns why a signed pack is invalid; undefined when valid. Does not run the test cases, because a newer version of the
 * program may decide them differently.
 */
export function packFlaw(pack: PolicyPack, state: StateCode): Detail | undefined {
  if (pack.state !== state) return phrase`the pack belongs to another State`;
  const ids = [...pack.rules, ...pack.formalRoute].map(({ id }) => id);
  const again = twice(ids);
  if (again !== undefined) return phrase`two rules are called ${again}`;
  const reserved = ids.find((id) => id.startsWith(builtIn));
  if (reserved !== undefined)
    return phrase`${reserved}: ids that begin with ${builtIn} are built in`;
  const name = twice(pack.cases.map((each) => each.name));
  return name === undefined ? undefined : phrase`two cases are called ${name}`;
}

export function policyFlaw(pack: PolicyPack, state: StateCode): Detail | undefined {
  const flaw = packFlaw(pack, state);
  if (flaw !== undefined) return flaw;
  const ids = [...pack.rules, ...pack.formalRoute].map(({ id }) => id);
  const failed = tryPolicy(pack).find(({ passes }) => !passes);
  if (failed !== undefined) {
    const words = (list: readonly string[]): Detail =>
      list.length === 0 ? phrase`none` : list.join(', ');
    return phrase`case "${failed.name}" comes to forbidden: ${words(failed.forbidden)}; formal route: ${words(failed.formalRoute)}`;
  }
  const shown = pack.cases.flatMap(({ forbidden, formalRoute }) => [...forbidden, ...formalRoute]);
  const untried = ids.find((id) => !shown.includes(id));
  if (untried !== undefined) return phrase`no case shows rule ${untried} at work`;
  const free = pack.cases.some(({ forbidden }) => forbidden.length === 0);
  return free ? undefined : phrase`no case shows what may leave`;
}

/**
 * Maximum increase of a pack's version number. A pack with the highest possible number would make every later pack
 * impossible.
 */
const longestLeap = 1_000;

export function policyLeap(
  { version }: PolicyPack,
  inForce: PolicyPack | undefined,
): Detail | undefined {
  const most = (inForce?.version ?? 0) + longestLeap;
  return version > most
    ? phrase`its version must be at most ${most}, ${longestLeap} above the one in force`
    : undefined;
}

/** Returns why `version` is not above `inForce`, else undefined. Prevents an old pack from coming into force again. */
export const policyOutrun = (
  { version }: PolicyPack,
  inForce: PolicyPack | undefined,
): Detail | undefined =>
  inForce !== undefined && version <= inForce.version
    ? phrase`its version must be above ${inForce.version}, the one in force`
    : undefined;
