import { describe, expect, it } from '@jest/globals';
import { aDocumentOf, aFormalText, aHash, at, days } from '../../../test/support/builders.js';
import {
  aHead,
  aRecallRecord,
  aThread,
  evidenceFactsOf,
  refusedBy,
  type GivenOfEvidence,
} from '../../../test/support/case-facts.js';
import type { Document } from '#kernel';
import { mostEvidenceOfKind } from './citing.model.js';
import { ThreadsError, type DispatchHead } from '#threads';
import type { Item } from '#capabilities/capability';
import { formalRequestRules } from './formal-requests.rules.js';

const thread = aThread();
const ends = [
  ['INTAKE', 'OUT'],
  ['SEALING', 'OUT'],
  ['FILING', 'IN'],
] as const;

const response = aDocumentOf('response');
const second = aDocumentOf('response', {}, 'two');
const cite = (document: Document) => ({
  ...{ document: document.id, sha256: aHash(document.id), attachments: [] },
});
const consentTo = (
  document: Document,
  body: Partial<Document<'evidence-consent'>['body']> = {},
  seed = 'one',
) =>
  aDocumentOf(
    'evidence-consent',
    { body: { ...aDocumentOf('evidence-consent').body, items: [cite(document)], ...body } },
    seed,
  );
const consent = consentTo(response);
const request = (
  cited: readonly Document[],
  consents: readonly Document[],
  body: Partial<Document<'formal-request'>['body']> = {},
) =>
  aDocumentOf('formal-request', {
    body: aFormalText({
      informalExchangeRefs: cited.map(cite),
      consentRefs: consents.map(({ id }) => ({ document: id, sha256: aHash(id) })),
      ...body,
    }),
  });
const needed = (flaw: string, place = 0) =>
  `EVIDENCE_CONSENT_NEEDED /body/informalExchangeRefs/${place}: ${flaw}`;

describe.each(ends)('a formal request at %s', (end, direction) => {
  const other = direction === 'OUT' ? 'IN' : 'OUT';
  const head = (document: Document, members: Partial<DispatchHead> = {}) =>
    aHead(document, thread, { direction: other, ...members });
  const records = [head(response), head(second), head(consent)];
  const said = { [response.id]: response, [second.id]: second, [consent.id]: consent };
  const judge = (document: Document, given: GivenOfEvidence = {}, when = at()) => {
    const item: Item = { document, thread, direction, at: when };
    const facts = evidenceFactsOf(item, { records, said, ...given });
    return refusedBy(formalRequestRules, item, facts, end);
  };
  const plain = request([response], [consent]);

  it('cites by a consent that it names, what it has said itself without one', () => {
    expect(judge(plain)).toBe('passes');
    expect(judge(request([], []))).toBe('passes');
    expect(judge(request([response], []))).toBe(needed('NO_CONSENT'));
    expect(judge(request([response, second], [consent]))).toBe(needed('NO_CONSENT', 1));
    const own = [head(response, { direction }), head(second), head(consent)];
    expect(judge(request([response], []), { records: own })).toBe('passes');
    expect(judge(request([response, second], []), { records: own })).toBe(needed('NO_CONSENT', 1));
    const elsewhere = { ...plain.body.proceedings, reference: '1/26' };
    const another = request([response], [consent], { proceedings: elsewhere });
    expect(judge(another)).toBe(needed('OTHER_PROCEEDINGS'));
  });

  it('is one of a bounded number, of what stands in the thread', () => {
    expect(judge(plain, { many: mostEvidenceOfKind })).toBe(
      `EVIDENCE_IMPOSSIBLE ${mostEvidenceOfKind} in this thread already`,
    );
    const path = 'EVIDENCE_IMPOSSIBLE /body/informalExchangeRefs/0';
    expect(judge(plain, { records: [head(consent)] })).toBe(path);
    const changed = [head(response, { documentSha256: aHash('another') }), head(consent)];
    expect(judge(plain, { records: changed })).toBe(`${path}/sha256`);
  });

  it('names consents of the other State, which has them', () => {
    const no = 'EVIDENCE_IMPOSSIBLE /body/consentRefs/0';
    expect(judge(plain, { records: [head(response)] })).toBe(no);
    const ours = [head(response), head(consent, { direction })];
    expect(judge(plain, { records: ours })).toBe(no);
    const lost = judge(plain, { lost: [consent.id] });
    expect(lost).toBe(direction === 'IN' ? `${no}: it never stood` : 'passes');
  });

  it('rests on what still stands, at the time of its judgement', () => {
    const recall = (document: Document) => [aRecallRecord({ items: [document.id] })];
    expect(judge(plain, { recalls: recall(consent) })).toBe(needed('WITHDRAWN'));
    expect(judge(plain, { recalls: recall(response) })).toBe(needed('ITEM_RECALLED'));
    const gone = [head(response, { withdrawnFromUse: true }), head(consent)];
    expect(judge(plain, { records: gone })).toBe(needed('ITEM_RECALLED'));
    const kept = [head(response), head(consent, { withdrawnFromUse: true })];
    expect(judge(plain, { records: kept })).toBe(needed('NO_CONSENT'));
    expect(judge(plain, { said: { [response.id]: response } })).toBe(needed('NO_CONSENT'));
    expect(judge(plain, { said: { [consent.id]: consent } })).toBe(needed('ITEM_RECALLED'));
    const brief = consentTo(response, { expiresAt: at(60) });
    const words = { ...said, [consent.id]: brief };
    expect(judge(plain, { said: words }, at(60))).toBe('passes');
    expect(judge(plain, { said: words }, at(days(1)))).toBe(needed('EXPIRED'));
  });

  it('holds to the handling that counts by now: what was narrowed to H1 stays out of court', () => {
    const free = { ...response, handling: { ...response.handling, codes: ['H2'] as const } };
    const { proceedings: _, ...body } = consent.body;
    const scoped = { ...consent, body: { ...body, scope: 'INVESTIGATION' as const } };
    const words = { [response.id]: free, [consent.id]: scoped };
    const proceedings = { ...plain.body.proceedings, kind: 'INVESTIGATION' as const };
    const document = request([response], [consent], { proceedings });
    expect(judge(document, { said: words })).toBe('passes');
    const handling = { codes: ['H1'], restrictions: '', retentionMonths: 1 } as const;
    const narrowing = aDocumentOf('recall', {
      body: { what: 'NARROW', items: [response.id], handling, reason: 'A source.' },
    });
    const recalls = [
      aRecallRecord({ document: narrowing.id, act: 'NARROW', items: [response.id] }),
    ];
    const given = { recalls, said: { ...words, [narrowing.id]: narrowing } };
    expect(judge(document, given)).toBe(needed('SCOPE'));
    const unread = { ...words, [narrowing.id]: new ThreadsError('ITEM_RECALLED') };
    expect(judge(document, { recalls, said: unread })).toBe('ITEM_RECALLED');
  });

  it('says why something cannot be read before any flaw, consents first', () => {
    const erased = new ThreadsError('CONTENT_ERASED');
    const recalled = new ThreadsError('ITEM_RECALLED');
    const both = { ...said, [second.id]: erased };
    expect(judge(request([response, second], []), { said: both })).toBe('CONTENT_ERASED');
    const all = { [consent.id]: recalled, [response.id]: erased };
    expect(judge(plain, { said: all })).toBe('ITEM_RECALLED');
  });
});
