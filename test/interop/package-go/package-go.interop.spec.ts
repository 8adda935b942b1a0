import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  names,
  noRoots,
  parseRoots,
  type Reader,
  readZip,
  verifyPackage,
  writeZip,
} from '#package';
import { timestamp } from '#kernel';
import { randomFrom } from '../../support/generated-log.js';
import { TestPackage } from '../../support/package.js';
import { TimeAuthority } from '../../support/time-authority.js';
import { flipBit } from '../../support/tlog.js';
import { harmless, insidersOf } from './insiders.js';
import { findingsOf, SecondVerifier, verdictsOf } from './second-verifier.js';

const day = 86_400_000;
/** Bit flips and changed lists of files; with those of insiders they are more than a hundred. */
const MUTATIONS = Number(process.env['PACKAGE_MUTATIONS'] ?? 60);

let test: TestPackage;
let whole: Buffer;
let go: SecondVerifier;
beforeAll(async () => {
  go = new SecondVerifier();
  test = await TestPackage.make();
  whole = await test.assemble();
}, 240_000);
afterAll(() => {
  go.remove();
  test.remove();
});

interface Case {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Contents of the file of roots; null: there is none. */
  readonly roots?: string | null;
  readonly at?: Date;
}

/** Both verdicts of each case in which they differ, or have an exit code that none of these may have. */
async function differences(
  cases: readonly Case[],
  exits: readonly number[] = [0, 1, 2],
): Promise<unknown[]> {
  const reader = test.reader();
  const asked = cases.map(({ bytes, roots = test.rootsFile(), at = reader.at }) => [
    go.write(bytes),
    ...(roots === null ? [] : ['--roots', go.write(roots)]),
    ...['--at', timestamp(at)],
  ]);
  const answers = await go.judge(asked);
  expect(answers).toHaveLength(cases.length);
  const found: unknown[] = [];
  for (const [i, { name, bytes, roots, at = reader.at }] of cases.entries()) {
    const by: Reader = {
      roots: roots === null ? noRoots : parseRoots(roots ?? test.rootsFile()),
      at,
    };
    const ours = await verifyPackage(bytes, by);
    const theirs = answers[i] ?? { exit: -1 };
    if (!isSame(verdictsOf(ours), verdictsOf(theirs)) || !exits.includes(theirs.exit))
      found.push({ name, ours: findingsOf(ours), theirs: findingsOf(theirs) });
  }
  return found;
}
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

type Member = Pick<ReturnType<typeof readZip>[number], 'name' | 'content'>;
const written = (members: readonly Member[]): Buffer =>
  writeZip([
    ...members.filter(({ name }) => name === names.mimetype),
    ...members
      .filter(({ name }) => name !== names.mimetype)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  ]);

/** What somebody without any key makes of a package: bits, contents, and the list of files. */
function mutation(random: (below: number) => number, i: number): Case {
  const members: readonly Member[] = readZip(whole);
  // The first is `mimetype`: without it there is no container to write.
  const at = 1 + random(members.length - 1);
  const { name, content } = members[at] ?? { name: '', content: new Uint8Array() };
  const other = { name: `data/extra-${i}.json`, content: Buffer.from('{}') };
  switch (i % 10) {
    case 0:
      return { name: `${i} removed ${name}`, bytes: written(members.toSpliced(at, 1)) };
    case 1:
      return { name: `${i} added ${other.name}`, bytes: written([...members, other]) };
    case 2: {
      const renamed = { name: `${name}.old`, content };
      return { name: `${i} renamed ${name}`, bytes: written(members.with(at, renamed)) };
    }
    case 3:
    case 4:
    case 5: {
      const bit = random(content.length * 8);
      const bytes = written(members.with(at, { name, content: flipBit(content, bit) }));
      return { name: `${i} bit ${bit} of ${name}, CRC anew`, bytes };
    }
    default: {
      const bit = random(whole.length * 8);
      return { name: `${i} bit ${bit}`, bytes: flipBit(whole, bit) };
    }
  }
}

