import { describe, expect, it } from '@jest/globals';
import { aDocumentOf, at } from '../../../../test/support/builders.js';
import { aThread, refusedBy } from '../../../../test/support/case-facts.js';
import type { Item } from '#capabilities/capability';
import { TrustError } from '#trust';
import { onwardAnswerRules } from './onward-answers.rules.js';

const item: Item = {
  ...{ document: aDocumentOf('recall-answer'), thread: aThread(), direction: 'OUT', at: at() },
};
const judge = (found: 'IN_ORDER' | Error | undefined, end: 'INTAKE' | 'SEALING' | 'FILING') => {
  const opened = new Map(found === undefined ? [] : [[item.document, found] as const]);
  return refusedBy(onwardAnswerRules, item, { opened }, end);
};

describe('what an answer brings of those further on', () => {
  it('is in order before it is filed, and was opened', () => {
    expect(judge('IN_ORDER', 'INTAKE')).toBe('passes');
    const malformed = new TrustError('ENCLOSED_INVALID', '/body/onward/0: root');
    expect(judge(malformed, 'INTAKE')).toBe('ENCLOSED_INVALID /body/onward/0: root');
    expect(judge(undefined, 'INTAKE')).toMatch('before what it brings was opened');
    for (const end of ['SEALING', 'FILING'] as const) expect(judge(malformed, end)).toBe('passes');
  });
});
