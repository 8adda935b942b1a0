import type { FlawCode, RuleId } from '../codes.js';
import { type Rule, rule } from '../rule.js';

const missing = {
  'INT-02': 'SESSION_KEYS_UNSHOWN',
  'INT-05': 'ALGORITHMS_UNDATED',
  'INT-06': 'DERIVATIONS_UNRECORDED',
  'CUS-05': 'CHANGES_UNRECORDED',
  'CON-03': 'RESTRICTIONS_UNDECIDED',
  'FRM-04': 'COERCION_UNASKED',
  'FRM-05': 'SCREENS_UNASKED',
  'DEF-02': 'REVIEW_NONE',
  'DPR-01': 'NOTE_NONE',
} as const satisfies Partial<Record<RuleId, FlawCode>>;

export const undecidedRules: readonly Rule[] = (
  Object.entries(missing) as [RuleId, FlawCode][]
).map(([id, code]) => rule(id, [code], () => ({ flaws: [{ code }], ground: {} })));
