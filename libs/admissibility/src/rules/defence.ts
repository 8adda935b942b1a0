import { names } from '#package';
import { rule } from '../rule.js';
import { withheldLeaves } from './sight.js';

/** Rule DEF-01: the package verifies, and its guide and script equal those in this program. */
const def01 = rule('DEF-01', ['VERIFY_FAILS', 'VERIFY_OPEN', 'TOOLS_OTHER'], (facts) => ({
  flaws: [
    ...(facts.exit === 1 ? [{ code: 'VERIFY_FAILS', file: names.sha512 } as const] : []),
    ...(facts.exit === 2 ? [{ code: 'VERIFY_OPEN', file: names.roots } as const] : []),
    ...(facts.hasPublicTools ? [] : [{ code: 'TOOLS_OTHER', file: names.script } as const]),
  ],
  ground: { file: names.script },
  withheld: withheldLeaves(facts) + facts.withheldFiles,
}));

export const defenceRules = [def01];
