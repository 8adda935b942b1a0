import { describe, expect, it } from '@jest/globals';
import type { Document, DocumentId, Timestamp } from '#kernel';
import type { NamedConsent } from './custody-record.facts.js';
import { canonicalJson } from '#wire';
import { aDocumentId, aDocumentOf, aHash, aMessageId } from '../../../../test/support/builders.js';
import { bodyOf } from '../../../../test/support/bodies.js';
import { WrittenLog } from '../../../../test/support/generated-log.js';
import { aState } from '../../../../test/support/state.js';
import { custodyRecordLimits } from './custody-record.schema.js';
import {
  coveredDocuments,
  entriesOfPart,
  mostGivenADay,
  partsOf,
  type RecordSubject,
  saidEntries,
} from './custody-record.rules.js';

const now = '2026-03-01T12:00:00.000Z' as Timestamp;
const [one, two] = [aDocumentId('one'), aDocumentId('two')];
const item = (document: DocumentId, seed: string) => ({
  ...{ document, sha256: aHash(seed), attachments: [] },
});

const aConsent = (
  body: Partial<Document<'evidence-consent'>['body']> = {},
  takenBack: readonly DocumentId[] = [],
): NamedConsent => ({
  document: aDocumentOf('evidence-consent', {
    body: {
      ...bodyOf['evidence-consent'](),
      ...{ items: [item(one, 'one'), item(two, 'two')], custodyRecord: true, ...body },
    },
  }),
  sha256: aHash('consent'),
  takenBack: new Set(takenBack),
});

const ask = { consentSha256: aHash('consent'), items: [aHash('one')] };
const covered = (consent: NamedConsent | undefined, asked = ask, given = 0) =>
  coveredDocuments(asked, { consent, given, now });

describe('an ask for entries of the custody log', () => {
  it('is met for the documents that it names, of a consent that says so', () => {
    expect(covered(aConsent())).toEqual([one]);
    expect(covered(aConsent(), { ...ask, items: [aHash('two'), aHash('one')] })).toEqual([
      one,
      two,
    ]);
    expect(covered(aConsent({ expiresAt: now }))).toEqual([one]);
  });

  it.each<[string, NamedConsent | undefined]>([
    ['there is no such document', undefined],
    ['its bytes are others', { ...aConsent(), sha256: aHash('other') }],
    ['it is of another kind', { ...aConsent(), document: aDocumentOf('response') }],
    ['it does not say so', aConsent({ custodyRecord: false })],
    ['it refuses', aConsent({ outcome: 'REFUSED' })],
    ['it was withdrawn', aConsent({}, [aConsent().document.id])],
    ['a document of it was recalled', aConsent({}, [one])],
    ['it has ended', aConsent({ expiresAt: '2026-03-01T11:59:59.999Z' as Timestamp })],
  ])('is not where %s', (_, consent) => {
    expect(covered(consent)).toBeUndefined();
  });

  it('is not for a document that the consent does not name, nor for more answers than a day has', () => {
    const asked = { ...ask, items: [aHash('one'), aHash('strange')] };
    expect(covered(aConsent(), asked)).toBeUndefined();
    expect(covered(aConsent(), ask, mostGivenADay - 1)).toEqual([one]);
    expect(covered(aConsent(), ask, mostGivenADay)).toBeUndefined();
  });
});

const thread = aDocumentId('thread') as unknown as Document['thread'];
const of = { case: { thread, compartment: 'ENFORCEMENT' } } as const;
const actor = { officer: 'ben', role: 'DUTY_OFFICER' };
const [message, consent, request] = [aMessageId('m'), aDocumentId('consent'), aDocumentId('ask')];

const channel = { link: 'a'.repeat(32), peer: 'XA', dir: 'OUT', seq: 1 };
const view = (document: DocumentId) => ({
  ...{ typ: 'item.viewed', ...of, actor },
  data: { screen: 'document', purpose: 'INVESTIGATION', document },
});
const drafts = {
  view: view(one),
  otherView: view(aDocumentId('other')),
  signed: { typ: 'msg.signed', travels: true, ...of, actor, data: { document: one } },
  sent: { typ: 'msg.send.intent', channel, ...of, data: { messageId: message } },
  otherSent: { typ: 'msg.send.intent', channel, data: { messageId: aMessageId('other') } },
  note: { typ: 'case.noted', ...of, actor, data: { note: one } },
  granted: { typ: 'consent.granted', ...of, actor, data: { document: consent } },
  requested: { typ: 'consent.requested', ...of, data: { document: request } },
  otherGranted: { typ: 'consent.granted', ...of, data: { document: request } },
};
const names = Object.keys(drafts);
const log = new WrittenLog(await aState('XB').before(5).build(), new Date(now));
const leafOf = (draft: object): Buffer => {
  const index = log.addEvent('inbox', { ...draft });
  return log.leaves[index] ?? Buffer.alloc(0);
};
const leaves = Object.values(drafts).map((draft, index) => ({
  ...{ event: names[index] ?? '', index, leaf: leafOf(draft) },
}));
const about: RecordSubject = {
  ...{ documents: new Set([one, consent]), messages: new Set([message]), consent, request },
};

describe('entries that are told to a neighbour', () => {
  const said = saidEntries(leaves, about);

  it('are those of the covered documents, the consent and what asked for it, leaves first', () => {
    expect(said.map(({ event }) => event)).toEqual([
      ...['signed', 'sent'],
      ...['view', 'granted', 'requested'],
    ]);
  });

  it('name no officer and no case, not even by a pseudonym', () => {
    for (const { leaf } of said)
      if (leaf !== null)
        expect(Object.keys(JSON.parse(Buffer.from(leaf).toString()) as object)).not.toEqual(
          expect.arrayContaining(['actor']),
        );
    for (const { leaf } of said)
      if (leaf !== null)
        expect(JSON.parse(Buffer.from(leaf).toString())).not.toHaveProperty('case');
    expect(
      Buffer.from(canonicalJson({ summaries: said.map(({ summary }) => summary) })).toString(),
    ).not.toMatch(/ben|[0-9a-f]{64}/);
  });

  it('tell kind, time, role and purpose of an access', () => {
    expect(said[2]?.summary).toEqual({
      ...{ typ: 'item.viewed', at: now, role: 'DUTY_OFFICER', purpose: 'INVESTIGATION' },
    });
    expect(said[4]?.summary).toMatchObject({ role: null, purpose: null });
  });

  it('give no leaf that names somebody, whatever type it has', () => {
    const signed = { typ: 'msg.signed', ...of, actor, data: { document: one } };
    expect(saidEntries([{ event: 'e', index: 0, leaf: leafOf(signed) }], about)).toEqual([]);
  });

  it('come in parts, of which there is one at least, and never more than a package holds', () => {
    const { leaves: each, ofPackage } = custodyRecordLimits;
    const many = Array.from({ length: 2 * each + 1 }, (_, i) => i);
    expect([partsOf([]), partsOf(many), entriesOfPart(many, 2)]).toEqual([1, 3, [2 * each]]);
    const [first] = leaves;
    const flood = Array.from({ length: ofPackage + 1 }, () => first ?? { ...leaves[0] });
    expect(saidEntries(flood as typeof leaves, about)).toHaveLength(ofPackage);
  }, 60_000);
});
