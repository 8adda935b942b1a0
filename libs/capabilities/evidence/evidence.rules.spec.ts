import { describe, expect, it } from '@jest/globals';
import {
  aDocumentId,
  aDocumentOf,
  aHash,
  anAttachment,
  at,
} from '../../../test/support/builders.js';
import {
  aHead,
  aRecallRecord,
  aThread,
  evidenceFactsOf,
  refusedBy,
  type GivenOfEvidence,
} from '../../../test/support/case-facts.js';
import type { Document, DocumentId, DocumentKind } from '#kernel';
import { mostEvidenceOfKind } from './citing.model.js';
import { evidentialKinds } from './evidential-kinds.model.js';
import { ThreadsError, type DispatchHead } from '#threads';
import type { Item } from '#capabilities/capability';
import {
  decideEvidence,
  decideWithdrawal,
  evidenceRules,
  withdrawalRules,
} from './evidence.rules.js';

type Direction = 'OUT' | 'IN';
const thread = aThread();
const elsewhere = aThread({}, 'two');
const ends = [
  ['INTAKE', 'OUT'],
  ['FILING', 'IN'],
] as const;
const otherOf = (direction: Direction): Direction => (direction === 'OUT' ? 'IN' : 'OUT');

const photograph = anAttachment();
const response = aDocumentOf('response', { attachments: [photograph] });
const headOf = (direction: Direction, members: Partial<DispatchHead> = {}) =>
  aHead(response, thread, { direction, ...members });
const cited = (sha256 = aHash(response.id), attachments = [photograph.sha256]) => ({
  ...{ document: response.id, sha256, attachments },
});
const said = { [response.id]: response };
const recalled = [aRecallRecord({ items: [response.id] })];

const itemOf = (document: Document, direction: Direction): Item => ({
  ...{ document, thread, direction, at: at() },
});
const judgedAt =
  (end: 'INTAKE' | 'FILING', direction: Direction) =>
  (document: Document, given: GivenOfEvidence = {}) => {
    const item = itemOf(document, direction);
    return refusedBy(evidenceRules, item, evidenceFactsOf(item, given), end);
  };

type Citing = readonly [DocumentKind, string, (items: ReturnType<typeof cited>[]) => Document];
const consent = (
  items: ReturnType<typeof cited>[],
  body: Partial<Document<'evidence-consent'>['body']> = {},
) =>
  aDocumentOf('evidence-consent', {
    inReplyTo: items[0]?.document ?? null,
    body: { ...aDocumentOf('evidence-consent').body, items, ...body },
  });
const question = (items: ReturnType<typeof cited>[]) =>
  aDocumentOf('evidence-consent-request', {
    body: { ...aDocumentOf('evidence-consent-request').body, items },
  });
const formal = aDocumentOf('formal-request');
const answer = (items: ReturnType<typeof cited>[]) =>
  aDocumentOf('formal-answer', {
    inReplyTo: formal.id,
    body: { ...aDocumentOf('formal-answer').body, items },
  });
const draft = (
  items: ReturnType<typeof cited>[],
  body: Partial<Document<'formal-request-draft'>['body']> = {},
) =>
  aDocumentOf('formal-request-draft', {
    body: { ...aDocumentOf('formal-request-draft').body, informalExchangeRefs: items, ...body },
  });
const notice = (
  body: Partial<Document<'exculpatory-notice'>['body']> = {},
  inReplyTo: DocumentId | null = response.id,
) =>
  aDocumentOf('exculpatory-notice', {
    inReplyTo,
    body: {
      ...aDocumentOf('exculpatory-notice').body,
      ...{ item: response.id, itemSha256: aHash(response.id), ...body },
    },
  });
const citing: readonly Citing[] = [
  ['evidence-consent-request', '/body/items/0', question],
  ['evidence-consent', '/body/items/0', (items) => consent(items)],
  ['formal-request-draft', '/body/informalExchangeRefs/0', (items) => draft(items)],
  ['formal-answer', '/body/items/0', answer],
];
const ownAlone: readonly DocumentKind[] = ['evidence-consent', 'formal-answer'];

