import { describe, expect, it } from '@jest/globals';
import { at, finds, message } from './fixtures/a-case.js';
import { hashOf } from './fixtures/documents.js';
import { type Fixtures, rows, uncovered } from './fixtures/table.js';
import { integrityRules } from './integrity.js';

const document = 'data/messages/2/document.json';

const fixtures: Fixtures = {
  'INT-01': [
    { when: 'all as it was', gives: null, rests: { leaf: 71, withheld: 0 } },
    {
      ...{ when: 'a file is withheld', gives: null, rests: { withheld: 3 } },
      change: (facts) => void (facts.withheldFiles = 3),
    },
    {
      ...{ when: 'no leaf has a SHA-512', gives: null },
      change: (facts) => {
        for (const { hashes } of facts.messages)
          for (const { stated } of hashes) if (stated !== null) stated.sha512 = null;
      },
    },
    {
      ...{ when: 'a file was changed', gives: 'FILE_CHANGED', rests: { file: document } },
      change: finds('V02', 'FILE_HASH', document),
    },
    {
      ...{ when: 'the seal does not hold', gives: 'SEAL_INVALID', rests: { file: 'seal.asc' } },
      change: finds('V03', 'SEAL_INVALID', 'seal.asc'),
    },
    {
      ...{ when: 'a SHA-256 differs', gives: 'HASH_DIFFERS', rests: { leaf: 20, file: document } },
      change: (facts) => {
        at(message(facts, 2).hashes, 0).found = { sha256: hashOf(99), sha512: 'e'.repeat(128) };
      },
    },
    {
      ...{ when: 'a SHA-512 alone differs', gives: 'HASH_DIFFERS', rests: { file: document } },
      change: (facts) => {
        at(message(facts, 2).hashes, 0).found = { sha256: hashOf(2), sha512: '0'.repeat(128) };
      },
    },
    {
      ...{ when: 'the verifier says so of an attachment', gives: 'HASH_DIFFERS' },
      change: finds('V04', 'ATTACHMENT_DIFFERS', 'data/messages/2/attachments/1'),
    },
    {
      ...{ when: 'a file of a message is missing', gives: 'FILE_MISSING' },
      change: (facts) => void (at(message(facts, 2).hashes, 0).found = null),
    },
    {
      ...{ when: 'another file is missing', gives: 'FILE_MISSING', rests: { file: 'VERIFY.txt' } },
      change: finds('V12', 'FILE_MISSING', 'VERIFY.txt'),
    },
    {
      ...{ when: 'the leaf of a file is withheld', gives: 'STATEMENT_UNSEEN' },
      change: (facts) => void (at(message(facts, 2).hashes, 0).stated = null),
    },
  ],
  'INT-03': [
    { when: 'all as it was', gives: null, rests: { leaf: 71 } },
    {
      ...{ when: 'a signature does not hold', gives: 'SIGNATURE_INVALID', rests: { leaf: 21 } },
      change: finds('V04', 'DOCUMENT_SIGNATURE', 'data/messages/2/document.sig'),
    },
    {
      ...{ when: 'the certificate is not that of the log', gives: 'CERTIFICATE_DIFFERS' },
      change: (facts) => {
        at(message(facts, 2).hashes, 2).found = { sha256: hashOf(99), sha512: 'e'.repeat(128) };
      },
    },
    {
      ...{ when: 'no leaf states the certificate', gives: 'STATEMENT_UNSEEN', rests: { leaf: 21 } },
      change: (facts) => void (at(message(facts, 2).hashes, 2).stated = null),
    },
    {
      ...{ when: 'the signature was never looked at', gives: 'NOT_JUDGED', rests: { leaf: 21 } },
      change: finds('V04', 'DIRECTORY_POINT', 'data/messages/2/envelope.json'),
    },
    {
      ...{ when: 'the document cannot be read', gives: 'NOT_JUDGED' },
      change: (facts) => void (message(facts, 2).said = null),
    },
    {
      ...{ when: 'the signature is missing', gives: 'NOT_JUDGED' },
      change: (facts) => void message(facts, 2).missing.push('data/messages/2/document.sig'),
    },
  ],
  'INT-04': [
    { when: 'all as it was', gives: null, rests: { leaf: 71 } },
    {
      ...{ when: 'the envelope is of another document', gives: 'ENVELOPE_DIFFERS' },
      change: finds('V04', 'ENVELOPE_DIFFERS', 'data/messages/2/envelope.json'),
    },
    {
      ...{ when: 'the officer signed for a third State', gives: 'RECIPIENT_DIFFERS' },
      change: (facts) => void (message(facts, 2).recipients = []),
    },
    {
      ...{ when: 'the envelope names other keys', gives: 'RECIPIENT_DIFFERS', rests: { leaf: 21 } },
      change: ({ messages }) => void at(messages, 1).envelope?.recipientKeys.splice(0),
    },
    {
      ...{ when: 'the directory of the recipient is not known', gives: 'DIRECTORY_OPEN' },
      change: finds('V03', 'ROOT_UNKNOWN', 'data/keys/directory/XA.jsonl'),
    },
    {
      ...{ when: 'the envelope cannot be read', gives: 'NOT_JUDGED' },
      change: (facts) => void (message(facts, 2).envelope = null),
    },
  ],
};

describe('rules of integrity', () => {
  it('have a fixture that passes, and one for each code', () => {
    expect(uncovered(integrityRules, fixtures)).toEqual([]);
  });

  it.each(rows(integrityRules, fixtures))('%s', (_, seen, expected) => {
    expect(seen).toEqual(expected);
  });
});
