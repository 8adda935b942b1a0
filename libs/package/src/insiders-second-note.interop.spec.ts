import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addSignatures,
  cosign,
  formatVerifierKey,
  keyHash,
  makeSigner,
  openCheckpoint,
  secondVerifier,
  signCheckpoint,
  type Signer,
  signSecondNote,
} from '#tlog';
import { both, type Change, fileIn, TestPackage, textOf } from '../../../test/support/package.js';
import { names } from './container/layout.js';
import { parseRoots } from './contents/roots.js';
import { Findings } from './findings.js';
import { factsOf } from './reading/facts.js';
import { checkWitnesses, cosignersOf } from './verify/v09-witnesses.js';
import { verifyPackage } from './verify-package.js';

/** Second notes and policies of somebody who has the keys for packages and for the log, and witnesses of his own. */
let test: TestPackage;
let outside: Signer;
const at = 1_790_000_000;

beforeAll(async () => {
  test = await TestPackage.make();
  outside = makeSigner(
    'witness.example/w1',
    generateKeyPairSync('ed25519').privateKey,
    'cosignature',
  );
}, 60_000);

afterAll(() => {
  test.remove();
});

const logSigner = (): Signer => test.own.noteSigner('log');
const own = (): Signer => test.own.noteSigner('witness');
/** Size and root of the checkpoint. */
function point() {
  const [origin = '', size, root = ''] = textOf(test.build.files.get(names.checkpoint)).split('\n');
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') };
}
const second = (of: Partial<ReturnType<typeof point>> = {}): Uint8Array =>
  signSecondNote({ ...point(), ...of }, logSigner());
/** A second note with the line of a witness. */
function cosigned(note: Uint8Array, by: Signer = outside): Uint8Array {
  const opened = openCheckpoint(note, secondVerifier(logSigner().verifier));
  return addSignatures(note, cosign(opened, by, at));
}
const withSecond =
  (make: () => Uint8Array): Change =>
  (build) =>
    void build.files.set(names.second, make());

/** The policy with more witnesses and another quorum. */
const policy =
  (quorum: string, ...more: readonly (readonly [name: string, of: () => Signer])[]): Change =>
  (build) => {
    const lines = more.map(([name, of]) => `witness ${name} ${formatVerifierKey(of().verifier)}\n`);
    const said = textOf(fileIn(build, names.policy)).replace(
      /quorum .*/,
      `${lines.join('')}${quorum}`,
    );
    build.files.set(names.policy, Buffer.from(said));
  };
const twoWitnesses = policy('group q all XB-1 outside\nquorum q', ['outside', () => outside]);
const roots = (...keys: readonly Signer[]) =>
  parseRoots(
    test.rootsFile() +
      keys.map(({ verifier }) => `witness ${formatVerifierKey(verifier)}\n`).join(''),
  );

/** The whole package, made anew around a change. */
async function judged(change: Change, known: readonly Signer[] = []) {
  const bytes = await test.assemble(test.changed(change));
  return verifyPackage(bytes, { ...test.reader(), roots: roots(...known) });
}
/** The check of witnesses alone: nothing else speaks of them. */
async function found(change: Change, known: readonly Signer[] = []) {
  const reader = { ...test.reader(), roots: roots(...known) };
  const facts = await factsOf({ members: [], ...test.changed(change) }, reader);
  const findings = new Findings('V09');
  checkWitnesses(facts, findings);
  const parties = cosignersOf(facts).map(({ party }) => party);
  return [findings.all.map(({ code }) => code).join(), ...parties];
}

