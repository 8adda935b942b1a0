import { describe, expect, it } from '@jest/globals';
import {
  aDocument,
  aDocumentId,
  aDocumentOf,
  aHash,
  at,
} from '../../../../test/support/builders.js';
import { aHead, aReleaseRecord, aThread } from '../../../../test/support/case-facts.js';
import { isCoded, type Document, type DocumentId } from '#kernel';
import { ThreadsError, type DispatchHead, type Said } from '#threads';
import type { ReleaseRecord } from './releases.rows.js';
import type { Item, Rule } from '#capabilities/capability';
import type { ReleaseFacts } from './releases.facts.js';
import {
  decideQuestion,
  decideRelease,
  mostAsked,
  questionRules,
  releaseRules,
} from './releases.rules.js';

type Direction = 'OUT' | 'IN';
const thread = aThread();
const request = aDocument();
const { body } = aDocumentOf('forward-consent-request');
const question = aDocumentOf('forward-consent-request', {
  body: { ...body, item: request.id, itemSha256: aHash(request.id) },
});
const consent = (members: Partial<Document<'forward-consent'>['body']> = {}) =>
  aDocumentOf('forward-consent', {
    inReplyTo: question.id,
    body: { ...question.body, outcome: 'GRANTED', reason: '', ...members },
  });
const ends = [
  ['INTAKE', 'OUT'],
  ['FILING', 'IN'],
] as const;

const itemOf = (document: Document, direction: Direction): Item => ({
  ...{ document, thread, direction, at: at() },
});

interface Given {
  readonly asked?: readonly ReleaseRecord[];
  readonly records?: readonly DispatchHead[];
  readonly said?: Readonly<Record<string, Said>>;
}
const factsOf = ({ asked = [], records = [], said = {} }: Given): ReleaseFacts => ({
  asked: new Map([[thread.id, asked]]),
  records: new Map(records.map((record) => [record.id, record])),
  said: new Map(Object.entries(said) as [DocumentId, Said][]),
});
const refused = (
  rules: readonly Rule<ReleaseFacts>[],
  document: Document,
  direction: Direction,
  given: Given,
): string => {
  const end = direction === 'OUT' ? 'INTAKE' : 'FILING';
  for (const rule of rules) {
    const error = rule.judge(itemOf(document, direction), factsOf(given), end);
    if (error !== undefined)
      return isCoded(error) ? `${error.code} ${error.detail ?? ''}`.trim() : String(error);
  }
  return 'passes';
};

describe.each(ends)('a release that is asked for at %s', (_, direction) => {
  const other = direction === 'OUT' ? 'IN' : 'OUT';
  const head = (members: Partial<DispatchHead> = {}) =>
    aHead(request, thread, { direction: other, ...members });
  const judge = (given: Given, document: Document = question) =>
    refused(questionRules, document, direction, given);
  const said = { [request.id]: request };

  it('is of a document of the other State in the thread, byte for byte', () => {
    expect(judge({ records: [head()], said })).toBe('passes');
    expect(judge({})).toBe('RELEASE_IMPOSSIBLE /body/item');
    expect(judge({ records: [head({ direction })] })).toBe('RELEASE_IMPOSSIBLE /body/item');
    const elsewhere = head({ thread: aThread({}, 'two').id });
    expect(judge({ records: [elsewhere] })).toBe('RELEASE_IMPOSSIBLE /body/item');
    const changed = head({ documentSha256: aHash('another') });
    expect(judge({ records: [changed] })).toBe('RELEASE_IMPOSSIBLE /body/itemSha256');
    expect(judge({ records: [head({ kind: 'recall' })] })).toBe('RELEASE_IMPOSSIBLE recall');
  });

  it('goes to no State that has had it, and says why it cannot be read', () => {
    const forward = aDocumentOf('forward', {
      ...{ id: request.id, body: { ...aDocumentOf('forward').body, enclosed: [] } },
      from: { ...request.from, state: question.body.recipient.state },
    });
    const records = [head({ kind: 'forward' })];
    const had = 'RELEASE_IMPOSSIBLE /body/recipient: has had it on its way';
    expect(judge({ records, said: { [request.id]: forward } })).toBe(had);
    const another = { ...forward, from: request.from };
    expect(judge({ records, said: { [request.id]: another } })).toBe('passes');
    const erased = new ThreadsError('CONTENT_ERASED');
    expect(judge({ records, said: { [request.id]: erased } })).toBe('CONTENT_ERASED');
  });

  it('is one of a bounded number of its State', () => {
    const many = (count: number, by: Direction) =>
      Array.from({ length: count }, (__, i) =>
        aReleaseRecord({ request: aDocumentId(`question ${i}`), direction: by }),
      );
    const full = many(mostAsked, direction);
    expect(judge({ records: [head()], said, asked: full.slice(1) })).toBe('passes');
    expect(judge({ records: [head()], said, asked: many(mostAsked, other) })).toBe('passes');
    expect(judge({ records: [head()], said, asked: full })).toBe(
      `RELEASE_IMPOSSIBLE ${mostAsked} in this thread already`,
    );
  });
});

describe.each(ends)('the answer to it at %s', (_, direction) => {
  const other = direction === 'OUT' ? 'IN' : 'OUT';
  const asked = (members: Partial<ReleaseRecord> = {}) => [
    aReleaseRecord({ request: question.id, direction: other, ...members }),
  ];
  const said = { [question.id]: question };
  const judge = (given: Given, document: Document = consent()) =>
    refused(releaseRules, document, direction, given);

  it('is the first, of the State that was asked, in the words of the question', () => {
    expect(judge({ asked: asked(), said })).toBe('passes');
    expect(judge({})).toBe('PARENT_MISMATCH inReplyTo');
    expect(judge({ asked: asked({ direction }), said })).toBe('PARENT_MISMATCH inReplyTo');
    const answered = asked({ answer: aDocumentId('answer') });
    expect(judge({ asked: answered, said })).toBe('RELEASE_ANSWERED');
    const wider = consent({ purpose: 'PREVENTION' });
    expect(judge({ asked: asked(), said }, wider)).toBe('RELEASE_IMPOSSIBLE /body');
    expect(judge({ asked: asked() })).toBe('RELEASE_IMPOSSIBLE /body');
    const unread = { [question.id]: new ThreadsError('CONTENT_ERASED') };
    expect(judge({ asked: asked(), said: unread })).toBe('CONTENT_ERASED');
  });
});

describe('what a filed question or release leads to', () => {
  it('is kept with its direction, and recorded', () => {
    for (const [, direction] of ends) {
      const asked = decideQuestion(itemOf(question, direction));
      expect(asked.effect).toEqual({ thread, document: question, direction });
      expect(asked.drafts).toMatchObject([
        { typ: 'release.asked', data: { document: question.id, item: request.id } },
      ]);
    }
    const answered = decideRelease(itemOf(consent(), 'OUT'));
    expect(answered.effect).toEqual({ thread, document: consent() });
    expect(answered.drafts).toMatchObject([
      { typ: 'release.answered', data: { request: question.id, outcome: 'GRANTED' } },
    ]);
  });
});
