import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { timestamp } from '#kernel';
import { names, readZip, writeZip } from '#package';
import { randomFrom } from '../../support/generated-log.js';
import { TestPackage } from '../../support/package.js';
import type { StoryEdits } from '../../support/package-story.js';
import { TimeAuthority } from '../../support/time-authority.js';
import { type Agreement, type Case, compared } from './agreement.js';
import { cmsSealsOf } from './cms-seals.js';
import { formerRootsOf } from './former-root.js';
import { flippedByCli, flippedByGo, flipsOf } from './flips.js';
import { harmless, healthInsiders, insidersOf } from './insiders.js';
import { findingsOf, SecondVerifier, verdictsOf } from './second-verifier.js';
import { mutated, unchanged } from './variants.js';

const day = 86_400_000;
// Changed packages; test/README.md gives the number for the long run.
const mutations = Number(process.env['PACKAGE_MUTATIONS'] ?? 30);
const [packages, flips] = [70 + mutations, 2_000];

let test: TestPackage;
let whole: Buffer;
let go: SecondVerifier;
beforeAll(async () => {
  go = new SecondVerifier();
  test = await TestPackage.make({ healthHours: 2 });
  whole = await test.assemble();
}, 240_000);
afterAll(() => {
  go.remove();
  test.remove();
});

const exitsOf = ({ exits }: Agreement): number[] => [...exits.keys()].sort();

