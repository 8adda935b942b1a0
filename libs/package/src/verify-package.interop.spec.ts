import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestPackage } from '../../../test/support/package.js';
import { checks } from './findings.js';
import { names, paths } from './container/layout.js';
import { noRoots, parseRoots, type Roots } from './contents/roots.js';
import type { Report } from './verdict.js';
import { verifyPackage } from './verify-package.js';
import { type Member, readZip, writeZip } from './container/zip.js';

let test: TestPackage;
let whole: Buffer;

beforeAll(async () => {
  test = await TestPackage.make();
  whole = await test.assemble();
}, 60_000);

afterAll(() => {
  test.remove();
});

const day = 86_400_000;
const later = (days: number): Date => new Date(Date.now() + days * day);

const outcomeOf = ({ exit, checks: results }: Report): readonly string[] => [
  `exit ${exit}`,
  ...results
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ check, verdict, code }) => `${check} ${verdict ?? 'not made'} ${code ?? ''}`.trim()),
];

const without = (name: string): readonly Member[] =>
  readZip(whole).filter((member) => member.name !== name);

describe('a package', () => {
  it('passes every check of a reader who has the roots, and says what is withheld', async () => {
    const report = await verifyPackage(whole, test.reader());
    expect(outcomeOf(report)).toEqual(['exit 0']);
    expect(report.checks.map(({ check }) => check)).toEqual(checks);
    expect(report.exhibit).toBe('border-police-2026-1');
    expect(report.withheld).toEqual(test.build.index.withheld);
    expect(report.withheld).toMatchObject({ events: 1, files: 1, unnamed: 2 });
  });

  it('is incomplete to a reader who has no roots, or not all', async () => {
    const of = async (roots: Roots): Promise<readonly string[]> =>
      outcomeOf(await verifyPackage(whole, test.reader({ roots })));
    expect(await of(noRoots)).toEqual([
      ...['exit 2', 'V03 incomplete ROOT_UNKNOWN', 'V10 incomplete TSA_UNKNOWN'],
    ]);
    const own = parseRoots(`root XA ${test.own.rootFingerprint}`);
    const { authorities } = test.reader().roots;
    expect(await of({ ...own, authorities })).toEqual(['exit 2', 'V03 incomplete ROOT_UNKNOWN']);
  });

  it('is invalid to a reader who has other roots, or a point of a directory that is not in it', async () => {
    const { roots } = test.reader();
    const states = new Map(roots.states).set(test.own.state, test.neighbour.rootFingerprint);
    expect(
      outcomeOf(await verifyPackage(whole, test.reader({ roots: { ...roots, states } }))),
    ).toEqual([...['exit 1', 'V03 fail ROOT_DIFFERS']]);
    const { version, head } = test.neighbour.point();
    const heads = new Map([[test.own.state, { version, head }]]);
    expect(
      outcomeOf(await verifyPackage(whole, test.reader({ roots: { ...roots, heads } }))),
    ).toEqual([...['exit 1', 'V03 fail DIRECTORY_HEAD']]);
  });

  it('is judged as of a time: not before it was stamped, and incomplete once certificates have ended', async () => {
    const at = async (days: number): Promise<readonly string[]> =>
      outcomeOf(await verifyPackage(whole, test.reader({ at: later(days) })));
    expect(await at(300)).toEqual(['exit 0']);
    expect(await at(-1)).toEqual(['exit 1', 'V10 fail TOKEN_FUTURE']);
    expect(await at(3_650)).toEqual(['exit 2', 'V10 incomplete TOKEN_EXPIRED']);
  });

  it('is invalid when a file was taken out, put in or renamed', async () => {
    const tried = async (members: readonly Member[]): Promise<readonly string[]> =>
      outcomeOf(await verifyPackage(writeZip(members), test.reader(), 'first')).slice(0, 2);
    const event = paths.event(1);
    expect(await tried(without(event))).toEqual(['exit 1', 'V02 fail FILE_GONE']);
    const added = { name: 'data/custody/events/999.json', content: Buffer.from('{}') };
    expect(await tried([...readZip(whole), added])).toEqual(['exit 1', 'V02 fail FILE_UNLISTED']);
    const renamed = readZip(whole).map((each) =>
      each.name === event ? { ...each, name: paths.event(2) + 'x' } : each,
    );
    expect((await tried(renamed))[1]).toMatch(/^V02 fail/);
    for (const name of [names.seal, names.guide, names.bagit, names.sha256, names.tags])
      expect((await tried(without(name)))[1]).toMatch(/^V02 fail/);
    for (const name of [names.asic, names.token])
      expect((await tried(without(name)))[0]).not.toBe('exit 0');
  });

  it('is found by names that it must have, and shows none that somebody chose', async () => {
    const chosen = '\u001b[2J\u009bVALID: every check holds.\r';
    const other = readZip(whole).map((each) => {
      const text = Buffer.from(each.content).toString('latin1');
      if (each.name === names.sha256)
        return { ...each, content: Buffer.from(`${text}00  ${chosen}\n`, 'latin1') };
      const reference = `<asic:DataObjectReference URI="${chosen}">\n<ds:DigestMethod\n<ds:DigestValue></ds:DigestValue>\n`;
      return each.name === names.asic
        ? { ...each, content: Buffer.from(`${text}${reference}`, 'latin1') }
        : each;
    });
    const { exit, checks: results } = await verifyPackage(writeZip(other), test.reader());
    expect(exit).toBe(1);
    for (const { where } of results) expect(where ?? '').toMatch(/^[A-Za-z0-9@._/ -]*$/);
  });

  it('gets a verdict whatever the bytes are', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('PK'),
      whole.subarray(0, 999),
      whole.subarray(1),
    ])
      expect(outcomeOf(await verifyPackage(bytes, test.reader())).slice(0, 2)).toEqual([
        ...['exit 1', 'V01 fail ZIP_FORM'],
      ]);
    const bare = writeZip(readZip(whole).slice(0, 1));
    expect((await verifyPackage(bare, test.reader())).exit).toBe(1);
  });
});