describe('the verifier in Go', () => {
  it('takes what is whole, by its exit code and each check', () => {
    const [file, roots] = [go.write(whole), go.write(test.rootsFile())];
    const at = timestamp(test.reader().at);
    const ran = go.run('verify', file, '--roots', roots, '--at', at, '--json');
    const report = JSON.parse(ran.out) as Parameters<typeof verdictsOf>[0];
    expect(ran.exit).toBe(0);
    expect(report.checks).toHaveLength(12);
    expect(findingsOf(report)).toBe('');
    expect(report).toMatchObject({
      exhibit: test.build.record.exhibit,
      withheld: test.build.index.withheld,
    });
    expect(go.run(file, '--roots', file).exit).toBe(3);
    expect(go.run(file, '--at', 'yesterday').exit).toBe(3);
    expect(go.run(`${file}-not-there`).exit).toBe(3);
  });

  it('agrees on what a reader has, and on when is asked', async () => {
    const other = test.rootsFile().replace(/^root XA .*$/m, `root XA ${'A'.repeat(40)}`);
    const lines = test.rootsFile().split('\n');
    const { version, head } = test.own.point();
    const cases: Case[] = [
      { name: 'all', bytes: whole },
      { name: 'no roots', bytes: whole, roots: null },
      { name: 'another root', bytes: whole, roots: other },
      { name: 'one root', bytes: whole, roots: lines.slice(1).join('\n') },
      { name: 'no authority', bytes: whole, roots: lines.slice(0, 2).join('\n') },
      {
        name: 'roots of others',
        bytes: whole,
        roots: `${test.rootsFile()}root XZ ${'B'.repeat(40)}\n`,
      },
      { name: 'a head', bytes: whole, roots: `${test.rootsFile()}head XA ${version} ${head}\n` },
      {
        name: 'another head',
        bytes: whole,
        roots: `${test.rootsFile()}head XA ${version} ${'0'.repeat(64)}\n`,
      },
      { name: 'ten years later', bytes: whole, at: new Date(Date.now() + 3_650 * day) },
      { name: 'the day before', bytes: whole, at: new Date(Date.now() - day) },
    ];
    expect(await differences(cases)).toEqual([]);
  });

  it('agrees on what is incomplete: every eighth file missing', async () => {
    const payload = readZip(whole).flatMap(({ name }) => (name.startsWith('data/') ? [name] : []));
    const cases: Case[] = [];
    for (const [i, name] of payload.entries())
      if (i % 8 === 0)
        cases.push({
          name: `without ${name}`,
          bytes: await test.forged((files) => files.delete(name)),
        });
    expect(await differences(cases, [1, 2])).toEqual([]);
  });

  it(`agrees on ${MUTATIONS} mutations, and takes none`, async () => {
    const random = randomFrom(16);
    const cases = Array.from({ length: MUTATIONS }, (_, i) => mutation(random, i));
    expect(await differences(cases, [1])).toEqual([]);
  });

  it('agrees on what insiders made anew', async () => {
    const cases: Case[] = [];
    expect(Object.keys(insidersOf(test)).length + MUTATIONS).toBeGreaterThan(100);
    for (const [name, change] of Object.entries(insidersOf(test)))
      cases.push({ name, bytes: await test.assemble(test.changed(change)) });
    const stranger = await TimeAuthority.create('Stranger');
    try {
      const by = {
        name: 'stamped by a stranger',
        bytes: await test.assemble(test.build, { authority: stranger }),
      };
      cases.push(by);
    } finally {
      stranger.remove();
    }
    const key = test.own.keys.signing;
    cases.push(
      { name: 'token as it came', bytes: await test.assemble(test.build, { isFormed: false }) },
      { name: 'sealed by another key', bytes: await test.assemble(test.build, { key }) },
      {
        name: 'sealed a day later',
        bytes: await test.assemble(test.build, { at: new Date(Date.now() + 2 * day) }),
      },
    );
    const isHarmless = ({ name }: Case): boolean => harmless.includes(name);
    expect(await differences(cases.filter(isHarmless), [0])).toEqual([]);
    const others = cases.filter((each) => !isHarmless(each));
    expect(await differences(others, [1, 2])).toEqual([]);
  });

  it('agrees on keys that were ended before and after their bracket, and on an old gathering', async () => {
    const suspended = (seconds: number) => ({
      later: ({ own, at }: { own: TestPackage['own']; at: Date }) =>
        own.suspension('ana', new Date(at.getTime() + seconds * 1_000), { issuedAt: new Date() }),
    });
    for (const telling of [suspended(-60), suspended(3_600), { ageSeconds: 3 * 86_400 }]) {
      const told = await TestPackage.make(telling);
      const roots = told.rootsFile();
      const cases = [{ name: JSON.stringify(telling), bytes: await told.assemble(), roots }];
      expect(await differences(cases)).toEqual([]);
      told.remove();
    }
  });
});
