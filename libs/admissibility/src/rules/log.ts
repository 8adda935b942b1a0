import { names } from '#package';
import type { CaseFacts } from '../facts/case-facts.js';
import { type Flaw, rule } from '../rule.js';
import { openDirectory, openLeaves, seenBy, withheldLeaves } from './sight.js';

const checkpoint = { file: names.checkpoint } as const;

const missingOf = (
  { found }: CaseFacts,
  folders: readonly string[],
): readonly Flaw<'FILE_MISSING'>[] =>
  found.V12.flatMap(({ code, where }) =>
    code === 'FILE_MISSING' && folders.some((folder) => where.startsWith(folder))
      ? [{ code, file: where }]
      : [],
  );

const directoryFlaw = (facts: CaseFacts): readonly Flaw<'DIRECTORY_OPEN'>[] => {
  const file = openDirectory(facts);
  return file === undefined ? [] : [{ code: 'DIRECTORY_OPEN', file }];
};

const all = <C extends 'INCLUSION_INVALID' | 'LOG_UNSIGNED' | 'WITNESS_INVALID'>(
  facts: CaseFacts,
  check: 'V06' | 'V08' | 'V09',
  code: C,
): readonly Flaw<C>[] => seenBy(facts, check).map(({ where }) => ({ code, file: where }));

/** Rule LOG-01: each entry, even a withheld one, is proven to be in the log at a cosigned checkpoint. */
const log01 = rule(
  'LOG-01',
  ['INCLUSION_INVALID', 'LOG_UNSIGNED', 'WITNESS_INVALID', 'FILE_MISSING', 'DIRECTORY_OPEN'],
  (facts) => {
    const missing = missingOf(facts, ['data/custody/proofs/', names.checkpoint, names.policy]);
    const isAskable = missing.length === 0 && openDirectory(facts) === undefined;
    const unmet = !facts.isWitnessed && isAskable;
    return {
      flaws: [
        ...all(facts, 'V06', 'INCLUSION_INVALID'),
        ...all(facts, 'V08', 'LOG_UNSIGNED'),
        ...all(facts, 'V09', 'WITNESS_INVALID'),
        ...(unmet ? [{ code: 'WITNESS_INVALID', ...checkpoint } as const] : []),
        ...missing,
        ...directoryFlaw(facts),
      ],
      ground: checkpoint,
    };
  },
);

/**
 * Rule LOG-02: the log only grew. Each earlier checkpoint that an entry or time-stamp names is proven consistent with the
 * package's checkpoint.
 */
const log02 = rule(
  'LOG-02',
  ['CONSISTENCY_INVALID', 'FILE_MISSING', 'LEAF_OPEN', 'DIRECTORY_OPEN'],
  (facts) => ({
    flaws: [
      ...seenBy(facts, 'V07').map(
        ({ where }) => ({ code: 'CONSISTENCY_INVALID', file: where }) as const,
      ),
      ...missingOf(facts, [
        ...['data/custody/consistency/', 'data/custody/checkpoints/', names.checkpoint],
      ]),
      ...openLeaves(facts).map(({ index }) => ({ code: 'LEAF_OPEN', leaf: index }) as const),
      ...directoryFlaw(facts),
    ],
    ground: checkpoint,
    // A withheld entry names an earlier state that no reader can see.
    withheld: withheldLeaves(facts),
  }),
);

/** Rule LOG-03: neither the package nor the maker's database reports a fork of either State's log. */
const log03 = rule('LOG-03', ['FORK', 'ALARMS_UNSEEN'], ({ found, alarms, leaves, gathered }) => {
  const shown = leaves.filter(({ typ }) => typ === 'log.fork.detected').map(({ index }) => index);
  const alarmLeaves = (alarms ?? []).map(({ leaf }) => leaf);
  return {
    flaws: [
      ...found.V07.flatMap(({ code, where }) =>
        code === 'FORK' ? [{ code, file: where } as const] : [],
      ),
      ...[...alarmLeaves, ...shown].map((leaf) => ({ code: 'FORK', leaf }) as const),
      ...(alarms === null ? [{ code: 'ALARMS_UNSEEN' } as const] : []),
    ],
    ground: { leaf: gathered },
  };
});

export const logRules = [log01, log02, log03];
