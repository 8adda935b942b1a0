import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isStatement, type Statement } from '#kernel';
import { makeSigner, signCheckpoint } from '#tlog';
import { decodeStatement, encodeStatement } from '#wire';
import { type Change, fileIn, TestPackage, turned } from '../../../test/support/package.js';
import { paths } from './container/layout.js';

let test: TestPackage;
type Answer = Statement<'package-answer'>;

beforeAll(async () => {
  test = await TestPackage.make();
}, 60_000);
afterAll(() => {
  test.remove();
});

function answerOf(of: TestPackage): Answer {
  const statement = decodeStatement(fileIn(of.build as never, paths.answer(1)));
  if (!isStatement(statement, 'package-answer')) throw new Error('no answer');
  return statement;
}

async function saidAs(change: (answer: Answer) => Answer): Promise<Change> {
  const answer = change(answerOf(test));
  const bytes = encodeStatement(answer);
  const { signing } = test.neighbour.keys;
  const signature = await test.neighbour.sign(bytes, signing, new Date(answer.issuedAt));
  return (build) => {
    build.files.set(paths.answer(1), bytes);
    build.files.set(paths.answerSignature(1), signature);
  };
}

const body =
  (members: (was: Answer['body']) => Partial<Answer['body']>) =>
  (answer: Answer): Answer => ({ ...answer, body: { ...answer.body, ...members(answer.body) } });
type Entry = Answer['body']['entries'][number];
const entries = (change: (was: readonly Entry[]) => readonly Entry[]) =>
  body((was) => ({ entries: change(was.entries) }));
const first = (members: (was: Entry) => Partial<Entry>) =>
  entries((was) => was.map((each, i) => (i === 0 ? { ...each, ...members(each) } : each)));
const last = (members: Partial<Entry>) =>
  entries((was) => was.map((each, i) => (i === was.length - 1 ? { ...each, ...members } : each)));

const forgedCheckpoint = (was: Answer['body']) => {
  const [origin = '', size, root = ''] = was.checkpoint.split('\n');
  const point = { origin, size: Number(size), root: Buffer.from(root, 'base64') };
  const signer = makeSigner(origin, generateKeyPairSync('ed25519').privateKey, 'note');
  return { checkpoint: Buffer.from(signCheckpoint(point, signer)).toString() };
};

type Case = readonly [what: string, code: string, change: (answer: Answer) => Answer];
const lies: readonly Case[] = [
  ['on another link', 'PEER_FORM', (was) => ({ ...was, link: 'cd'.repeat(16) as Answer['link'] })],
  ['to another State', 'PEER_FORM', (was) => ({ ...was, to: was.from })],
  ['of more parts', 'PEER_FORM', body(() => ({ parts: 2 }))],
  ['of another part', 'PEER_FORM', body(() => ({ part: 1 }))],
  ['that refuses', 'PEER_FORM', body(() => ({ refused: 'CUSTODY_WITHHELD' }))],
  ['with an entry twice', 'PEER_FORM', entries((was) => [...was, ...was.slice(0, 1)])],
  ['with an entry of nothing', 'PEER_FORM', first(() => ({ leaf: null }))],
  ['with a leaf that is told, too', 'PEER_FORM', first(() => ({ told: summaryOf(test) }))],
  ['with another leaf', 'PEER_FORM', first((was) => ({ leaf: turnedIn(was.leaf) }))],
  ['with a value of no digest', 'PEER_FORM', first(() => ({ disclosures: ['eyJ4IjoxfQ'] }))],
  [
    'with a told entry of another hash',
    'PEER_PROOF',
    last({ hash: 'ab'.repeat(32) as Entry['hash'] }),
  ],
  ['with another place', 'PEER_PROOF', last({ index: 9_999 })],
  ['under a checkpoint of another key', 'PEER_LOG', body(forgedCheckpoint)],
  ['under words', 'PEER_LOG', body(() => ({ checkpoint: 'words' }))],
];

const summaryOf = (of: TestPackage): Entry['told'] =>
  answerOf(of).body.entries.at(-1)?.told ?? null;
const turnedIn = (leaf: string | null): string =>
  Buffer.from(
    Buffer.from(leaf ?? '', 'base64')
      .toString()
      .replace('"v":1', '"v":2'),
  ).toString('base64');

describe('an answer of the neighbour', () => {
  it.each(lies)('%s: is found as %s', async (_what, code, change) => {
    expect(await test.refusal(await saidAs(change))).toEqual(['V11', code, 1]);
  });

  it('is found where its signature does not hold', async () => {
    const found = await test.refusal(turned(paths.answerSignature(1)));
    expect(found).toEqual(['V11', 'PEER_SIGNATURE', 1]);
  });

  it('is found where the consent is no document that came', async () => {
    const change: Change = (build) => {
      const [sent] = build.index.messages;
      build.index.asks = (build.index.asks ?? []).map((each) => ({
        ...each,
        consent: sent?.document ?? each.consent,
      }));
    };
    expect(await test.refusal(change)).toEqual(['V11', 'PEER_SAYS', 1]);
  });

  it('is not missed where the index names more of them than are there', async () => {
    const change: Change = (build) => {
      build.index.asks = (build.index.asks ?? []).map((each) => ({ ...each, answers: 2 }));
      build.files.set(paths.answer(2), fileIn(build, paths.answer(1)));
      build.files.set(paths.answerSignature(2), fileIn(build, paths.answerSignature(1)));
    };
    expect(await test.refusal(change)).toEqual(['V11', 'PEER_FORM', 1]);
  });
});
