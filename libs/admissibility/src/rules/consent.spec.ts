import { describe, expect, it } from '@jest/globals';
import { consentRules } from './consent.js';
import { aLeaf, type EditableCase, finds, message, only } from './fixtures/a-case.js';
import { hashOf, idOf } from './fixtures/documents.js';
import { type Fixture, type Fixtures, rows, uncovered } from './fixtures/table.js';

const consents =
  (members: object) =>
  (facts: EditableCase): void => {
    const { said } = message(facts, 3);
    if (said !== null) Object.assign(said.body, members);
  };

function turnedRound(facts: EditableCase): void {
  facts.states = { own: facts.states.neighbour, neighbour: facts.states.own };
  for (const each of facts.messages) each.direction = each.direction === 'OUT' ? 'IN' : 'OUT';
}

const recalls =
  (act: string, document: string) =>
  (facts: EditableCase): void => {
    facts.leaves.push(aLeaf(95, 'item.recalled', { data: { document, act } }));
  };

const withoutRequest: Fixture = {
  ...{ when: 'nothing names the proceedings', gives: 'PROCEEDINGS_NONE', rests: { leaf: 71 } },
  change: (facts) => void (message(facts, 6).said = null),
};
const unsound: Fixture = {
  ...{ when: 'the consent is not signed by its officer', gives: 'CONSENT_NONE' },
  change: finds('V04', 'DOCUMENT_SIGNATURE', 'data/messages/3/document.sig'),
};
const ownWords: Fixture = {
  ...{ when: 'only what this State said itself', gives: 'NO_ITEM_OF_OTHERS' },
  change: only('OUT'),
};

const fixtures: Fixtures = {
  'CON-01': [
    {
      ...{ when: 'granted for these proceedings', gives: 'PURPOSE_BY_PERSON' },
      rests: { leaf: 31, withheld: 0 },
    },
    {
      ...{ when: 'granted for any criminal proceedings', gives: 'PURPOSE_BY_PERSON' },
      change: consents({ scope: 'ANY_CRIMINAL_PROCEEDINGS', proceedings: undefined }),
    },
    {
      ...{ when: 'it was over: another rule says that', gives: 'PURPOSE_BY_PERSON' },
      change: consents({ expiresAt: '2026-03-02T00:00:00.000Z' }),
    },
    {
      ...{ when: 'the State that said it made the package', gives: 'PURPOSE_BY_PERSON' },
      change: turnedRound,
    },
    {
      ...{ when: 'the State that said it made the package and refused', gives: 'CONSENT_NONE' },
      change: (facts) => {
        turnedRound(facts);
        consents({ outcome: 'REFUSED' })(facts);
      },
    },
    {
      ...{
        when: 'the other State wants to use it too, and nobody consented',
        gives: 'CONSENT_NONE',
      },
      change: (facts) => {
        const { said } = message(facts, 7);
        const body = message(facts, 6).said?.body;
        if (said !== null) Object.assign(said, { kind: 'formal-request', body });
      },
    },
    ownWords,
    unsound,
    withoutRequest,
    {
      ...{ when: 'refused', gives: 'CONSENT_NONE', rests: { leaf: 21 } },
      change: consents({ outcome: 'REFUSED' }),
    },
    {
      ...{ when: 'of other bytes', gives: 'CONSENT_NONE' },
      change: (facts) => void (message(facts, 2).sha256 = hashOf(99)),
    },
    {
      ...{ when: 'for investigations alone', gives: 'CONSENT_OTHER' },
      change: consents({ scope: 'INVESTIGATION' }),
    },
    {
      ...{ when: 'for other proceedings', gives: 'CONSENT_OTHER' },
      change: consents({ proceedings: { reference: '1/26', jurisdiction: 'XA', kind: 'OTHER' } }),
    },
    {
      ...{ when: 'a file is not covered', gives: 'CONSENT_OTHER', rests: { leaf: 21 } },
      change: (facts) => void message(facts, 2).shownAttachments.push(hashOf(98)),
    },
    {
      ...{ when: 'the item was recalled', gives: 'ITEM_RECALLED', rests: { leaf: 21 } },
      change: recalls('RECALL', idOf(2)),
    },
    {
      ...{ when: 'its handling was narrowed', gives: 'HANDLING_CHANGED' },
      change: recalls('NARROW', idOf(2)),
    },
    {
      ...{ when: 'the document cannot be read', gives: 'CONSENT_NONE' },
      change: (facts) => void (message(facts, 2).said = null),
    },
    {
      ...{
        when: 'something came through a third State',
        gives: 'THIRD_STATE',
        rests: { leaf: 51 },
      },
      change: (facts) => {
        const { said } = message(facts, 5);
        if (said !== null) Object.assign(said, { kind: 'forward' });
      },
    },
    {
      ...{ when: 'no root is known', gives: 'PROCEEDINGS_NONE' },
      change: finds('V03', 'ROOT_UNKNOWN', 'data/keys/directory/XB.jsonl'),
    },
  ],
  'CON-02': [
    { when: 'it stands', gives: 'AS_OF_PACKAGE', rests: { leaf: 31, withheld: 0 } },
    {
      ...{ when: 'it ends on the next day', gives: 'AS_OF_PACKAGE' },
      change: consents({ expiresAt: '2026-03-04T00:00:00.000Z' }),
    },
    {
      ...{ when: 'an entry is withheld', gives: 'AS_OF_PACKAGE', rests: { withheld: 1 } },
      change: (facts) => void facts.leaves.push(aLeaf(95, '', { state: 'WITHHELD' })),
    },
    ownWords,
    unsound,
    withoutRequest,
    {
      ...{ when: 'it had ended', gives: 'CONSENT_OVER', rests: { leaf: 21 } },
      change: consents({ expiresAt: '2026-03-02T00:00:00.000Z' }),
    },
    {
      ...{ when: 'the log says that it was taken back', gives: 'CONSENT_OVER' },
      change: (facts) => {
        facts.leaves.push(aLeaf(95, 'consent.withdrawn', { data: { document: idOf(3) } }));
      },
    },
    {
      ...{ when: 'a document takes it back, and no entry says so', gives: 'CONSENT_OVER' },
      change: (facts) => {
        const { said } = message(facts, 5);
        if (said === null) return;
        const body = { what: 'RECALL', items: [idOf(3)], reason: 'x' };
        Object.assign(said, { kind: 'recall', body });
      },
    },
    {
      ...{ when: 'an entry is missing, which may take it back', gives: 'LEAF_OPEN' },
      change: (facts) => void facts.leaves.push(aLeaf(95, '', { state: 'OPEN' })),
    },
  ],
};

describe('rules of consent', () => {
  it('have a fixture that passes, and one for each code', () => {
    expect(uncovered(consentRules, fixtures)).toEqual([]);
  });

  it.each(rows(consentRules, fixtures))('%s', (_, seen, expected) => {
    expect(seen).toEqual(expected);
  });
});
