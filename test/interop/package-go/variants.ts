import { names, type PackageIndex, paths, readZip, type Withheld, writeZip } from '#package';
import type { Case } from './agreement.js';
import { anchorIn } from '../../support/generated-log.js';
import { type Change, type Editable, type TestPackage } from '../../support/package.js';
import { flipBit } from '../../support/tlog.js';
import { harmless, insidersOf } from './insiders.js';
import { recount, showing, withholding } from './redactions.js';

type Random = (below: number) => number;
const day = 86_400_000;

function readersOf(test: TestPackage): readonly Omit<Case, 'bytes'>[] {
  const all = test.rootsFile();
  const lines = all.split('\n');
  const { version, head } = test.own.point();
  return [
    { name: 'all roots', roots: all },
    { name: 'no roots', roots: null },
    { name: 'another root', roots: all.replace(/^root XA .*$/m, `root XA ${'A'.repeat(40)}`) },
    { name: 'one root', roots: lines.slice(1).join('\n') },
    { name: 'no authority', roots: lines.slice(0, 2).join('\n') },
    { name: 'roots of others', roots: `${all}root XZ ${'B'.repeat(40)}\n` },
    { name: 'a head', roots: `${all}head XA ${version} ${head}\n` },
    { name: 'another head', roots: `${all}head XA ${version} ${'0'.repeat(64)}\n` },
    { name: 'ten years later', at: new Date(Date.now() + 3_650 * day) },
    { name: 'the day before', at: new Date(Date.now() - day) },
  ];
}

function settle(build: Editable): void {
  const { record, index, files } = build;
  recount(build);
  const shown = index.events.filter(({ withheld }) => withheld === null);
  const leaves = shown.map((event) => files.get(paths.event(event.index)));
  const sizes = new Set([...leaves.map(anchorIn), ...index.tokens.map(({ size }) => size)]);
  for (const name of files.keys()) {
    const size = /^data\/custody\/consistency\/(\d+)\.txt$/.exec(name)?.[1];
    const isDemanded = size !== undefined && Number(size) !== record.log.size;
    if (size !== undefined && !(isDemanded && sizes.has(Number(size)))) files.delete(name);
  }
}

const gone = (files: Editable['files'], ...all: readonly string[]): void => {
  for (const name of all) files.delete(name);
};

const reasons = ['THIRD_PERSON', 'HANDLING', 'TOO_LARGE', 'ERASED', 'LAW', 'NOT_NEEDED'] as const;
const anyOf = (random: Random): Withheld => reasons[random(reasons.length)] ?? 'LAW';

const lessOf: readonly ((build: Editable, random: Random, test: TestPackage) => void)[] = [
  (build, random, test) => showing(test, () => random(2) === 0)(build),
  ({ record, index, files }, random) => {
    index.events = index.events.map((event) => {
      if (event.index === record.gathered || event.withheld !== null || random(4) > 0) return event;
      gone(files, paths.event(event.index), paths.disclosure(event.index));
      return { ...event, values: [], withheld: anyOf(random) };
    });
  },
  (build, random) => withholding(1 + random(3), anyOf(random))(build),
  ({ index, files }) => {
    if (index.messages[0]?.withheld !== null) return;
    index.messages = withFirst(index.messages, { attachments: ['HANDLING', 'TOO_LARGE'] });
    gone(files, paths.attachment(1, 1));
  },
  ({ index, files }) => {
    index.messages = withFirst(index.messages, { ciphertext: false });
    gone(files, paths.message(1, 'original.pgp'));
  },
  ({ index, files }) => {
    gone(files, ...index.lists.map(paths.revocationList));
    index.lists = [];
  },
  ({ index, files }) => {
    gone(files, paths.token(1), ...index.tokens.map(({ size }) => paths.checkpoint(size)));
    index.tokens = [];
  },
  ({ index, files }, random) => {
    const kept = index.receipts.slice(0, random(2));
    for (let r = kept.length + 1; r <= index.receipts.length; r += 1)
      gone(files, paths.receipt(r), paths.receiptProof(r));
    index.receipts = kept;
  },
];
const withFirst = (
  messages: PackageIndex['messages'],
  changes: Partial<PackageIndex['messages'][number]>,
): PackageIndex['messages'] =>
  messages.map((each, i) => (i === 0 ? { ...each, ...changes } : each));

