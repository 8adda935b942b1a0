import type { CaseFacts, ComparisonFact, LeafFact, MessageFact } from '../facts/case-facts.js';
import { type Flaw, rule } from '../rule.js';
import { isJudged, leafOf, openDirectory, openLeaves, seenBy, withheldLeaves } from './sight.js';

const broken: readonly string[] = ['CHAIN_BROKEN', 'GATHERED_DIFFERS', 'TIME_BACK'];
const counted: readonly string[] = ['COUNT_DIFFERS'];

const filesOf = ({ found }: CaseFacts, check: 'V05' | 'V12', codes: readonly string[]) =>
  found[check].flatMap(({ code, where }) => (codes.includes(code) ? [where] : []));

const openFlaws = (facts: CaseFacts): readonly Flaw<'LEAF_INVALID' | 'LEAF_OPEN'>[] =>
  openLeaves(facts).map(({ index, state }) => ({
    code: state === 'INVALID' ? 'LEAF_INVALID' : 'LEAF_OPEN',
    leaf: index,
  }));

/**
 * Rule CUS-01: the case's log entries form one chain, with `pkg.gathered` as the last entry. The entry `pkg.gathered` states
 * how many entries are left out.
 */
const cus01 = rule(
  'CUS-01',
  [
    'CHAIN_BROKEN',
    'LEAF_INVALID',
    'COUNT_DIFFERS',
    'LEAF_OPEN',
    'MESSAGE_MISSING',
    'ERASURE_MISSING',
  ],
  (facts) => ({
    flaws: [
      ...filesOf(facts, 'V05', broken).map((file) => ({ code: 'CHAIN_BROKEN', file }) as const),
      ...filesOf(facts, 'V12', counted).map((file) => ({ code: 'COUNT_DIFFERS', file }) as const),
      ...openFlaws(facts),
      ...(['MESSAGE_MISSING', 'ERASURE_MISSING'] as const).flatMap((code) =>
        filesOf(facts, 'V12', [code]).map((file) => ({ code, file })),
      ),
    ],
    ground: { leaf: facts.gathered },
    withheld:
      facts.leaves.filter(({ why, state }) => why === 'CASE' && state === 'WITHHELD').length +
      facts.unnamed,
  }),
);

function comparedIn(
  comparisons: readonly ComparisonFact[],
  { direction, envelope }: MessageFact,
): readonly ComparisonFact[] {
  const number = envelope?.seq ?? 0;
  return comparisons.filter(({ spans, isSigned }) => {
    const span = spans[direction];
    return isSigned && span !== null && span.from < number && number <= span.to;
  });
}

function numberFlaw(
  facts: CaseFacts,
  comparisons: readonly ComparisonFact[],
  message: MessageFact,
): Flaw<'NOT_JUDGED' | 'NUMBER_UNCOMPARED' | 'COMPARISON_OPEN'> | undefined {
  if (!isJudged(facts, message)) return { code: 'NOT_JUDGED', leaf: leafOf(message) };
  const [first, ...more] = comparedIn(comparisons, message);
  if (first === undefined) return { code: 'NUMBER_UNCOMPARED', leaf: leafOf(message) };
  const open = [first, ...more].find(
    ({ isComplete, differences }) => !isComplete || differences > 0,
  );
  return open && { code: 'COMPARISON_OPEN', leaf: open.leaf };
}

/** Rule CUS-02: a signed comparison of both States covers the sequence number of each message and shows no difference. */
const cus02 = rule(
  'CUS-02',
  ['COMPARISON_OPEN', 'COMPARISONS_UNSEEN', 'NUMBER_UNCOMPARED', 'NOT_JUDGED'],
  (facts) => {
    const { comparisons, messages } = facts;
    if (comparisons === null) return { flaws: [{ code: 'COMPARISONS_UNSEEN' }], ground: {} };
    const flaws = messages.flatMap((message) => numberFlaw(facts, comparisons, message) ?? []);
    return { flaws, ground: { leaf: comparisons.at(-1)?.leaf ?? null } };
  },
);

type ReceiptFlaw = Flaw<
  | 'RECEIPT_INVALID'
  | 'RECEIPT_NONE'
  | 'NEIGHBOUR_UNSEEN'
  | 'NEIGHBOUR_DIFFERS'
  | 'ENVELOPE_UNSTATED'
>;

const isAboutPeer = ({ code }: { readonly code: string }): boolean => code.startsWith('PEER_');

function neighbourFlaws(facts: CaseFacts, message: MessageFact): readonly ReceiptFlaw[] {
  const differs = seenBy(facts, 'V11').filter(isAboutPeer);
  if (differs.length > 0)
    return differs.map(({ where }) => ({ code: 'NEIGHBOUR_DIFFERS', file: where }));
  return message.isSeenThere ? [] : [{ code: 'NEIGHBOUR_UNSEEN', leaf: leafOf(message) }];
}

function receiptFlaws(facts: CaseFacts, message: MessageFact): readonly ReceiptFlaw[] {
  const { direction, receipts, envelopeSha256 } = message;
  if (direction === 'IN') return neighbourFlaws(facts, message);
  const settled = receipts.filter(({ stage }) => stage === 'OPENED' || stage === 'REJECTED');
  return [
    ...seenBy(facts, 'V11').flatMap(({ where, code }) => {
      if (isAboutPeer({ code })) return [];
      return { code: code === 'RECEIPT_NONE' ? code : 'RECEIPT_INVALID', file: where } as const;
    }),
    ...settled.flatMap(({ stage, envelopeSha256: opened, logged, file }) => {
      if (stage !== 'OPENED' || (opened !== null && opened === envelopeSha256)) return [];
      const code = opened === null ? 'ENVELOPE_UNSTATED' : 'RECEIPT_INVALID';
      return [{ code, file, leaf: logged } as const];
    }),
    ...(settled.length === 0 ? [{ code: 'RECEIPT_NONE', leaf: leafOf(message) } as const] : []),
  ];
}

