import { type RuleId, ruleIds } from '../codes.js';
import type { Rule } from '../rule.js';
import { certificateRules } from './certificate.js';
import { consentRules } from './consent.js';
import { custodyRules } from './custody.js';
import { defenceRules } from './defence.js';
import { formalRules } from './formal.js';
import { integrityRules } from './integrity.js';
import { keyRules } from './keys.js';
import { logRules } from './log.js';
import { timeRules } from './time.js';
import { undecidedRules } from './undecided.js';

const all: readonly Rule[] = [
  ...[integrityRules, keyRules, custodyRules, logRules, timeRules, consentRules, formalRules],
  ...[certificateRules, defenceRules, undecidedRules],
].flat();

const byId: ReadonlyMap<RuleId, Rule> = new Map(all.map((each) => [each.id, each]));

export const rules: readonly Rule[] = ruleIds.map((id) => {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`no rule ${id}`);
  return found;
});
