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

/** Log leaf or package file on which a ruling rests. `offsetMs`: proven clock error (ms), negative when the clock lags. */
export interface Ground {
  readonly leaf?: number | null;
  readonly file?: string;
  readonly offsetMs?: number;
}

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

export interface Judged<C extends FlawCode = FlawCode, N extends NoteCode = NoteCode> {
  readonly flaws: readonly Flaw<C>[];
  readonly ground: Ground;
  readonly note?: N | undefined;
  readonly withheld?: number;
}

export interface Rule {
  readonly id: RuleId;
  readonly codes: readonly RulingCode[];
  judge(facts: CaseFacts, profile: Profile): Ruling;
}

const groundOf = ({ leaf, file, offsetMs }: Ground) => ({
  ...{ leaf: leaf ?? null, file: file ?? null, offsetMs: offsetMs ?? null },
});

function rulingOf(rule: RuleId, { flaws, ground, note, withheld = 0 }: Judged): Ruling {
  const worst = flaws.find(({ code }) => rulingCodes[code] === 'fail') ?? flaws[0];
  if (worst === undefined)
    return { rule, outcome: 'pass', code: note ?? null, ...groundOf(ground), withheld };
  const { code } = worst;
  return { rule, outcome: rulingCodes[code], code, ...groundOf(worst), withheld };
}

export const rule = <const C extends RulingCode>(
  id: RuleId,
  codes: readonly C[],
  judge: (facts: CaseFacts, profile: Profile) => Judged<Extract<C, FlawCode>, Extract<C, NoteCode>>,
): Rule => ({ id, codes, judge: (facts, profile) => rulingOf(id, judge(facts, profile)) });