describe.each(ends)('what a document about evidence cites at %s', (end, direction) => {
  const judge = judgedAt(end, direction);
  const other = otherOf(direction);
  const request = aHead(formal, thread, { direction: other });

  it.each(citing)('%s is of the thread, byte for byte, with its files', (kind, path, make) => {
    const by = ownAlone.includes(kind) ? direction : other;
    const of = (head: DispatchHead, items = [cited()], words: GivenOfEvidence['said'] = said) =>
      judge(make(items), { records: [head, request], said: words });
    expect(of(headOf(by))).toBe('passes');
    const no = `EVIDENCE_IMPOSSIBLE ${path}`;
    expect(judge(make([cited()]), { records: [request], said })).toBe(no);
    expect(of(headOf(by, { thread: elsewhere.id }))).toBe(no);
    expect(of(headOf(by, { kind: 'forward' }))).toBe(no);
    expect(of(headOf(otherOf(by)))).toBe(kind === 'formal-request-draft' ? 'passes' : no);
    expect(of(headOf(by), [cited(aHash('another'))])).toBe(`${no}/sha256`);
    const file = [cited(aHash(response.id), [photograph.sha256, aHash('another')])];
    expect(of(headOf(by), file)).toBe(`${no}/attachments`);
    expect(of(headOf(by), [cited()], {})).toBe(`${no}/attachments`);
    const erased = { [response.id]: new ThreadsError('CONTENT_ERASED') };
    expect(of(headOf(by), [cited()], erased)).toBe('CONTENT_ERASED');
  });

  it('exculpatory-notice is of the thread, whoever has said it', () => {
    for (const by of ['OUT', 'IN'] as const)
      expect(judge(notice(), { records: [headOf(by)] })).toBe('passes');
    expect(judge(notice())).toBe('EVIDENCE_IMPOSSIBLE /body/item/0');
    const changed = notice({ itemSha256: aHash('another') });
    const given = { records: [headOf(other)] };
    expect(judge(changed, given)).toBe('EVIDENCE_IMPOSSIBLE /body/item/0/sha256');
  });

  it('stands: nobody has taken it back', () => {
    const gone = 'EVIDENCE_IMPOSSIBLE /body/items/0: recalled';
    for (const [kind, , make] of citing.filter(([each]) => each !== 'formal-request-draft')) {
      const by = ownAlone.includes(kind) ? direction : other;
      const records = [headOf(by), request];
      expect(judge(make([cited()]), { records, said, recalls: recalled })).toBe(gone);
      const narrowed = [aRecallRecord({ act: 'NARROW', items: [response.id] })];
      expect(judge(make([cited()]), { records, said, recalls: narrowed })).toBe('passes');
      const withheld = [headOf(by, { withdrawnFromUse: true }), request];
      expect(judge(make([cited()]), { records: withheld })).toBe(gone);
    }
    const refused = consent([cited()], { outcome: 'REFUSED' });
    const records = [headOf(direction)];
    expect(judge(refused, { records, said, recalls: recalled })).toBe('passes');
    expect(judge(draft([cited()]), { records, said, recalls: recalled })).toBe('passes');
  });
});

