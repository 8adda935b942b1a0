import { describe, expect, it } from '@jest/globals';
import {
  aDocumentId,
  aDocumentOf,
  aHash,
  anAuthority,
  anOfficer,
  aRelease,
  aState,
  aThreadId,
  at,
  bodyOf,
  days,
} from '../../../../test/support/builders.js';
import { type Document, documentKinds, parseBody, parseDocument, mayReplyTo } from '#kernel';
import { answersRequest, consentFlaw, type Released } from './consents.model.js';

const invalid = expect.objectContaining({ code: 'DOCUMENT_INVALID' }) as unknown;
const document = aDocumentOf('request');
const holder = document.to;
const release = aRelease({ item: document.id });
const released: Released = {
  document,
  documentSha256: release.itemSha256,
  holder,
  recipient: release.recipient,
  purpose: release.purpose,
  at: at(),
};
const theOther = { state: aState('XD'), authority: anAuthority('customs') };
const consentOf = (members: object = {}, document_: Partial<Document<'forward-consent'>> = {}) =>
  aDocumentOf('forward-consent', {
    to: holder,
    body: { ...bodyOf['forward-consent'](), ...release, ...members },
    ...document_,
  });

describe('a question for a release', () => {
  it('replies to the document that it is about', () => {
    const asks = aDocumentOf('forward-consent-request');
    expect(parseDocument(asks)).toEqual(asks);
    const astray = { ...asks, inReplyTo: aDocumentId('another') };
    expect(() => parseDocument(astray)).toThrow(invalid);
  });

  it('is answered by one that says the same; only until when may differ', () => {
    const asks = aDocumentOf('forward-consent-request', {
      body: { ...release, reason: 'It is bound for XC.' },
    });
    expect(answersRequest(asks, consentOf())).toBe(true);
    expect(answersRequest(asks, consentOf({ outcome: 'REFUSED', reason: 'No.' }))).toBe(true);
    expect(answersRequest(asks, consentOf({ until: at(5) }))).toBe(true);
    for (const other of [
      { item: aDocumentId('another') },
      { itemSha256: aHash('another') },
      { recipient: { ...release.recipient, authority: anAuthority('customs') } },
      { recipient: { ...release.recipient, state: aState('XD') } },
      { purpose: 'PREVENTION' },
      { through: [theOther] },
    ])
      expect(answersRequest(asks, consentOf(other))).toBe(false);
  });

  it('has no other reply, nor has a consent, but that both may be taken back', () => {
    for (const kind of documentKinds) {
      expect([kind, mayReplyTo('forward-consent', kind)]).toEqual([
        kind,
        kind === 'forward-consent-request',
      ]);
      expect([kind, mayReplyTo(kind, 'forward-consent')]).toEqual([kind, kind === 'recall']);
      const answers = kind === 'recall' || kind === 'forward-consent';
      expect([kind, mayReplyTo(kind, 'forward-consent-request')]).toEqual([kind, answers]);
    }
  });

  it('is refused with words', () => {
    const body = bodyOf['forward-consent']();
    expect(() => parseBody('forward-consent', { ...body, outcome: 'REFUSED' })).toThrow(invalid);
    const refusal = { ...body, outcome: 'REFUSED', reason: 'A source would be known.' };
    expect(parseBody('forward-consent', refusal)).toEqual(refusal);
  });
});

describe('a consent', () => {
  it('releases exactly what it names, until its time', () => {
    expect(consentFlaw(consentOf(), released)).toBeUndefined();
    expect(consentFlaw(consentOf(), { ...released, at: release.until })).toBeUndefined();
  });

  it.each<[string, Document, Partial<Released>]>([
    ['ANOTHER_ITEM', consentOf({ item: aDocumentId('another') }), {}],
    ['ANOTHER_ITEM', consentOf({ itemSha256: aHash('another') }), {}],
    ['ANOTHER_ITEM', consentOf({}, { thread: aThreadId('another') }), {}],
    [
      'ANOTHER_ITEM',
      consentOf(
        {},
        {
          from: { state: aState('XB'), authority: anAuthority(), officer: anOfficer() },
        },
      ),
      {},
    ],
    ['ANOTHER_ITEM', aDocumentOf('response'), {}],
    ['REFUSED', consentOf({ outcome: 'REFUSED', reason: 'No.' }), {}],
    ['ANOTHER_HOLDER', consentOf({}, { to: { ...holder, authority: anAuthority('customs') } }), {}],
    [
      'ANOTHER_RECIPIENT',
      consentOf(),
      { recipient: { ...release.recipient, state: aState('XD') } },
    ],
    [
      'ANOTHER_RECIPIENT',
      consentOf(),
      { recipient: { ...release.recipient, authority: anAuthority('customs') } },
    ],
    ['ANOTHER_WAY', consentOf(), { through: [theOther] }],
    ['ANOTHER_WAY', consentOf({ through: [theOther, release.recipient] }), { through: [theOther] }],
    [
      'ANOTHER_WAY',
      consentOf({ through: [theOther, release.recipient] }),
      { through: [release.recipient, theOther] },
    ],
    ['ANOTHER_PURPOSE', consentOf(), { purpose: 'DETECTION' }],
    ['EXPIRED', consentOf({ until: at(days(1)) }), { at: at(days(1) + 1) }],
  ])('is none: %s', (flaw, consent, members) => {
    expect(consentFlaw(consent, { ...released, ...members })).toBe(flaw);
  });
});
