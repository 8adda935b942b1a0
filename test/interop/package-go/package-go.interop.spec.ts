import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  names,
  noRoots,
  parseRoots,
  paths,
  type Reader,
  readZip,
  verifyPackage,
  writeZip,
} from '#package';
import { timestamp } from '#kernel';
import { randomFrom } from '../../support/generated-log.js';
import {
  both,
  type Change,
  copied,
  replaced,
  swapped,
  TestPackage,
  turned,
} from '../../support/package.js';
import { TimeAuthority } from '../../support/time-authority.js';
import { flipBit } from '../../support/tlog.js';
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

interface Vector {
  readonly name: string;
  readonly operation: string;
  readonly input: string;
  readonly expect: string;
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

/** What somebody with the State's package key and a time-stamp authority makes of it. */
function insiders(): Readonly<Record<string, Change>> {
  const event = (typ: string): string => paths.event(test.indexOf(typ));
  const { tokens, events } = test.build.index;
  const size = tokens[0]?.size ?? 0;
  const message = (name: string): string => paths.message(1, name);
  return {
    document: replaced(message('document.json'), 'VESSEL', 'VEHICLE'),
    'a word of a document': replaced(message('document.json'), 'file-1.txt', 'file-9.txt'),
    'an office': replaced(message('document.json'), '"officer":"ana"', '"officer":"eli"'),
    'an address': replaced(message('document.json'), '"state":"XB"', '"state":"XC"'),
    'signature of an officer': turned(message('document.sig')),
    'certificate of an officer': turned(message('certificate.pgp')),
    'certificate of another': copied(
      paths.message(2, 'certificate.pgp'),
      message('certificate.pgp'),
    ),
    envelope: replaced(message('envelope.json'), '"seq":1', '"seq":2'),
    'signature of an envelope': turned(message('envelope.sig')),
    'two envelopes': both(
      swapped(message('envelope.json'), paths.message(2, 'envelope.json')),
      swapped(message('envelope.sig'), paths.message(2, 'envelope.sig')),
    ),
    attachment: turned(paths.message(1, 'attachments/1')),
    ciphertext: turned(message('original.pgp')),
    'a leaf': replaced(event('case.opened'), '"side":"ASKING"', '"side":"ASKED"'),
    'a leaf that is none': turned(event('case.opened')),
    'two leaves': swapped(event('case.opened'), event('msg.signed')),
    'leaf of another': copied(event('msg.signed'), event('item.decrypted')),
    disclosure: turned(paths.disclosure(test.indexOf('msg.signed'))),
    'disclosure of another leaf': copied(
      paths.disclosure(test.indexOf('msg.signed')),
      paths.disclosure(test.indexOf('case.opened')),
    ),
    'an event left out': leftOut(test.indexOf('item.decrypted')),
    'the end left out': leftOut(test.build.record.gathered),
    'an event of another sort': (build) => {
      build.index.events = build.index.events.map((one) =>
        one.index === test.indexOf('item.decrypted') ? { ...one, why: 'LINK' } : one,
      );
    },
    proof: turned(paths.proof(test.indexOf('msg.signed'))),
    'two proofs': swapped(
      paths.proof(test.indexOf('msg.signed')),
      paths.proof(test.indexOf('case.opened')),
    ),
    'a step of a proof': replaced(paths.proof(events.at(-1)?.index ?? 0), /\n[A-Za-z0-9]/, '\nz'),
    consistency: replaced(paths.consistency(size), /^./, '/'),
    'size of the checkpoint': (build) => {
      build.record.log = { ...build.record.log, size: build.record.log.size + 1 };
    },
    'origin of the log': (build) => {
      build.record.log = { ...build.record.log, origin: 'xa.example/other' };
    },
    checkpoint: turned(names.checkpoint),
    'a line under the checkpoint': replaced(names.checkpoint, /xb\.example/, 'xc.example'),
    'an earlier checkpoint': turned(paths.checkpoint(size)),
    'no quorum': replaced(names.policy, 'quorum XB-1', 'quorum none'),
    'an unknown word in the policy': replaced(names.policy, 'quorum XB-1', 'quorum XC-1'),
    'a kept token': turned(paths.token(1)),
    'no leaf of a token': (build) => {
      build.index.tokens = build.index.tokens.map((one) => ({ ...one, stamped: null }));
    },
    'another leaf of a token': (build) => {
      build.index.tokens = build.index.tokens.map((one) => ({ ...one, stamped: 0 }));
    },
    'two receipts': swapped(paths.receipt(1), paths.receipt(2)),
    'a receipt': replaced(paths.receipt(1), '"parts":1', '"parts":2'),
    'proof of a receipt': copied(paths.receiptProof(1), paths.receiptProof(2)),
    'stage of a receipt': (build) => {
      build.index.receipts = build.index.receipts.map((one) => ({ ...one, stage: 'REJECTED' }));
    },
    'no receipts': (build) => {
      build.index.receipts = [];
      for (const r of [1, 2]) {
        build.files.delete(paths.receipt(r));
        build.files.delete(paths.receiptProof(r));
      }
    },
    'fields withheld': counted({ fields: 1_000 }),
    'events withheld': counted({ events: 2 }),
    'files withheld': counted({ files: 0 }),
    'leaves unnamed': counted({ unnamed: 3 }),
    'another exhibit': (build) => {
      build.record.exhibit = 'border-police-2026-2';
    },
    'another software': (build) => {
      build.record.software = '0.2.0';
    },
    'another link': (build) => {
      build.record.link = 'cd'.repeat(16) as typeof build.record.link;
    },
    'another thread': (build) => {
      build.record.thread = test.otherThread;
    },
    'another head': (build) => {
      build.record.directories = build.record.directories.map((one) => ({
        ...one,
        version: one.version - 1,
      }));
    },
    'an entry of a directory': turned(paths.directory(test.neighbour.state)),
    'two directories': swapped(
      paths.directory(test.own.state),
      paths.directory(test.neighbour.state),
    ),
    'a key': turned(paths.key(test.own.keys.signing.fingerprint)),
    'key of another': swapped(
      paths.key(test.own.keys.signing.fingerprint),
      paths.key(test.neighbour.keys.signing.fingerprint),
    ),
    'a certificate of an authority': turned(
      paths.certificate(test.build.index.certificates[0] ?? ''),
    ),
    'a list of an authority': turned(paths.list(test.build.index.lists[0] ?? '')),
  };
}
/** What the State may say as well: a neighbour's witness has signed all the same, a token needs no leaf, software is a word. */
const harmless = ['no quorum', 'no leaf of a token', 'another software'];
const leftOut =
  (index: number): Change =>
  (build) => {
    build.index.events = build.index.events.filter((event) => event.index !== index);
    for (const name of [paths.event(index), paths.proof(index), paths.disclosure(index)])
      build.files.delete(name);
  };
const counted =
  (changes: Readonly<Record<string, number>>): Change =>
  (build) => {
    build.index.withheld = { ...build.index.withheld, ...changes };
  };

const vectors = fileURLToPath(new URL('../../vectors/wire/', import.meta.url));
/** No entry of a chain that stays at home: no package has one. */
const travels = (input: string): boolean =>
  !/"chain":"(peers|retention)"/.test(Buffer.from(input, 'base64').toString());
/** Codes and vectors of what is asked only of a document that is sent or comes: a package holds what was filed. */
const notOfKept = [
  ...['ITEM_MISSING', 'NOT_AVAILABLE_YET'],
  ...['document-delay-notice-for-ever', 'document-response-subject-link-blank'],
];

/** What a clock decides that a package does not ask: it is judged as of the times in it. */
const byTheClock = [
  ...['expired-key.json', 'key-of-tomorrow.json', 'retired-key.json', 'future-signature.json'],
  ...['far-future-signature.json', 'expired-key-signature.json'],
];

describe('the verifier in Go', () => {
  it('takes and refuses the vectors of documents, envelopes and entries', async () => {
    const cases = readdirSync(vectors)
      .map((name) => JSON.parse(readFileSync(join(vectors, name), 'utf8')) as Vector)
      .filter(({ operation }) => ['document', 'envelope', 'entry'].includes(operation))
      .filter(({ name, expect: code }) => ![name, code].some((each) => notOfKept.includes(each)))
      .filter(({ operation, input }) => operation !== 'entry' || travels(input));
    const asked = cases.map(({ operation, input }) => [
      ...['form', operation],
      go.write(Buffer.from(input, 'base64')),
    ]);
    const answers = await go.judge(asked);
    const wrong = cases.filter(
      ({ expect: code }, i) => answers[i]?.exit !== (code === 'ok' ? 0 : 1),
    );
    expect(wrong.map(({ name, expect: code }) => `${name} ${code}`)).toEqual([]);
    expect(cases.length).toBeGreaterThan(150);
  });

  it('takes and refuses the vectors of certificates and signatures', async () => {
    const folder = fileURLToPath(new URL('../../vectors/openpgp/', import.meta.url));
    const cases = readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !byTheClock.includes(name))
      .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
      .map(({ name, text }) => ({ name, text, vector: JSON.parse(text) as Vector }))
      .filter(({ vector }) => ['certificate', 'verify'].includes(vector.operation));
    const answers = await go.judge(cases.map(({ text }) => ['form', 'openpgp', go.write(text)]));
    const wrong = cases.filter(
      ({ vector }, i) => answers[i]?.exit !== (vector.expect === 'ACCEPTED' ? 0 : 1),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
    expect(cases.length).toBeGreaterThan(40);
  });

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
    expect(Object.keys(insiders()).length + MUTATIONS).toBeGreaterThan(100);
    for (const [name, change] of Object.entries(insiders()))
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
