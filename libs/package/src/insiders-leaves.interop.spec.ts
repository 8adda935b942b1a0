import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Change,
  fileIn,
  replaced,
  swapped,
  TestPackage,
  turned,
} from '../../../test/support/package.js';
import { timestamp } from '#kernel';
import { canonicalJson } from '#wire';
import { paths } from './container/layout.js';

let test: TestPackage;

beforeAll(async () => {
  test = await TestPackage.make();
}, 60_000);

afterAll(() => {
  test.remove();
});

type Case = readonly [what: string, check: string, code: string, change: () => Change];

const eventOf = (typ: string): string => paths.event(test.indexOf(typ));
const message = paths.message;

const leftOut =
  (typ: string): Change =>
  (build) => {
    const index = test.indexOf(typ);
    build.index.events = build.index.events.filter((event) => event.index !== index);
    build.files.delete(paths.event(index));
    build.files.delete(paths.proof(index));
  };

const rehashed =
  (typ: string, change: Change): Change =>
  (build) => {
    const index = test.indexOf(typ);
    change(build);
    const leaf = test.hashOf(fileIn(build, paths.event(index)));
    build.index.events = build.index.events.map((event) =>
      event.index === index ? { ...event, leaf } : event,
    );
  };

const leaves: readonly Case[] = [
  [
    'a digit of a leaf',
    'V05',
    'LEAF_HASH',
    () => replaced(eventOf('case.opened'), 'ASKING', 'ASKED_'),
  ],
  [
    'a leaf, and its hash in the index',
    'V05',
    'EVENT_SIGNATURE',
    () => rehashed('case.opened', replaced(eventOf('case.opened'), 'ASKING', 'ASKED_')),
  ],
  [
    'a leaf that is not canonical',
    'V05',
    'LEAF_FORM',
    () => replaced(eventOf('case.opened'), ',', ', '),
  ],
  [
    'a leaf of a service without a key',
    'V05',
    'EVENT_KEY',
    () =>
      rehashed(
        'case.opened',
        replaced(eventOf('case.opened'), '"service":"requests"', '"service":"nobody"'),
      ),
  ],
  [
    'a leaf of another log',
    'V05',
    'LEAF_LOG',
    () =>
      rehashed('case.opened', replaced(eventOf('case.opened'), 'xa.example/log', 'xb.example/log')),
  ],
  ['an event of the case left out', 'V05', 'CHAIN_BROKEN', () => leftOut('item.decrypted')],
  ['the gathering left out', 'V05', 'GATHERED_DIFFERS', () => leftOut('pkg.gathered')],
  ['the intent left out', 'V05', 'MESSAGE_LEAF', () => leftOut('msg.send.intent')],
  ['an acceptance left out', 'V05', 'MESSAGE_LEAF', () => leftOut('msg.accepted')],
  [
    'two leaves swapped',
    'V05',
    'LEAF_HASH',
    () => swapped(eventOf('case.opened'), eventOf('msg.signed')),
  ],
  [
    'a value that no leaf stands for',
    'V05',
    'DISCLOSURE_FOREIGN',
    () => (build) => {
      const encoded = Buffer.from(canonicalJson(['salt', 'officer', 'x'])).toString('base64url');
      build.files.set(
        paths.disclosure(test.indexOf('msg.signed')),
        canonicalJson({ shown: [encoded] }),
      );
    },
  ],
  ['a sealed message', 'V05', 'CIPHERTEXT_DIFFERS', () => turned(message(1, 'original.pgp'))],
  [
    'the sealed message of another',
    'V05',
    'CIPHERTEXT_DIFFERS',
    () => swapped(message(2, 'original.pgp'), message(3, 'original.pgp')),
  ],
  [
    'the name of the exhibit',
    'V05',
    'GATHERED_DIFFERS',
    () => (build) => {
      build.record.exhibit = 'border-police-2026-2';
    },
  ],
  [
    'the time of the gathering',
    'V05',
    'GATHERED_DIFFERS',
    () => (build) => {
      build.record.gatheredAt = timestamp(new Date());
    },
  ],
  [
    'the package whose place it takes',
    'V05',
    'GATHERED_DIFFERS',
    () => (build) => {
      build.index.supersedes = { exhibit: 'border-police-2026-0', reason: 'MISTAKE' };
    },
  ],
];

describe('an insider who changes leaves', () => {
  it.each(leaves)('%s: is found by %s as %s', async (_what, check, code, change) => {
    expect(await test.refusal(change())).toEqual([check, code, 1]);
  });
});