describe.each(ends)('documents about evidence at %s', (end, direction) => {
  const judge = judgedAt(end, direction);
  const other = otherOf(direction);

  it('are a bounded number of their kind by one State', () => {
    const authorityNotice = aDocumentOf('central-authority-notice');
    expect(judge(authorityNotice, { many: mostEvidenceOfKind - 1 })).toBe('passes');
    const full = `EVIDENCE_IMPOSSIBLE ${mostEvidenceOfKind} in this thread already`;
    for (const kind of evidentialKinds.filter((each) => each !== 'formal-request'))
      expect(judge(aDocumentOf(kind), { many: mostEvidenceOfKind })).toBe(full);
    const item = itemOf(authorityNotice, direction);
    const uncounted = { ...evidenceFactsOf(item, {}), besides: new Map() };
    expect(refusedBy(evidenceRules, item, uncounted, end)).toBe(full);
  });

  it('answer a question about consent once, as the other State has put it', () => {
    const asked = question([cited()]);
    const given = consent([cited()]);
    const reply = (
      body: Partial<typeof given.body> = {},
      inReplyTo: DocumentId | null = asked.id,
    ) => ({
      ...given,
      ...{ inReplyTo, body: { ...given.body, ...body } },
    });
    const records = [headOf(direction), aHead(asked, thread, { direction: other })];
    const words = { ...said, [asked.id]: asked };
    expect(judge(reply(), { records, said: words })).toBe('passes');
    const mismatch = 'PARENT_MISMATCH inReplyTo';
    expect(judge(reply({}, null), { records, said: words })).toBe(mismatch);
    const ours = [headOf(direction), aHead(asked, thread, { direction })];
    expect(judge(reply(), { records: ours, said: words })).toBe(mismatch);
    const notAsked = [headOf(direction), aHead(formal, thread, { direction: other })];
    expect(judge(reply({}, formal.id), { records: notAsked, said: words })).toBe(mismatch);
    const answers = [aDocumentId('another answer')];
    expect(judge(reply(), { records, said: words, answers })).toBe('EVIDENCE_ANSWERED');
    expect(judge(reply(), { records, said: words, answers: [given.id] })).toBe('passes');
    const unasked = reply({ given: 'WITH_SUPPLY' });
    expect(judge(unasked, { records, said: words })).toBe('EVIDENCE_IMPOSSIBLE /body/given');
    expect(judge(reply(), { records, said })).toBe('EVIDENCE_IMPOSSIBLE /body/items');
    const unread = { ...said, [asked.id]: new ThreadsError('ITEM_RECALLED') };
    expect(judge(reply(), { records, said: unread })).toBe('ITEM_RECALLED');
  });

  it('ask to be consulted about the item of the notice that is answered', () => {
    const before = notice();
    const records = [headOf(other), aHead(before, thread, { direction: other })];
    const words = { [before.id]: before };
    const asks = (item = response.id, inReplyTo: DocumentId | null = before.id) => ({
      ...notice({ stage: 'CONSULTATION_REQUESTED', item, itemSha256: aHash(item) }, inReplyTo),
      id: aDocumentId('consultation'),
    });
    expect(judge(asks(), { records, said: words })).toBe('passes');
    const mismatch = 'PARENT_MISMATCH inReplyTo';
    expect(judge(asks(response.id, null), { records, said: words })).toBe(mismatch);
    const ours = [headOf(other), aHead(before, thread, { direction })];
    expect(judge(asks(), { records: ours, said: words })).toBe(mismatch);
    expect(judge(asks(response.id, response.id), { records, said: words })).toBe(mismatch);
    const more = aDocumentOf('response', {}, 'two');
    const both = [...records, aHead(more, thread, { direction: other })];
    const no = 'EVIDENCE_IMPOSSIBLE /body/item';
    expect(judge(asks(more.id), { records: both, said: words })).toBe(no);
    expect(judge(asks(), { records, said: {} })).toBe(no);
    const unread = { [before.id]: new ThreadsError('CONTENT_ERASED') };
    expect(judge(asks(), { records, said: unread })).toBe('CONTENT_ERASED');
  });

  it('answer a formal request of the other State', () => {
    const judgeBy = (by: Direction) =>
      judge(answer([]), { records: [aHead(formal, thread, { direction: by })] });
    expect(judgeBy(other)).toBe('passes');
    expect(judgeBy(direction)).toBe('PARENT_MISMATCH inReplyTo');
    expect(judge(answer([cited()]))).toBe('PARENT_MISMATCH inReplyTo');
  });

  it('name consents of the other State that it has', () => {
    const given = consent([cited()]);
    const names = (sha256 = aHash(given.id)) =>
      draft([], { consentRefs: [{ document: given.id, sha256 }] });
    const theirs = aHead(given, thread, { direction: other });
    const no = 'EVIDENCE_IMPOSSIBLE /body/consentRefs/0';
    expect(judge(names(), { records: [theirs] })).toBe('passes');
    expect(judge(draft([], { consentRefs: undefined }))).toBe('passes');
    expect(judge(names())).toBe(no);
    expect(judge(names(aHash('another')), { records: [theirs] })).toBe(no);
    for (const members of [{ direction }, { thread: elsewhere.id }, { kind: 'recall' as const }])
      expect(judge(names(), { records: [{ ...theirs, ...members }] })).toBe(no);
    // A consent of this State may never have reached the neighbour.
    const lost = judge(names(), { records: [theirs], lost: [given.id] });
    expect(lost).toBe(end === 'FILING' ? `${no}: it never stood` : 'passes');
  });
});