/**
 * Rule CUS-03: each sent message has the neighbour's valid receipt. Each received message appears in the neighbour's log
 * entries.
 */
const cus03 = rule(
  'CUS-03',
  [
    ...(['RECEIPT_INVALID', 'RECEIPT_NONE', 'NEIGHBOUR_UNSEEN', 'NEIGHBOUR_DIFFERS'] as const),
    'ENVELOPE_UNSTATED',
    ...(['DIRECTORY_OPEN', 'FILE_MISSING', 'NOT_JUDGED'] as const),
  ],
  (facts) => {
    const directory = openDirectory(facts);
    const missing = facts.found.V12.filter(
      ({ code, where }) => code === 'RECEIPT_MISSING' || where.startsWith('data/receipts/'),
    );
    const unjudged = facts.messages.filter(
      (message) => !isJudged(facts, message) || message.carried === null,
    );
    return {
      flaws: [
        ...facts.messages.flatMap((message) => receiptFlaws(facts, message)),
        ...missing.map(({ where }) => ({ code: 'FILE_MISSING', file: where }) as const),
        ...unjudged.map((message) => ({ code: 'NOT_JUDGED', leaf: leafOf(message) }) as const),
        ...(directory === undefined ? [] : [{ code: 'DIRECTORY_OPEN', file: directory } as const]),
      ],
      ground: { leaf: facts.messages.flatMap(({ receipts }) => receipts).at(-1)?.logged ?? null },
    };
  },
);

const accesses: readonly string[] = ['item.viewed', 'item.exported', 'pkg.delivered'];

function accessFlaw(
  { actor, data, index }: LeafFact,
  bases: Readonly<Record<string, string>>,
): Flaw<'ACCESS_NAMELESS' | 'PURPOSE_NONE' | 'BASIS_NONE'> | undefined {
  const { purpose } = data;
  if (actor === 'NONE') return { code: 'ACCESS_NAMELESS', leaf: index };
  if (typeof purpose !== 'string') return { code: 'PURPOSE_NONE', leaf: index };
  return Object.hasOwn(bases, purpose) ? undefined : { code: 'BASIS_NONE', leaf: index };
}

/** Rule CUS-04: each logged access shows an actor and a purpose. The profile has a legal basis for the purpose. */
const cus04 = rule(
  'CUS-04',
  [...(['ACCESS_NAMELESS', 'PURPOSE_NONE', 'BASIS_NONE', 'LEAF_OPEN'] as const), 'NO_ACCESS_SHOWN'],
  (facts, { bases }) => {
    const shown = facts.leaves.filter(({ typ }) => accesses.includes(typ));
    const open = openLeaves(facts).map(
      ({ index }) => ({ code: 'LEAF_OPEN', leaf: index }) as const,
    );
    return {
      flaws: [...shown.flatMap((leaf) => accessFlaw(leaf, bases) ?? []), ...open],
      ground: { leaf: shown.at(-1)?.index ?? facts.gathered },
      note: shown.length === 0 ? 'NO_ACCESS_SHOWN' : undefined,
      // Leaves that travel have a digest for the actor, which counts only when disclosed.
      withheld: withheldLeaves(facts) + shown.filter(({ actor }) => actor === 'DIGEST').length,
    };
  },
);

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const day = 86_400_000;
const mostDays = 3_660;

/** Days (UTC) on which a comparison of logs was due: from the day after the first message to the day of gathering. */
function dueDays({ messages, gatheredAt, leaves }: CaseFacts): readonly string[] {
  const times = messages.flatMap((message) => {
    const at = leaves.find(({ index }) => index === leafOf(message))?.at;
    return at === undefined ? [] : [at];
  });
  if (times.length === 0) return [];
  const first = Math.min(...times) + day;
  const last = dayOf(Date.parse(gatheredAt));
  const days: string[] = [];
  for (let at = first; dayOf(at) <= last && days.length < mostDays; at += day) days.push(dayOf(at));
  return days;
}

/**
 * Rule CUS-06: each due day has a signed comparison of both States. Every signed comparison is complete and has no open
 * difference.
 */
const cus06 = rule(
  'CUS-06',
  ['DAY_UNCOMPARED', 'COMPARISON_OPEN', 'COMPARISONS_UNSEEN', 'NUMBER_UNCOMPARED'],
  (facts) => {
    const { comparisons } = facts;
    if (comparisons === null) return { flaws: [{ code: 'COMPARISONS_UNSEEN' }], ground: {} };
    const due = dueDays(facts);
    const signed = comparisons.filter(({ isSigned }) => isSigned);
    const absent = due.filter((each) => signed.every((report) => report.day !== each));
    const open = signed.filter(({ isComplete, differences }) => !isComplete || differences > 0);
    const before = (each: string) => signed.findLast((report) => report.day < each)?.leaf ?? null;
    return {
      flaws: [
        ...open.map(({ leaf }) => ({ code: 'COMPARISON_OPEN', leaf }) as const),
        ...absent.map((each) => ({ code: 'DAY_UNCOMPARED', leaf: before(each) }) as const),
        ...(due.length === 0 ? [{ code: 'NUMBER_UNCOMPARED' } as const] : []),
      ],
      ground: { leaf: signed.at(-1)?.leaf ?? null },
    };
  },
);

export const custodyRules = [cus01, cus02, cus03, cus04, cus06];