describe('the verifier in Go', () => {
  it('takes what is whole, by its exit code and each check', () => {
    const [file, roots] = [go.write(whole), go.write(test.rootsFile())];
    const at = timestamp(test.reader().at);
    const ran = go.runVerifier('verify', file, '--roots', roots, '--at', at, '--json');
    const report = JSON.parse(ran.out) as Parameters<typeof verdictsOf>[0];
    expect(ran.exit).toBe(0);
    expect(report.checks).toHaveLength(12);
    expect(findingsOf(report)).toBe('');
    expect(report).toMatchObject({
      exhibit: test.build.record.exhibit,
      withheld: test.build.index.withheld,
    });
    expect(go.runVerifier(file, '--roots', file).exit).toBe(3);
    expect(go.runVerifier(file, '--at', 'yesterday').exit).toBe(3);
    expect(go.runVerifier(file, '--flip', '1').exit).toBe(3);
    expect(go.runVerifier(`${file}-not-there`).exit).toBe(3);
  });

  it(`agrees with the other on ${packages} packages, ${mutations} of them changed, none of which it takes`, async () => {
    const random = randomFrom(16);
    const good = await compared(go, test, await unchanged(test, packages - mutations, random));
    expect(good.differences).toEqual([]);
    expect(exitsOf(good)).toEqual([0, 1, 2]);
    // Only a reader with other roots, or asking before the package existed, gets "invalid".
    const refused = ['another root', 'another head', 'the day before'];
    expect(good.exits.get(1)?.filter((name) => !refused.includes(name))).toEqual([]);
    const bad = await compared(go, test, await mutated(test, mutations, random));
    expect(bad.differences).toEqual([]);
    expect(bad.exits.get(0) ?? []).toEqual([]);
    expect(good.compared + bad.compared).toBe(packages);
  }, 600_000);

  it(`finds ${flips} flipped bits, as the other does, each by the check and file of the table`, async () => {
    const all = flipsOf(whole, flips, randomFrom(18));
    for (const check of ['V01', 'V02'])
      expect(all.filter((flip) => flip.check === check).length).toBeGreaterThanOrEqual(100);
    for (const found of [
      await flippedByCli(test, whole, all),
      await flippedByGo(go, test, whole, all),
    ]) {
      expect([found.judged, found.unfound]).toEqual([flips, []]);
      // proto/package.md promises 95 of 100; both verifiers find all.
      expect(found.odd).toEqual([]);
    }
  });

  it('agrees on seals and stamps of others, or none, and takes what a State may say as well', async () => {
    const stranger = await TimeAuthority.create('Stranger');
    const key = test.own.keys.signing;
    const at = new Date(Date.now() + 2 * day);
    const cases: Case[] = [
      {
        ...{ name: 'stamped by a stranger' },
        bytes: await test.assemble(test.build, { authority: stranger }),
      },
      { name: 'token as it came', bytes: await test.assemble(test.build, { isFormed: false }) },
      { name: 'sealed by another key', bytes: await test.assemble(test.build, { key }) },
      { name: 'sealed a day later', bytes: await test.assemble(test.build, { at }) },
      ...[names.token, names.asic, names.tags, names.seal, names.guide].map((name) => ({
        name: `without ${name}`,
        bytes: writeZip(readZip(whole).filter((member) => member.name !== name)),
      })),
    ];
    stranger.remove();
    const others = await compared(go, test, cases);
    expect([others.differences, others.exits.get(0) ?? []]).toEqual([[], []]);
    const said: Case[] = [];
    for (const [name, change] of Object.entries(insidersOf(test)))
      if (harmless.includes(name))
        said.push({ name, bytes: await test.assemble(test.changed(change)) });
    const taken = await compared(go, test, said);
    expect([taken.differences, taken.exits.get(0)]).toEqual([[], said.map(({ name }) => name)]);
  });

  it('agrees on a record of the services that was changed, or left out', async () => {
    const cases: Case[] = [];
    for (const [name, change] of Object.entries(healthInsiders))
      cases.push({ name, bytes: await test.assemble(test.changed(change)) });
    const found = await compared(go, test, cases);
    expect(found.differences).toEqual([]);
    expect(found.exits.get(0)).toEqual(['no record of the services']);
    expect(found.exits.get(1)).toHaveLength(cases.length - 1);
  });

  it('agrees on CMS seals of others, over other bytes, at another time, and gone', async () => {
    const cases = await cmsSealsOf(test);
    const found = await compared(go, test, cases);
    expect(found.differences).toEqual([]);
    for (const exit of [0, 1, 2] as const)
      expect(found.exits.get(exit)).toEqual(
        cases.filter((each) => each.exit === exit).map(({ name }) => name),
      );
  });

  it('agrees to take nothing from whoever has a former root of the neighbour', async () => {
    const found = await compared(go, test, await formerRootsOf(test));
    expect([found.differences, exitsOf(found)]).toEqual([[], [1]]);
  });

  const suspended = (seconds: number) => ({
    later: ({ own, at }: { own: TestPackage['own']; at: Date }) =>
      own.suspension('ana', new Date(at.getTime() + seconds * 1_000), { issuedAt: new Date() }),
  });
  const recorded = (typ: string, changes: Record<string, unknown>): StoryEdits => ({
    recorded: (draft) => (draft['typ'] === typ ? { ...draft, ...changes } : draft),
  });
  const anchor = { origin: 'xa.example/log', size: 999, root: Buffer.alloc(32).toString('base64') };
  it.each<readonly [what: string, exit: number, telling: Parameters<typeof TestPackage.make>[0]]>([
    ['a mandate that ended before', 1, suspended(-60)],
    ['one that ended after', 0, suspended(3_600)],
    ['an old gathering', 1, { ageSeconds: 3 * 86_400 }],
    [
      ...['a leaf by the key of another service', 1],
      { signedBy: (typ) => (typ === 'case.opened' ? 'exchange' : undefined) },
    ],
    ['no sealed message in a leaf', 1, recorded('msg.send.intent', { obj: [] })],
    [
      ...['an envelope that knows more of the log than there is', 1],
      { sealed: (envelope) => ({ ...envelope, anchor: { own: anchor, peer: anchor } }) },
    ],
  ] as const)('agrees on %s', async (_what, exit, telling) => {
    const testPackage = await TestPackage.make(telling);
    try {
      const found = await compared(go, testPackage, [
        { name: 'told', bytes: await testPackage.assemble() },
      ]);
      expect([found.differences, [...found.exits.keys()]]).toEqual([[], [exit]]);
    } finally {
      testPackage.remove();
    }
  });
});