describe('a second note', () => {
  it('brings the cosignature of a witness that takes no other, and the report says who cosigned', async () => {
    const change = both(
      twoWitnesses,
      withSecond(() => cosigned(second())),
    );
    const report = await judged(change, [outside]);
    expect(report.exit).toBe(0);
    const neighbour = test.neighbour.noteSigner('witness');
    expect(report.witnesses).toEqual([
      { party: 'NEIGHBOUR', key: keyHash(neighbour.verifier), unixSeconds: expect.any(Number) },
      { party: 'READER', key: keyHash(outside.verifier), unixSeconds: at },
    ]);
    // Whoever was not told of that witness sees a name that the package alone gives.
    expect(await found(change)).toEqual(['', 'NEIGHBOUR', 'UNKNOWN']);
  });

  it('is needed where the policy asks for its witness', async () => {
    const { exit, checks } = await judged(twoWitnesses, [outside]);
    const failed = checks.filter(({ verdict }) => verdict !== 'pass');
    expect([exit, ...failed.map(({ code }) => code)]).toEqual([1, 'QUORUM_NOT_MET']);
  });

  const other = () => makeSigner('x', generateKeyPairSync('ed25519').privateKey, 'note');
  const differs = 'SECOND_DIFFERS';
  it.each<[string, string, () => Uint8Array]>([
    ['of a smaller tree', differs, () => cosigned(second({ size: point().size - 1 }))],
    ['of a larger tree', differs, () => cosigned(second({ size: point().size + 1 }))],
    ['of another root', differs, () => cosigned(second({ root: Buffer.alloc(32, 7) }))],
    ['by another log', differs, () => signSecondNote({ ...point(), origin: 'x' }, other())],
    [
      'that is the first',
      differs,
      () => test.build.files.get(names.checkpoint) ?? new Uint8Array(),
    ],
    ['that nobody cosigned', differs, () => second()],
    ['that is none', differs, () => Buffer.from('second\n')],
    [
      'with the line of a witness under the first',
      'COSIGNATURE_INVALID',
      () => {
        const note = signCheckpoint(point(), logSigner());
        const line = cosign(openCheckpoint(note, logSigner().verifier), outside, at);
        return addSignatures(second(), line);
      },
    ],
    [
      'with the line of a witness under the second note of another tree',
      'COSIGNATURE_INVALID',
      () => {
        const elsewhere = textOf(cosigned(second({ root: Buffer.alloc(32, 8) }))).split('\n');
        return addSignatures(second(), `${elsewhere.at(-2) ?? ''}\n`);
      },
    ],
    [
      'with a line by nobody',
      'SIGNER_UNKNOWN',
      () => {
        const key = generateKeyPairSync('ed25519').privateKey;
        return cosigned(cosigned(second()), makeSigner('nobody', key, 'cosignature'));
      },
    ],
  ])('is refused %s, and its cosignatures count for nothing', async (_what, code, note) => {
    const change = both(twoWitnesses, withSecond(note));
    expect(await found(change, [outside])).toEqual([`${code},QUORUM_NOT_MET`, 'NEIGHBOUR']);
  });
});

describe('a policy', () => {
  it.each<[string, Change]>([
    [
      'for the own mirror as well as the neighbour',
      policy('group q any XB-1 own\nquorum q', ['own', own]),
    ],
    ['for nobody', policy('quorum none')],
    [
      'for one whom nobody knows',
      policy('group q any XB-1 outside\nquorum q', ['outside', () => outside]),
    ],
  ])('is refused when it asks %s, though the neighbour cosigned', async (_what, change) => {
    expect(await found(change)).toEqual(['POLICY_WEAK', 'NEIGHBOUR']);
  });

  it('may name the own mirror beside others, and it does not count', async () => {
    const change = policy('group q all XB-1\nquorum q', ['own', own]);
    expect(await found(change)).toEqual(['', 'NEIGHBOUR']);
    const one = policy('group q any XB-1 outside\nquorum q', ['outside', () => outside]);
    expect(await found(one, [outside])).toEqual(['', 'NEIGHBOUR']);
  });

  it('has no outside witness in the own mirror, whoever names it', async () => {
    const change = policy('group q any XB-1 own\nquorum q', ['own', own]);
    expect(await found(change, [own()])).toEqual(['POLICY_WEAK', 'NEIGHBOUR']);
    const renamed = makeSigner('another.example', own().privateKey, 'cosignature');
    const under = policy('group q any XB-1 own\nquorum q', ['own', () => renamed]);
    expect(await found(under, [renamed])).toEqual(['POLICY_WEAK', 'NEIGHBOUR']);
  });
});
