import { describe, expect, it } from '@jest/globals';
import { aRequestBody } from '../../../../test/support/bodies.js';
import { aDocument } from '../../../../test/support/builders.js';
import { offeredPurpose } from './seen-thread.js';

describe('the purpose that a request offers for what follows', () => {
  const offered = (
    requestType: 'INFORMATION' | 'RISK_TO_LIFE',
    purpose: 'SAFETY_OF_LIFE' | 'DETECTION',
  ) => offeredPurpose(aDocument({ purpose, body: aRequestBody({ requestType }) }));

  it('is its own, and SAFETY_OF_LIFE only where it is about a risk to life', () => {
    expect(offered('INFORMATION', 'DETECTION')).toBe('DETECTION');
    expect(offered('RISK_TO_LIFE', 'SAFETY_OF_LIFE')).toBe('SAFETY_OF_LIFE');
    expect(offered('INFORMATION', 'SAFETY_OF_LIFE')).toBeUndefined();
  });
});
