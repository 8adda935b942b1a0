import { describe, expect, it } from '@jest/globals';
import { type EditableCase, finds, message } from './fixtures/a-case.js';
import { type Fixture, type Fixtures, rows, uncovered } from './fixtures/table.js';
import { keyRules } from './keys.js';

const theirs = 'data/keys/directory/XB.jsonl';
const minute = 60_000;

const ends =
  (minutes: number, of: 'OFFICER' | 'STATE_KEY' = 'OFFICER') =>
  (facts: EditableCase): void => {
    const { bracket, ends: all } = message(facts, 2);
    all.push({ of, at: (bracket.until ?? 0) + minutes * minute });
  };

const unseen: readonly Fixture[] = [
  {
    ...{ when: 'no root is known', gives: 'DIRECTORY_OPEN', rests: { file: theirs } },
    change: finds('V03', 'ROOT_UNKNOWN', theirs),
  },
  {
    ...{ when: 'the directory is missing', gives: 'DIRECTORY_OPEN' },
    change: finds('V12', 'FILE_MISSING', theirs),
  },
  {
    ...{ when: 'a file of the message is missing', gives: 'NOT_JUDGED', rests: { leaf: 21 } },
    change: (facts) => void message(facts, 2).missing.push('data/messages/2/envelope.sig'),
  },
];

const isCut: Fixture = {
  ...{ when: 'the reader knows no point of the directory', gives: 'AS_OF_PACKAGE' },
  change: ({ directories }) => void (directories.IN.isPointKnown = false),
};

const fixtures: Fixtures = {
  'KEY-01': [
    { when: 'all as it was', gives: null, rests: { leaf: 71, file: theirs } },
    ...unseen,
    {
      ...{ when: 'another root is known', gives: 'DIRECTORY_INVALID', rests: { file: theirs } },
      change: finds('V03', 'ROOT_DIFFERS', theirs),
    },
    {
      ...{ when: 'the envelope rests on no known directory', gives: 'DIRECTORY_INVALID' },
      change: finds('V04', 'DIRECTORY_POINT', 'data/messages/2/envelope.json'),
    },
    {
      ...{ when: 'no root is known, so nobody had a mandate', gives: 'DIRECTORY_OPEN' },
      change: (facts) => {
        finds('V03', 'FILE_MISSING', theirs)(facts);
        for (const each of facts.messages) if (each.direction === 'IN') each.mandate = null;
      },
    },
    {
      ...{ when: 'the directory of the day has no such key', gives: 'KEY_UNCERTIFIED' },
      change: (facts) => void (message(facts, 2).mandate = null),
    },
    {
      ...{ when: 'the State did not sign the envelope', gives: 'ENVELOPE_UNSIGNED' },
      change: finds('V04', 'ENVELOPE_SIGNATURE', 'data/messages/2/envelope.sig'),
    },
  ],
  'KEY-02': [
    { when: 'nothing ended', gives: null, rests: { leaf: 71 } },
    { when: 'a mandate ended later', change: ends(1), gives: null },
    isCut,
    ...unseen,
    { when: 'a mandate ended at that time', change: ends(0), gives: 'KEY_REVOKED' },
    {
      ...{ when: 'a State key ended before', gives: 'KEY_REVOKED', rests: { leaf: 21 } },
      change: ends(-1, 'STATE_KEY'),
    },
    {
      ...{ when: 'a mandate ended later, and no outside time is there', gives: 'KEY_REVOKED' },
      change: (facts) => {
        ends(1)(facts);
        message(facts, 2).bracket.until = null;
      },
    },
    {
      ...{ when: 'the verifier says so', gives: 'KEY_REVOKED' },
      change: finds('V04', 'KEY_REVOKED', 'data/messages/2/document.json'),
    },
    {
      ...{ when: 'it was sealed at another time', gives: 'DATED_BACK', rests: { leaf: 21 } },
      change: finds('V05', 'MESSAGE_TIME', 'data/messages/2/envelope.json'),
    },
    {
      ...{ when: 'a mandate ended later, and a time-stamp is not known', gives: 'TIME_OPEN' },
      change: (facts) => {
        ends(1)(facts);
        finds('V10', 'TSA_UNKNOWN', 'META-INF/timestamp002.tst')(facts);
      },
    },
    {
      ...{ when: 'nobody had a mandate', gives: 'NOT_JUDGED' },
      change: (facts) => void (message(facts, 2).mandate = null),
    },
  ],
  'KEY-03': [
    { when: 'nothing ended', gives: null, rests: { leaf: 71 } },
    isCut,
    ...unseen,
    { when: 'a mandate ended later', change: ends(1), gives: 'END_UNEXPLAINED' },
    { when: 'a State key ended later', change: ends(99, 'STATE_KEY'), gives: 'END_UNEXPLAINED' },
    { when: 'a mandate ended before', change: ends(-1), gives: 'KEY_REVOKED' },
  ],
  'KEY-04': [
    { when: 'all as it was', gives: null, rests: { leaf: 71, file: theirs } },
    ...unseen,
    {
      ...{ when: 'the key is of another officer', gives: 'OFFICE_DIFFERS' },
      change: (facts) => {
        const { mandate } = message(facts, 2);
        if (mandate !== null) mandate.officer = 'eve';
      },
    },
    {
      ...{ when: 'the officer had no role to say it', gives: 'OFFICE_DIFFERS' },
      change: (facts) => void (message(facts, 2).speakers = ['LIAISON_OFFICER']),
    },
    {
      ...{ when: 'the verifier says so', gives: 'OFFICE_DIFFERS', rests: { leaf: 21 } },
      change: finds('V04', 'OFFICER_UNKNOWN', 'data/messages/2/document.json'),
    },
  ],
};

describe('rules of keys', () => {
  it('have a fixture that passes, and one for each code', () => {
    expect(uncovered(keyRules, fixtures)).toEqual([]);
  });

  it.each(rows(keyRules, fixtures))('%s', (_, seen, expected) => {
    expect(seen).toEqual(expected);
  });
});
