import {
  type FlawCode,
  type NoteCode,
  type Outcome,
  type RuleId,
  rulingCodes,
  type RulingCode,
} from './codes.js';
import type { CaseFacts } from './facts/case-facts.js';
import type { Profile } from './profile/profile.js';

/**
 * Fact that a ruling rests on: a leaf of the own log by its index, or a file of the package; and by how much the clock was ahead there,
 * at least, in milliseconds (behind: less than 0), where the ruling is about that.
 */
export interface Ground {
  readonly leaf?: number | null;
  readonly file?: string;
  readonly offsetMs?: number;
}

/** Ruling on one rule. `withheld`: as many things it crossed without seeing them. */
export interface Ruling {
  readonly rule: RuleId;
  readonly outcome: Outcome;
  readonly code: RulingCode | null;
  readonly leaf: number | null;
  readonly file: string | null;
  readonly offsetMs: number | null;
  readonly withheld: number;
}

export interface Flaw<C extends FlawCode = FlawCode> extends Ground {
  readonly code: C;
}

/** Flaws that were found, in their order, and what a pass rests on. */
export interface Judged<C extends FlawCode = FlawCode, N extends NoteCode = NoteCode> {
  readonly flaws: readonly Flaw<C>[];
  readonly ground: Ground;
  readonly note?: N | undefined;
  readonly withheld?: number;
}

/** One rule: the codes that it can give, and its judgement. Pure. */
export interface Rule {
  readonly id: RuleId;
  readonly codes: readonly RulingCode[];
  judge(facts: CaseFacts, profile: Profile): Ruling;
}

const groundOf = ({ leaf, file, offsetMs }: Ground) => ({
  ...{ leaf: leaf ?? null, file: file ?? null, offsetMs: offsetMs ?? null },
});

/** The flaw that counts: the first failure, else the first thing that is not seen. */
function rulingOf(rule: RuleId, { flaws, ground, note, withheld = 0 }: Judged): Ruling {
  const worst = flaws.find(({ code }) => rulingCodes[code] === 'fail') ?? flaws[0];
  if (worst === undefined)
    return { rule, outcome: 'pass', code: note ?? null, ...groundOf(ground), withheld };
  const { code } = worst;
  return { rule, outcome: rulingCodes[code], code, ...groundOf(worst), withheld };
}

/** A rule from its judgement, which can name only the codes of the rule. */
export const rule = <const C extends RulingCode>(
  id: RuleId,
  codes: readonly C[],
  judge: (facts: CaseFacts, profile: Profile) => Judged<Extract<C, FlawCode>, Extract<C, NoteCode>>,
): Rule => ({ id, codes, judge: (facts, profile) => rulingOf(id, judge(facts, profile)) });