describe('what was filed about evidence', () => {
  it('is not judged again before it leaves, each rule for one reason', () => {
    for (const kind of evidentialKinds.filter((each) => each !== 'formal-request')) {
      const item = itemOf(aDocumentOf(kind), 'OUT');
      const facts = evidenceFactsOf(item, { many: mostEvidenceOfKind });
      expect(refusedBy(evidenceRules, item, facts, 'SEALING')).toBe('passes');
    }
    for (const { asks } of evidenceRules) expect(asks.SEALING).toMatch(/sealer/);
  });

  it('is recorded, and an item that speaks for the accused is marked', () => {
    for (const [, direction] of ends) {
      const { effect, drafts } = decideEvidence(itemOf(notice(), direction));
      const marks = { thread, item: response.id, direction, notice: notice().id };
      expect(effect).toEqual(marks);
      expect(drafts).toMatchObject([{ typ: 'notice.exculpatory', data: { item: response.id } }]);
      const asks = decideEvidence(itemOf(notice({ stage: 'CONSULTATION_REQUESTED' }), direction));
      expect(asks.effect).toBeUndefined();
      expect(asks.drafts).toMatchObject([{ typ: 'notice.exculpatory' }]);
    }
    const typ = (kind: DocumentKind) =>
      decideEvidence(itemOf(aDocumentOf(kind), 'OUT')).drafts.map((each) => each.typ);
    expect(evidentialKinds.flatMap(typ)).toEqual([
      ...['consent.requested', 'consent.granted', 'notice.exculpatory', 'ca.informed'],
      ...['formal.requested', 'formal.requested', 'formal.answered'],
    ]);
  });
});

describe.each(ends)('a recall of consents at %s', (end, direction) => {
  const given = consent([cited()]);
  const back = (items: readonly DocumentId[], effect?: string) =>
    aDocumentOf('recall', {
      body: {
        what: 'RECALL',
        items,
        reason: 'A mistake.',
        ...(effect !== undefined && { effect }),
      },
    });
  const heads = [headOf(direction), aHead(given, thread, { direction })];
  const records = new Map(heads.map((head) => [head.id, head]));
  const judge = (document: Document) =>
    refusedBy(withdrawalRules, itemOf(document, direction), { records }, end);

  it('says, and it alone, what becomes of what was used', () => {
    expect(judge(back([given.id], 'Nothing more is used.'))).toBe('passes');
    expect(judge(back([response.id]))).toBe('passes');
    expect(judge(back([given.id, response.id]))).toBe('CONSENT_EFFECT');
    expect(judge(back([response.id], 'Nothing.'))).toBe('CONSENT_EFFECT');
    const handling = { codes: ['H1'], restrictions: '', retentionMonths: 1 } as const;
    const body = { what: 'NARROW', items: [given.id], reason: 'A source.', handling } as const;
    expect(judge(aDocumentOf('recall', { body }))).toBe('passes');
    expect(judge(aDocumentOf('correction'))).toBe('passes');
  });

  it('is on record for each consent', () => {
    const document = back([response.id, given.id], 'Nothing more is used.');
    const { drafts } = decideWithdrawal(itemOf(document, direction), { records });
    expect(drafts).toMatchObject([
      { typ: 'consent.withdrawn', data: { document: given.id, recall: document.id } },
    ]);
    const plain = decideWithdrawal(itemOf(back([response.id]), direction), { records });
    expect(plain.drafts).toEqual([]);
  });
});
