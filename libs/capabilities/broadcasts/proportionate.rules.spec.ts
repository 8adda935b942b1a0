import { describe, expect, it } from '@jest/globals';
import { aDocument, aRequestBody, at } from '../../../test/support/builders.js';
import { aThread, refusedBy } from '../../../test/support/case-facts.js';
import { parseBroadcastId, requestTypeNames, type RequestBody } from '#kernel';
import type { End, Item } from '#capabilities/capability';
import { proportionRules } from './proportionate.rules.js';

const thread = aThread();
const broadcast = {
  id: parseBroadcastId('0190a1b2-0000-7000-8000-000000000001'),
  proportionality: 'It may be in either.',
};

const judge = (body: Partial<RequestBody>, said: boolean, end: End = 'INTAKE'): string => {
  const document = aDocument({ body: aRequestBody(body) });
  const item: Item = { document, thread, direction: 'OUT', at: at() };
  return refusedBy(proportionRules, item, { said: new Set(said ? [thread.id] : []) }, end);
};

describe('a request that was said to another State', () => {
  it.each(requestTypeNames)('%s', (requestType) => {
    const waits = requestType !== 'RISK_TO_LIFE';
    expect(judge({ requestType }, true)).toBe(waits ? 'BROADCAST_NEEDED' : 'passes');
    expect(judge({ requestType }, false)).toBe('passes');
    expect(judge({ requestType, broadcast }, true)).toBe('passes');
  });

  it('is asked of the officer who says it alone', () => {
    for (const end of ['SEALING', 'FILING'] as const) expect(judge({}, true, end)).toBe('passes');
  });
});
