import { describe, expect, it } from '@jest/globals';
import { aLeaf, type EditableCase, finds, message } from './fixtures/a-case.js';
import { attachmentOf, hashOf, idOf } from './fixtures/documents.js';
import { type Fixture, type Fixtures, rows, uncovered } from './fixtures/table.js';
import { formalRules } from './formal.js';

const without =
  (...places: readonly number[]) =>
  (facts: EditableCase): void => {
    facts.messages = facts.messages.filter(({ place }) => !places.includes(place));
  };

const says =
  (place: number, members: object) =>
  (facts: EditableCase): void => {
    const { said } = message(facts, place);
    if (said !== null) Object.assign(said.body, members);
  };

const unneeded = (facts: EditableCase): void => {
  says(3, { judicialInstrumentNeeded: false })(facts);
  without(6, 7)(facts);
};

const notDemanded: Pick<Fixture, 'profile'> = {
  profile: (profile) => ({ ...profile, formalRequest: 'NOT_DEMANDED' }),
};

const fixtures: Fixtures = {
  'FRM-01': [
    { when: 'it is complete', gives: null, rests: { leaf: 60 } },
    {
      ...{ when: 'there is none, and none is demanded', gives: 'NOT_DEMANDED' },
      ...{ change: unneeded, ...notDemanded },
    },
    {
      ...{ when: 'the consent alone demands one', gives: 'REQUEST_NONE' },
      ...{ change: without(6, 7), ...notDemanded },
    },
    { when: 'there is none', change: without(6, 7), gives: 'REQUEST_NONE' },
    {
      ...{ when: 'the purpose is blank', gives: 'REQUEST_INCOMPLETE', rests: { leaf: 60 } },
      change: says(6, { purpose: ' ' }),
    },
    {
      ...{ when: 'it was taken back', gives: 'REQUEST_NONE' },
      change: (facts) => {
        const data = { document: idOf(6), act: 'RECALL' };
        facts.leaves.push(aLeaf(95, 'item.recalled', { data }));
      },
    },
    {
      ...{ when: 'its signature does not hold', gives: 'NOT_JUDGED', rests: { leaf: 60 } },
      change: finds('V04', 'DOCUMENT_SIGNATURE', 'data/messages/6/document.sig'),
    },
    {
      ...{ when: 'the leaf that carried it is withheld', gives: 'NOT_JUDGED' },
      change: (facts) => void (message(facts, 6).carried = null),
    },
  ],
  'FRM-02': [
    { when: 'it hands over the item with its file', gives: null, rests: { leaf: 71 } },
    {
      ...{ when: 'nothing is demanded or requested', gives: 'NOT_DEMANDED' },
      ...{ change: unneeded, ...notDemanded },
    },
    { when: 'nobody answered', change: without(7), gives: 'ANSWER_NONE' },
    {
      ...{ when: 'requested, though not demanded, and nobody answered', gives: 'ANSWER_NONE' },
      ...{ change: without(7), ...notDemanded },
    },
    { when: 'postponed', change: says(7, { outcome: 'POSTPONED' }), gives: 'ANSWER_NONE' },
    {
      ...{ when: 'an answer to something else', gives: 'ANSWER_NONE' },
      change: (facts) => {
        const { said } = message(facts, 7);
        if (said !== null) Object.assign(said, { inReplyTo: idOf(1) });
      },
    },
    {
      ...{ when: 'an answer by who asked', gives: 'ANSWER_NONE' },
      change: (facts) => void (message(facts, 7).direction = 'OUT'),
    },
    { when: 'no item', change: says(7, { items: [] }), gives: 'ITEM_UNLISTED' },
    {
      ...{ when: 'the item without its file', gives: 'ITEM_UNLISTED', rests: { leaf: 21 } },
      change: says(7, { items: [{ document: idOf(2), sha256: hashOf(2), attachments: [] }] }),
    },
    {
      ...{ when: 'the item by another hash', gives: 'ITEM_UNLISTED' },
      change: says(7, {
        items: [{ document: idOf(2), sha256: hashOf(9), attachments: [attachmentOf(2)] }],
      }),
    },
    {
      ...{ when: 'its signature does not hold', gives: 'NOT_JUDGED', rests: { leaf: 71 } },
      change: finds('V04', 'DOCUMENT_SIGNATURE', 'data/messages/7/document.sig'),
    },
  ],
  'FRM-03': [
    { when: 'both know', gives: null, rests: { leaf: 51 } },
    {
      ...{ when: 'one knows, which suffices', gives: null, rests: { leaf: 40 } },
      ...{ change: without(5), profile: (profile) => ({ ...profile, notices: 'ONE' }) },
    },
    { when: 'one knows', change: without(5), gives: 'NOTICE_NONE', rests: { leaf: 40 } },
    {
      ...{ when: 'nobody knows, though one would suffice', gives: 'NOTICE_NONE' },
      ...{ change: without(4, 5), profile: (profile) => ({ ...profile, notices: 'ONE' }) },
    },
    {
      ...{ when: 'a notice is not whole', gives: 'NOT_JUDGED', rests: { leaf: 51 } },
      change: (facts) => void message(facts, 5).missing.push('data/messages/5/envelope.sig'),
    },
  ],
};

describe('rules of the formal request', () => {
  it('have a fixture that passes, and one for each code', () => {
    expect(uncovered(formalRules, fixtures)).toEqual([]);
  });

  it.each(rows(formalRules, fixtures))('%s', (_, seen, expected) => {
    expect(seen).toEqual(expected);
  });
});
