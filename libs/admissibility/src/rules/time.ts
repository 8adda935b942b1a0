import { names } from '#package';
import type { CaseFacts, LeafFact, MessageFact } from '../facts/case-facts.js';
import { type Flaw, rule } from '../rule.js';
import { madeAfter, madeBefore } from '../facts/token-times.js';
import { lastLeaf, leafOf, openLeaves, seenBy, withheldLeaves } from './sight.js';

const tokenCode = (code: string): 'TSA_UNKNOWN' | 'TOKEN_EXPIRED' | 'TOKEN_INVALID' =>
  code === 'TSA_UNKNOWN' || code === 'TOKEN_EXPIRED' ? code : 'TOKEN_INVALID';

const folders = ['data/custody/tokens/', 'data/custody/tsa/', 'data/custody/crl/', names.token];

const isOfTokens = (file: string): boolean => folders.some((folder) => file.startsWith(folder));

/**
 * Rule TIM-01: time-stamps are valid and from authorities the reader knows. The package has at least one time-stamp and one
 * revocation list.
 */
const tim01 = rule(
  'TIM-01',
  [
    ...(['TOKEN_NONE', 'TOKEN_INVALID', 'REVOCATION_UNKEPT'] as const),
    ...(['TSA_UNKNOWN', 'TOKEN_EXPIRED', 'FILE_MISSING'] as const),
  ],
  (facts) => ({
    flaws: [
      ...(facts.tokens === 0 ? [{ code: 'TOKEN_NONE' } as const] : []),
      ...seenBy(facts, 'V10').map(({ code, where }) => ({ code: tokenCode(code), file: where })),
      ...(facts.lists === 0 ? [{ code: 'REVOCATION_UNKEPT', file: names.index } as const] : []),
      ...facts.found.V12.flatMap(({ code, where }) =>
        code === 'FILE_MISSING' && isOfTokens(where) ? [{ code, file: where } as const] : [],
      ),
    ],
    ground: { file: names.token },
  }),
);

const doubted = ({ found }: CaseFacts): readonly Flaw<'TIME_OPEN'>[] =>
  [...found.V07, ...found.V08, ...found.V09, ...found.V10].map(({ where }) => ({
    code: 'TIME_OPEN',
    file: where,
  }));

function bracketFlaw(
  message: MessageFact,
  seconds: number,
): Flaw<'BRACKET_OPEN' | 'BRACKET_WIDE'> | undefined {
  const { from, until } = message.bracket;
  const leaf = leafOf(message);
  if (from === null || until === null) return { code: 'BRACKET_OPEN', leaf };
  const width = until - from;
  return width < 0 || width > seconds * 1_000 ? { code: 'BRACKET_WIDE', leaf } : undefined;
}

/** Rule TIM-02: each message lies between two outside times that are no further apart than the profile permits. */
const tim02 = rule(
  'TIM-02',
  ['BRACKET_WIDE', 'BRACKET_OPEN', 'TIME_OPEN'],
  (facts, { limits }) => ({
    flaws: [
      ...facts.messages.flatMap((message) => bracketFlaw(message, limits.bracketSeconds) ?? []),
      ...doubted(facts),
    ],
    ground: { leaf: lastLeaf(facts) },
  }),
);

const shownLeaves = ({ leaves }: CaseFacts): readonly LeafFact[] =>
  leaves.filter(({ state }) => state === 'SHOWN');

/**
 * Least clock error (ms) that time-stamps prove at this leaf; 0 if none is proven. A positive error means that the clock was
 * ahead.
 */
function provenOffset(leaf: LeafFact, { tokenTimes }: CaseFacts): number {
  const [before, after] = [madeBefore(leaf, tokenTimes), madeAfter(leaf, tokenTimes)];
  if (before !== null && leaf.at > before) return leaf.at - before;
  return after !== null && leaf.at < after ? leaf.at - after : 0;
}

function tokenFlaw(
  leaf: LeafFact,
  facts: CaseFacts,
  most: number,
): Flaw<'CLOCK_DIFFERS'> | undefined {
  const offsetMs = provenOffset(leaf, facts);
  if (Math.abs(offsetMs) <= most) return undefined;
  return { code: 'CLOCK_DIFFERS', leaf: leaf.index, offsetMs };
}

const least = ([low, high]: readonly [number, number]): number => (low > 0 ? low : high);

function offsetFlaw(
  { offsetMs, index }: LeafFact,
  most: number,
): Flaw<'OFFSET_UNKNOWN' | 'OFFSET_UNSURE' | 'OFFSET_WIDE'> | undefined {
  if (offsetMs === null) return { code: 'OFFSET_UNKNOWN', leaf: index };
  const [low, high] = offsetMs;
  if (low > most || high < -most || low > high)
    return { code: 'OFFSET_WIDE', leaf: index, offsetMs: least(offsetMs) };
  return low >= -most && high <= most ? undefined : { code: 'OFFSET_UNSURE', leaf: index };
}

/** Rule TIM-03: at each shown entry, the State's clock differed from outside time by no more than the profile permits. */
const tim03 = rule(
  'TIM-03',
  ['CLOCK_DIFFERS', 'OFFSET_WIDE', 'OFFSET_UNKNOWN', 'OFFSET_UNSURE', 'LEAF_OPEN'],
  (facts, { limits: { clockOffsetMs } }) => ({
    flaws: [
      ...shownLeaves(facts).flatMap((leaf) => tokenFlaw(leaf, facts, clockOffsetMs) ?? []),
      ...shownLeaves(facts).flatMap((leaf) => offsetFlaw(leaf, clockOffsetMs) ?? []),
      ...openLeaves(facts).map(({ index }) => ({ code: 'LEAF_OPEN', leaf: index }) as const),
    ],
    ground: { leaf: facts.gathered },
    withheld: withheldLeaves(facts),
  }),
);

export const timeRules = [tim01, tim02, tim03];
