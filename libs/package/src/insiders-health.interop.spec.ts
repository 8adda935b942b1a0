import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Change,
  fileIn,
  replaced,
  TestPackage,
  textOf,
} from '../../../test/support/package.js';
import { names } from './container/layout.js';
import { mostHealth } from './contents/health-file.js';
import { verifyPackage } from './verify-package.js';

let test: TestPackage;

beforeAll(async () => {
  test = await TestPackage.make({ healthHours: 3 });
}, 60_000);
afterAll(() => {
  test.remove();
});

type Line = { index: number; leaf: string; proof: string[] };
const linesOf = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

const lines =
  (change: (was: Line[]) => Line[]): Change =>
  (build) => {
    const found = change(linesOf(textOf(fileIn(build, names.health))));
    const text = found.map((line) => `${JSON.stringify(line)}\n`).join('');
    build.files.set(names.health, Buffer.from(text));
  };
const first = (members: (was: Line) => Partial<Line>): Change =>
  lines((was) => was.map((each, i) => (i === 0 ? { ...each, ...members(each) } : each)));

const leaf = (index: number): string =>
  Buffer.from(test.story.log.leaves[index] ?? '').toString('base64');
const inLeaf = (found: string, by: string): Change =>
  first((was) => ({
    leaf: Buffer.from(Buffer.from(was.leaf, 'base64').toString().replace(found, by)).toString(
      'base64',
    ),
  }));

describe('a record of how the services were', () => {
  it('is passed as it was gathered, and is as the log tells it', async () => {
    const report = await verifyPackage(await test.assemble(), test.reader());
    expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(linesOf(textOf(test.build.files.get(names.health)))).toHaveLength(3);
  });

  it.each<readonly [what: string, check: string, code: string, change: Change]>([
    ['words', 'V05', 'LEAF_FORM', ({ files }) => files.set(names.health, Buffer.from('words\n'))],
    ['no line', 'V05', 'LEAF_FORM', ({ files }) => files.set(names.health, Buffer.from(''))],
    ['a line without an end', 'V05', 'LEAF_FORM', replaced(names.health, /\n$/, '')],
    ['a member more', 'V05', 'LEAF_FORM', replaced(names.health, '{"index"', '{"a":1,"index"')],
    ['an entry twice', 'V05', 'LEAF_FORM', lines((was) => [...was.slice(0, 1), ...was])],
    ['the other way round', 'V05', 'LEAF_FORM', lines((was) => was.reverse())],
    [
      ...(['more lines than it may have', 'V05', 'LEAF_FORM'] as const),
      lines(([one]) =>
        one === undefined
          ? []
          : Array.from({ length: mostHealth + 1 }, (_, index) => ({ ...one, index })),
      ),
    ],
    ['no leaf', 'V05', 'LEAF_FORM', first(() => ({ leaf: 'AAAA' }))],
    ['a leaf of another type', 'V05', 'LEAF_FORM', first(() => ({ leaf: leaf(1) }))],
    ['other words in a leaf', 'V05', 'EVENT_SIGNATURE', inLeaf('"starts":0', '"starts":7')],
    ['a leaf of another log', 'V05', 'LEAF_LOG', inLeaf('"log":"xa.', '"log":"xb.')],
    ['a leaf of another service', 'V05', 'EVENT_KEY', inLeaf('"audit"', '"inbox"')],
    ['another place', 'V06', 'PROOF_INVALID', first(({ index }) => ({ index: index - 1 }))],
    ['another way', 'V06', 'PROOF_INVALID', first(({ proof }) => ({ proof: proof.slice(1) }))],
  ])('%s: is found', async (_what, check, code, change) => {
    expect(await test.refusal(change)).toEqual([check, code, 1]);
  });

  it('is found as changed where one bit of it was turned', async () => {
    const bytes = await test.forged(() => undefined);
    const at = bytes.indexOf(`{"index":${test.story.health[0] ?? ''},"leaf":"`);
    const changed = Buffer.from(bytes);
    changed[at + 12] = (changed[at + 12] ?? 0) ^ 1;
    const { checks } = await verifyPackage(changed, test.reader(), 'first');
    expect(checks.find(({ verdict }) => verdict === 'fail')).toMatchObject({
      ...{ check: 'V02', code: 'FILE_HASH', where: names.health },
    });
  });

  it('of a service that may not tell it is refused', async () => {
    const thief = await TestPackage.make({
      healthHours: 1,
      signedBy: (typ) => (typ === 'system.health' ? 'inbox' : undefined),
    });
    try {
      const { checks } = await verifyPackage(await thief.assemble(), thief.reader());
      expect(checks.find(({ check }) => check === 'V05')).toMatchObject({
        ...{ code: 'EVENT_SERVICE', where: names.health },
      });
    } finally {
      thief.remove();
    }
  });
});
