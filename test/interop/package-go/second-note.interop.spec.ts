import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { names, parseRoots, verifyPackage } from '#package';
import { addSignatures, keyHash, makeSigner, type Signer, signSecondNote } from '#tlog';
import { Findings } from '../../../libs/package/src/findings.js';
import { factsOf } from '../../../libs/package/src/reading/facts.js';
import { checkWitnesses, cosignersOf } from '../../../libs/package/src/verify/v09-witnesses.js';
import { type Change, TestPackage, textOf } from '../../support/package.js';
import { ScriptRuns } from './script-runs.js';
import { aWitness, policy, SecondNotes, secondNotesOf } from './second-notes.js';

let test: TestPackage;
let notes: SecondNotes;

beforeAll(async () => {
  test = await TestPackage.make();
  notes = new SecondNotes(test);
}, 60_000);

afterAll(() => {
  test.remove();
});

const own = (): Signer => test.own.noteSigner('witness');
async function judged(change: Change, known: readonly Signer[]) {
  const bytes = await test.assemble(test.changed(change));
  return verifyPackage(bytes, { ...test.reader(), roots: notes.roots(known) });
}
async function found(change: Change, known: readonly Signer[] = []) {
  const reader = { ...test.reader(), roots: notes.roots(known) };
  const facts = await factsOf({ members: [], ...test.changed(change) }, reader);
  const findings = new Findings('V09');
  checkWitnesses(facts, findings);
  const parties = cosignersOf(facts).map(({ party }) => party);
  return [findings.all.map(({ code }) => code).join(), ...parties];
}

describe('a second note', () => {
  it('brings the cosignature of a witness that takes no other, and the report says who cosigned', async () => {
    const change = notes.with(notes.cosigned());
    const report = await judged(change, [notes.outside]);
    expect(report.exit).toBe(0);
    const neighbour = test.neighbour.noteSigner('witness');
    expect(report.witnesses).toEqual([
      { party: 'NEIGHBOUR', key: keyHash(neighbour.verifier), unixSeconds: expect.any(Number) },
      { party: 'READER', key: keyHash(notes.outside.verifier), unixSeconds: expect.any(Number) },
    ]);
    // A reader who was not told of the witness sees a key that only the package names.
    expect(await found(change)).toEqual(['', 'NEIGHBOUR', 'UNKNOWN']);
  });

  it('is needed where the policy asks for its witness', async () => {
    const { exit, checks } = await judged(notes.asked, [notes.outside]);
    const failed = checks.filter(({ verdict }) => verdict !== 'pass');
    expect([exit, ...failed.map(({ code }) => code)]).toEqual([1, 'QUORUM_NOT_MET']);
  });

  const differs = 'SECOND_DIFFERS';
  it.each<[string, string, () => Uint8Array]>([
    [
      'of a smaller tree',
      differs,
      () => notes.cosigned(notes.signNote({ size: notes.point.size - 1 })),
    ],
    [
      'of a larger tree',
      differs,
      () => notes.cosigned(notes.signNote({ size: notes.point.size + 1 })),
    ],
    [
      'of another root',
      differs,
      () => notes.cosigned(notes.signNote({ root: Buffer.alloc(32, 7) })),
    ],
    ['by another log', differs, () => signSecondNote({ ...notes.point, origin: 'x' }, other())],
    ['that is the first', differs, () => test.build.files.get(names.checkpoint) ?? Buffer.from('')],
    ['that nobody cosigned', differs, () => notes.signNote()],
    ['that is none', differs, () => Buffer.from('second\n')],
    ['with the line under the first', 'COSIGNATURE_INVALID', () => notes.ofFirst()],
    [
      'with the line under the second note of another tree',
      'COSIGNATURE_INVALID',
      () => {
        const elsewhere = textOf(notes.cosigned(notes.signNote({ root: Buffer.alloc(32, 8) })));
        return addSignatures(notes.signNote(), `${elsewhere.split('\n').at(-2) ?? ''}\n`);
      },
    ],
    [
      'with a line by nobody',
      'SIGNER_UNKNOWN',
      () => notes.cosigned(notes.cosigned(), aWitness('nobody')),
    ],
  ])('is refused %s, and its cosignatures count for nothing', async (_what, code, note) => {
    const change = notes.with(note());
    expect(await found(change, [notes.outside])).toEqual([`${code},QUORUM_NOT_MET`, 'NEIGHBOUR']);
  });
});