const lessened =
  (test: TestPackage, random: Random): Change =>
  (build) => {
    for (const less of lessOf) if (random(3) === 0) less(build, random, test);
    settle(build);
  };

export async function unchanged(test: TestPackage, count: number, random: Random): Promise<Case[]> {
  const whole = await test.assemble();
  const payload = readZip(whole).flatMap(({ name }) => (name.startsWith('data/') ? [name] : []));
  const needed = payload.filter((name) => name !== names.record && name !== names.index);
  const readers = readersOf(test);
  const cases: Case[] = [];
  for (let i = 0; i < count; i += 1) {
    const reader = readers[Math.floor(i / 10) % readers.length];
    if (i % 10 === 0) cases.push({ name: '', ...reader, bytes: whole });
    else if (i % 10 < 3) {
      const name = needed[random(needed.length)] ?? '';
      const bytes = await test.forged((files) => files.delete(name));
      cases.push({ name: `without ${name}`, bytes });
    } else {
      const build = test.changed(lessened(test, random));
      cases.push({ name: `less ${i}`, bytes: await test.assemble(build) });
    }
  }
  return cases;
}

type Member = Pick<ReturnType<typeof readZip>[number], 'name' | 'content'>;
const written = (members: readonly Member[]): Buffer =>
  writeZip([
    ...members.filter(({ name }) => name === names.mimetype),
    ...members
      .filter(({ name }) => name !== names.mimetype)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  ]);

export function byAnybody(whole: Buffer, random: Random, kind: number): Case {
  const members: readonly Member[] = readZip(whole);
  // Not the first, `mimetype`: without it there is no container.
  const at = 1 + random(members.length - 1);
  const { name, content } = members[at] ?? { name: '', content: new Uint8Array() };
  const other = { name: `data/extra-${at}.json`, content: Buffer.from('{}') };
  const bit = random(Math.max(1, content.length * 8));
  switch (kind) {
    case 0:
      return { name: `removed ${name}`, bytes: written(members.toSpliced(at, 1)) };
    case 1:
      return { name: `added ${other.name}`, bytes: written([...members, other]) };
    case 2:
      return {
        ...{ name: `renamed ${name}` },
        bytes: written(members.with(at, { name: `${name}.old`, content })),
      };
    default: {
      const bytes = written(members.with(at, { name, content: flipBit(content, bit) }));
      return { name: `bit ${bit} of ${name}, CRC anew`, bytes };
    }
  }
}

export async function mutated(test: TestPackage, count: number, random: Random): Promise<Case[]> {
  const whole = await test.assemble();
  const deck = Object.entries(insidersOf(test)).filter(([name]) => !harmless.includes(name));
  const cases: Case[] = [];
  let dealt = random(deck.length);
  for (let i = 0; i < count; i += 1) {
    if (i % 10 < 4) cases.push(byAnybody(whole, random, i % 10));
    else if (i % 10 < 9) {
      const [name, change] = deck[(dealt += 1) % deck.length] ?? ['', () => undefined];
      cases.push({ name, bytes: await test.forgedBuild(test.changed(change)) });
    } else cases.push(await bitByInsider(test, whole, random));
  }
  return cases;
}

async function bitByInsider(test: TestPackage, whole: Buffer, random: Random): Promise<Case> {
  const members = readZip(whole).filter(
    ({ name, content }) => name.startsWith('data/') && content.length > 0,
  );
  const { name, content } = members[random(members.length)] ?? {
    name: '',
    content: Buffer.alloc(1),
  };
  const bit = random(content.length * 8);
  const bytes = await test.forged((files) => files.set(name, flipBit(content, bit)));
  return { name: `bit ${bit} of ${name}, all anew`, bytes };
}
