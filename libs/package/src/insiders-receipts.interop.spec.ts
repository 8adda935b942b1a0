import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatLogProof, makeSigner, parseLogProof, signCheckpoint } from '#tlog';
import {
  both,
  type Change,
  fileIn,
  replaced,
  swapped,
  TestPackage,
  textOf,
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

const lines = (note: Uint8Array): readonly string[] => textOf(note).split('\n');

const receipts: readonly Case[] = [
  [
    'a digit of the neighbour’s leaf',
    'V11',
    'RECEIPT_SIGNATURE',
    () => replaced(paths.receipt(1), '"parts":1', '"parts":2'),
  ],
  ['a leaf that is none', 'V11', 'RECEIPT_FORM', () => replaced(paths.receipt(1), '{', '[')],
  [
    'the proof of another receipt',
    'V11',
    'RECEIPT_PROOF',
    () => swapped(paths.receiptProof(1), paths.receiptProof(2)),
  ],
  [
    'another receipt',
    'V11',
    'RECEIPT_SAYS',
    () =>
      both(
        swapped(paths.receipt(1), paths.receipt(2)),
        swapped(paths.receiptProof(1), paths.receiptProof(2)),
      ),
  ],
  [
    'the stage of a receipt',
    'V11',
    'RECEIPT_SAYS',
    () => (build) => {
      build.index.receipts = build.index.receipts.map((each) => ({ ...each, stage: 'RETRIEVED' }));
    },
  ],
  [
    'the leaf that logged it',
    'V11',
    'RECEIPT_LOGGED',
    () => (build) => {
      const logged = build.index.receipts.map((each) => each.logged).reverse();
      build.index.receipts = build.index.receipts.map((each, i) => ({
        ...each,
        logged: logged[i] ?? 0,
      }));
    },
  ],
  [
    'a checkpoint of the neighbour by another key',
    'V11',
    'RECEIPT_LOG',
    () => (build) => {
      const proof = parseLogProof(fileIn(build, paths.receiptProof(1)));
      const [origin = '', size, root = ''] = lines(proof.checkpoint);
      const point = { origin, size: Number(size), root: Buffer.from(root, 'base64') };
      const checkpoint = signCheckpoint(
        point,
        makeSigner(origin, generateKeyPairSync('ed25519').privateKey, 'note'),
      );
      build.files.set(paths.receiptProof(1), formatLogProof({ ...proof, checkpoint }));
    },
  ],
  [
    'a count of what is withheld',
    'V12',
    'COUNT_DIFFERS',
    () => (build) => {
      build.index.withheld = { ...build.index.withheld, files: 0 };
    },
  ],
  [
    'an event that is withheld unsaid',
    'V12',
    'COUNT_DIFFERS',
    () => (build) => {
      const index = test.indexOf('item.decrypted');
      build.index.events = build.index.events.map((event) =>
        event.index === index ? { ...event, values: [], withheld: 'LAW' } : event,
      );
      build.files.delete(paths.event(index));
    },
  ],
  [
    'more that goes unnamed',
    'V05',
    'CHAIN_BROKEN',
    () => (build) => {
      build.index.withheld = { ...build.index.withheld, unnamed: 3 };
    },
  ],
  [
    'a field less',
    'V12',
    'COUNT_DIFFERS',
    () => (build) => {
      build.index.withheld = { ...build.index.withheld, fields: 0 };
    },
  ],
];

describe('an insider who changes receipts and counts', () => {
  it.each(receipts)('%s: is found by %s as %s', async (_what, check, code, change) => {
    expect(await test.refusal(change())).toEqual([check, code, 1]);
  });
});
