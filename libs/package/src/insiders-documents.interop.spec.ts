import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Change,
  copied,
  otherCharacter,
  replaced,
  swapped,
  TestPackage,
  turned,
} from '../../../test/support/package.js';
import { paths } from './container/layout.js';

let test: TestPackage;

beforeAll(async () => {
  test = await TestPackage.make();
}, 60_000);

afterAll(() => {
  test.remove();
});

type Case = readonly [what: string, check: string, code: string, change: () => Change];

const message = paths.message;

const documents: readonly Case[] = [
  [
    'a word of a document',
    'V04',
    'ENVELOPE_DIFFERS',
    () => replaced(message(1, 'document.json'), 'INVESTIGATION', 'DETECTION'),
  ],
  [
    'a document that is none',
    'V04',
    'DOCUMENT_FORM',
    () => replaced(message(1, 'document.json'), '{', '['),
  ],
  [
    'another document of the thread',
    'V04',
    'ENVELOPE_DIFFERS',
    () => swapped(message(2, 'document.json'), message(3, 'document.json')),
  ],
  [
    'the signature of another officer',
    'V04',
    'ENVELOPE_DIFFERS',
    () => swapped(message(2, 'document.sig'), message(3, 'document.sig')),
  ],
  [
    'the certificate of another officer',
    'V04',
    'DOCUMENT_SIGNATURE',
    () => copied(message(3, 'certificate.pgp'), message(2, 'certificate.pgp')),
  ],
  [
    'a bit of a certificate',
    'V04',
    'DOCUMENT_SIGNATURE',
    () => turned(message(1, 'certificate.pgp')),
  ],
  [
    'an envelope that is none',
    'V04',
    'ENVELOPE_FORM',
    () => replaced(message(1, 'envelope.json'), '{', '['),
  ],
  [
    'the time of an envelope',
    'V04',
    'ENVELOPE_SIGNATURE',
    () => replaced(message(1, 'envelope.json'), /(?<=sealedAt":"[^"]*)\d(?=Z)/, otherCharacter),
  ],
  [
    'the envelope of another message',
    'V04',
    'ENVELOPE_DIFFERS',
    () => swapped(message(2, 'envelope.json'), message(3, 'envelope.json')),
  ],
  [
    'a bit of the signature of an envelope',
    'V04',
    'ENVELOPE_SIGNATURE',
    () => turned(message(2, 'envelope.sig')),
  ],
  [
    'the signature of the other State',
    'V04',
    'ENVELOPE_SIGNATURE',
    () => copied(message(2, 'envelope.sig'), message(1, 'envelope.sig')),
  ],
  ['an attachment', 'V04', 'ATTACHMENT_DIFFERS', () => turned(paths.attachment(1, 1))],
  [
    'a message that went the other way',
    'V04',
    'ENVELOPE_DIFFERS',
    () => (build) => {
      build.index.messages = build.index.messages.map((each, i) =>
        i === 1 ? { ...each, direction: 'OUT' } : each,
      );
    },
  ],
  [
    'the id of a message',
    'V04',
    'ENVELOPE_DIFFERS',
    () => (build) => {
      build.index.messages = build.index.messages.map((each) => ({
        ...each,
        message: test.otherMessage,
      }));
    },
  ],
  [
    'an attachment more',
    'V04',
    'ATTACHMENT_DIFFERS',
    () => (build) => {
      build.index.messages = build.index.messages.map((each, i) =>
        i === 1 ? { ...each, attachments: ['LAW'], hashes: [each.sha256] } : each,
      );
    },
  ],
  [
    'the thread',
    'V04',
    'ENVELOPE_DIFFERS',
    () => (build) => {
      build.record.thread = test.otherThread;
    },
  ],
];

describe('an insider who changes documents', () => {
  it.each(documents)('%s: is found by %s as %s', async (_what, check, code, change) => {
    expect(await test.refusal(change())).toEqual([check, code, 1]);
  });
});
