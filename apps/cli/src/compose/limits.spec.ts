import { expect, it } from '@jest/globals';
import { standardLimits, type LimitsState } from '#model';
import { at } from '../../../../test/support/builders.js';
import { limitsLines } from './limits.js';

const agreed = { urgentDirect: 4, urgentIndirect: 48, other: 120 };
const state = (hold: LimitsState['hold']): LimitsState => ({
  hold,
  ours: { ...agreed, urgentDirect: 2, from: at(10) },
  theirs: { ...agreed, from: at() },
  differ: true,
});

it('limits that differ are not said to hold, nor those of before to be void', () => {
  expect(limitsLines(state(standardLimits)).join('\n')).toMatch(
    /8 h urgent.*\n.*the standard ones hold\n/,
  );
  expect(limitsLines(state(agreed)).join('\n')).toMatch(
    /limits: 4 h urgent.*\n.*what was agreed before holds until the newer ones begin/,
  );
});