describe('verify.sh and what witnesses signed', () => {
  async function exits(change: Change, known: readonly Signer[]) {
    const bytes = await test.assemble(test.changed(change));
    const roots = notes.rootsFile(known);
    const { exit } = await verifyPackage(bytes, { ...test.reader(), roots: parseRoots(roots) });
    const runs = new ScriptRuns(bytes, roots);
    try {
      return { exit, ...(await runs.runScript(bytes)) };
    } finally {
      runs.remove();
    }
  }

  it('tells whose they are, by the second note, too, and prints no name that a stranger chose', async () => {
    const change = notes.with(notes.cosigned());
    const knownWitness = await exits(change, [notes.outside]);
    expect([knownWitness.exit, knownWitness.code]).toEqual([0, 0]);
    expect(knownWitness.out).toMatch(/^ok {3}V09 seen by XB, by its clock at /m);
    expect(knownWitness.out).toMatch(
      /^ok {3}V09 seen by a witness of which you were told, by its clock at /m,
    );
    const unknownWitness = await exits(change, []);
    expect([unknownWitness.exit, unknownWitness.code]).toEqual([0, 0]);
    const key = keyHash(notes.outside.verifier);
    expect(unknownWitness.out).toMatch(
      new RegExp(`^note V09 seen by a witness of which .* ${key}$`, 'm'),
    );
    expect(unknownWitness.out).not.toContain(notes.outside.verifier.name);
  });

  it('agrees with the verifier about notes and policies that do not fit', async () => {
    const { 'a second note': sound, ...unsound } = secondNotesOf(test);
    expect(sound).toBeDefined();
    const cases: Readonly<Record<string, Change>> = {
      ...unsound,
      'a line by nobody': notes.with(notes.cosigned(notes.cosigned(), aWitness('nobody'))),
      'the own mirror, renamed': either(
        makeSigner('another.example', own().privateKey, 'cosignature'),
      ),
    };
    const found: unknown[] = [];
    for (const [name, change] of Object.entries(cases)) {
      const { exit, code, out } = await exits(change, []);
      found.push([name, exit, code, out.split('\n').some((line) => line.startsWith('FAIL V09'))]);
    }
    expect(found).toEqual(Object.keys(cases).map((name) => [name, 1, 1, true]));
  }, 300_000);
});

const either = (witness: Signer) => policy('group q any XB-1 w\nquorum q', ['w', witness]);
const other = (): Signer => makeSigner('x', generateKeyPairSync('ed25519').privateKey, 'note');

describe('a policy', () => {
  it.each<[string, () => Change]>([
    ['the own mirror as well as the neighbour', () => either(own())],
    ['nobody', () => policy('quorum none')],
    ['one whom nobody knows', () => either(notes.outside)],
  ])('is refused when it asks for %s, though the neighbour cosigned', async (_what, change) => {
    expect(await found(change())).toEqual(['POLICY_WEAK', 'NEIGHBOUR']);
  });

  it('may name the own mirror beside others, and it does not count', async () => {
    const change = policy('group q all XB-1\nquorum q', ['own', own()]);
    expect(await found(change)).toEqual(['', 'NEIGHBOUR']);
    expect(await found(either(notes.outside), [notes.outside])).toEqual(['', 'NEIGHBOUR']);
  });

  it('has no outside witness in the own mirror, whoever names it and how', async () => {
    const renamed = makeSigner('another.example', own().privateKey, 'cosignature');
    for (const mirror of [own(), renamed])
      expect(await found(either(mirror), [mirror])).toEqual(['POLICY_WEAK', 'NEIGHBOUR']);
  });
});
