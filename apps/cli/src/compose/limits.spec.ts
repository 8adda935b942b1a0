import { expect, it } from '@jest/globals';
import { standardLimits } from '#kernel';
import type { LimitsState } from '#capabilities/deadlines/deadlines.contract';
import { aRequestBody, at } from '../../../../test/support/builders.js';
import { parseOpeningDraft } from './draft.js';
import { limitsLines, withLimits } from './limits.js';
import { plain } from '../print/fixtures/plain.js';

const agreed = { urgentDirect: 4, urgentIndirect: 48, other: 120 };
const state = (hold: LimitsState['hold']): LimitsState => ({
  hold,
  ours: { ...agreed, urgentDirect: 2, from: at(10) },
  theirs: { ...agreed, from: at() },
  differ: true,
});

it('limits that differ are not said to hold, nor those of before to be void', () => {
  expect(limitsLines(state(standardLimits), plain()).join('\n')).toMatch(
    /8 h if urgent.*\n.*the standard ones hold\n/,
  );
  expect(limitsLines(state(agreed), plain()).join('\n')).toMatch(
    /limits: 4 h if urgent.*\n.*what was agreed before holds until the newer ones begin/,
  );
});

it('a request states limits that are agreed; one about risk to life never, which would be refused', () => {
  const asked = (requestType: 'INFORMATION' | 'RISK_TO_LIFE', members: object = {}) =>
    withLimits(
      parseOpeningDraft(
        'request',
        'f',
        JSON.stringify({
          to: { state: 'XB', authority: 'coast-guard' },
          purpose: 'INVESTIGATION',
          body: { ...aRequestBody({ requestType }), ...members },
        }),
      ),
      agreed,
    ).body;
  expect(asked('INFORMATION')).toMatchObject({ timeLimits: agreed });
  expect(asked('INFORMATION', { timeLimits: standardLimits })).toMatchObject({
    timeLimits: standardLimits,
  });
  expect(asked('RISK_TO_LIFE')).not.toHaveProperty('timeLimits');
});
