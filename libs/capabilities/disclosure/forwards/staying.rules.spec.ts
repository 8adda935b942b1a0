import { describe, expect, it } from '@jest/globals';
import { aDocumentOf, at } from '../../../../test/support/builders.js';
import { aHead, aRecallRecord, aThread, refusedBy } from '../../../../test/support/case-facts.js';
import { parseDocumentId, type DocumentId, type Handling } from '#kernel';
import { ThreadsError, type Said } from '#threads';
import type { Item } from '#capabilities/capability';
import type { StayingFacts } from './staying.facts.js';
import { stayingRules } from './staying.rules.js';

const thread = aThread({ side: 'ASKED' });
const handled = (...codes: Handling['codes']): Handling => ({
  ...{ ...aDocumentOf('forward').handling, codes, restrictions: '' },
});
const opening = (handling: Handling) =>
  aDocumentOf('forward', { id: parseDocumentId(thread.id), thread: thread.id, handling });
const item: Item = {
  ...{ document: aDocumentOf('transfer-notice', { thread: thread.id }), thread },
  ...{ direction: 'OUT', at: at() },
};
const factsOf = (handling: Handling, members: Partial<StayingFacts> = {}): StayingFacts => ({
  openers: new Map([[thread.id, aHead(opening(handling), thread, { direction: 'IN' })]]),
  ...{ recalls: new Map(), said: new Map([[opening(handling).id, opening(handling)]]) },
  ...members,
});
const judge = (facts: StayingFacts): string => refusedBy(stayingRules, item, facts, 'INTAKE');

describe('a request that goes to another authority, at INTAKE', () => {
  const [free, bound] = [handled('H0'), handled('H0', 'H2')];

  it('stays where its release names the authority that has it', () => {
    expect(judge(factsOf(free))).toBe('passes');
    expect(judge(factsOf(bound))).toBe('RELEASE_NEEDED');
    const request = aHead(aDocumentOf('request'), thread);
    expect(judge(factsOf(bound, { openers: new Map([[thread.id, request]]) }))).toBe('passes');
    expect(judge(factsOf(bound, { openers: new Map([[thread.id, null]]) }))).toBe('passes');
  });

  it('stays by the handling that counts now, and where nothing can be read of it', () => {
    const items = [opening(free).id];
    const body = { what: 'NARROW', items, handling: bound, reason: 'A witness.' } as const;
    const narrowing = aDocumentOf('recall', { thread: thread.id, body });
    const said = new Map<DocumentId, Said>([
      [opening(free).id, opening(free)],
      [narrowing.id, narrowing],
    ]);
    const record = aRecallRecord({ document: narrowing.id, act: 'NARROW', items }, thread);
    const recalls = new Map([[thread.id, [record]]]);
    expect(judge(factsOf(free, { said, recalls }))).toBe('RELEASE_NEEDED');
    expect(judge(factsOf(free, { said: new Map() }))).toBe('RELEASE_NEEDED');
    const erased = new Map<DocumentId, Said>([
      [opening(free).id, new ThreadsError('CONTENT_ERASED')],
    ]);
    expect(judge(factsOf(free, { said: erased }))).toBe('CONTENT_ERASED');
    expect(judge(factsOf(free, { openers: new Map() }))).toMatch('before its facts were read');
  });

  it('is asked at no other end', () => {
    for (const end of ['SEALING', 'FILING'] as const)
      expect(refusedBy(stayingRules, item, factsOf(bound), end)).toBe('passes');
  });
});
