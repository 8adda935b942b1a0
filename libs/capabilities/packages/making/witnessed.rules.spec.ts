import { testKey } from '../../../../test/support/tlog.js';
import { nameOfKey } from '#journal';
import {
  cosign,
  formatVerifierKey,
  leafHash,
  makeSigner,
  openByPolicy,
  openCheckpoint,
  parsePolicy,
  rootOf,
  secondVerifier,
  signCheckpoint,
  signSecondNote,
} from '#tlog';
import type { PackedLine } from './gathering.rows.js';
import { firstWitnessed, madePolicy, policyOf } from './witnessed.rules.js';

const origin = 'xa.example/log';
const log = makeSigner(origin, testKey(Buffer.alloc(32, 1)), 'note');
const [mirror, older, newer, stranger, third, fourth] = [
  ...['mirror.xa', 'w.xb', 'w.xb', 'w.xc', 'w.third', 'w.fourth'],
].map((name, i) =>
  makeSigner(`${name}.example`, testKey(Buffer.alloc(32, 10 + i)), 'cosignature'),
) as [Signer, Signer, Signer, Signer, Signer, Signer];
type Signer = ReturnType<typeof makeSigner>;
const keyOf = ({ verifier }: Signer): string => formatVerifierKey(verifier);

function cosigned(size: number, ...by: readonly Signer[]): PackedLine[] {
  const root = rootOf(Array.from({ length: size }, (_, i) => leafHash(Buffer.from([i]))));
  const note = Buffer.from(signCheckpoint({ origin, size, root }, log));
  const opened = openCheckpoint(note, log.verifier);
  return by.map((signer) => ({
    ...{ size, root: Buffer.from(root), note: note.toString() },
    ...{ witness: nameOfKey(signer.verifier), line: cosign(opened, signer, 1_700_000_000) },
    second: null,
  }));
}

function secondly(size: number, ...by: readonly Signer[]): PackedLine[] {
  const root = rootOf(Array.from({ length: size }, (_, i) => leafHash(Buffer.from([i]))));
  const note = signSecondNote({ origin, size, root }, log);
  const opened = openCheckpoint(note, secondVerifier(log.verifier));
  return cosigned(size, ...by).map((line, i) => ({
    ...{ ...line, second: Buffer.from(note).toString() },
    line: cosign(opened, by[i] ?? third, 1_700_000_000),
  }));
}

const neighbours = [keyOf(older), keyOf(newer)];
const made = (witnesses = neighbours, ...outside: readonly Signer[]): string =>
  madePolicy({
    ...{ log: keyOf(log), neighbour: 'XB', witnesses, own: [keyOf(mirror)] },
    outside: outside.map(keyOf),
  });
const policy = made();
const found = (lines: readonly PackedLine[], text = policy, by = neighbours) => {
  const witnessed = firstWitnessed(lines, text, by);
  if (witnessed !== undefined)
    expect(openByPolicy(witnessed.note, parsePolicy(text), witnessed.second)).toBeDefined();
  return witnessed?.size;
};

describe('the checkpoint of a package', () => {
  it('is the first that a key of the neighbour has cosigned, an older or a newer one', () => {
    const lines = [...cosigned(5, newer), ...cosigned(3, stranger), ...cosigned(4, older)];
    expect(found(lines)).toBe(4);
    expect(found(lines, made([keyOf(newer)]), [keyOf(newer)])).toBe(5);
    expect(found(cosigned(3, stranger, mirror))).toBeUndefined();
    expect(found([])).toBeUndefined();
  });

  it('is none where the neighbour has no key of a witness', () => {
    expect(found(cosigned(3, older), made([]), [])).toBeUndefined();
  });

  it('is of the neighbour, too, whatever the own policy is content with', () => {
    const named = `witness m ${keyOf(mirror)}\nwitness n ${keyOf(older)}\n`;
    const own = `log ${keyOf(log)}\n${named}group any-one any m n\nquorum any-one\n`;
    expect(found(cosigned(3, mirror), own)).toBeUndefined();
    expect(found([...cosigned(3, mirror), ...cosigned(4, mirror, older)], own)).toBe(4);
    const both = `log ${keyOf(log)}\n${named}group two all m n\nquorum two\n`;
    expect(found([...cosigned(3, older), ...cosigned(4, mirror, older)], both)).toBe(4);
    // Verifiers refuse every package under a policy without the neighbour.
    const alone = `log ${keyOf(log)}\nwitness m ${keyOf(mirror)}\nquorum m\n`;
    expect(found(cosigned(3, mirror, older), alone)).toBeUndefined();
  });

  it('is by the own policy, unless that is met without the neighbour', () => {
    const seen = { log: keyOf(log), neighbour: 'XB', witnesses: neighbours, own: [], outside: [] };
    const named = `log ${keyOf(log)}\nwitness m ${keyOf(mirror)}\nwitness n ${keyOf(newer)}\nwitness s ${keyOf(stranger)}\n`;
    for (const strong of ['group q all m n', 'group q all n s', 'group q 3 m n s', 'group q any n'])
      expect(policyOf(`${named}${strong}\nquorum q\n`, seen)).toBe(`${named}${strong}\nquorum q\n`);
    for (const weak of ['group q any m n', 'group q all m s', 'group q 2 m n s'])
      expect(policyOf(`${named}${weak}\nquorum q\n`, seen)).toBe(policy);
    expect(policyOf(undefined, seen)).toBe(policy);
    expect(() => policyOf('quorum\n', seen)).toThrow('POLICY_INVALID');
  });

  it('is of a witness outside, too, where the State has one, by whichever note that takes', () => {
    const asked = made(neighbours, third, fourth);
    expect(found([...cosigned(3, older), ...cosigned(4, third)], asked)).toBeUndefined();
    expect(found([...cosigned(3, older), ...cosigned(4, older, third)], asked)).toBe(4);
    expect(found([...cosigned(3, older), ...secondly(3, fourth)], asked)).toBe(3);
    const lines = [...cosigned(5, newer, fourth), ...secondly(5, third)];
    const { note, second } = firstWitnessed(lines, asked, neighbours) ?? {};
    const [first, other] = [note, second].map((each) => Buffer.from(each ?? '').toString());
    expect([first?.includes('w.fourth'), first?.includes('w.third')]).toEqual([true, false]);
    expect([other?.includes('w.fourth'), other?.includes('w.third')]).toEqual([false, true]);
  });

  it('has no second note where nobody whom the policy names cosigned one', () => {
    const lines = [...cosigned(3, older), ...secondly(3, third)];
    expect(firstWitnessed(lines, policy, neighbours)).toMatchObject({ second: undefined });
    expect(firstWitnessed(cosigned(3, older), policy, neighbours)?.second).toBeUndefined();
  });

  it('is none while the line under the second note is of another tree, or of the first', () => {
    const asked = made(neighbours, third);
    const [right] = secondly(4, third);
    for (const [line] of [secondly(5, third), cosigned(4, third)])
      expect(
        found([...cosigned(4, older), { ...(right as PackedLine), line: line?.line ?? '' }], asked),
      ).toBeUndefined();
  });

  it('takes neither the own mirror nor the neighbour for a witness outside, whatever they are called', () => {
    const renamed = ({ privateKey }: Signer): Signer =>
      makeSigner('another.example', privateKey, 'cosignature');
    for (const named of [mirror, newer, renamed(mirror), renamed(newer)])
      expect(made(neighbours, named)).toBe(policy);
    const asked = made(neighbours, renamed(mirror), third);
    expect(found([...cosigned(3, older, mirror)], asked)).toBeUndefined();
    expect(found([...cosigned(3, older, mirror), ...secondly(3, third)], asked)).toBe(3);
  });

  it('shows no line of whom the policy does not name', () => {
    const lines = cosigned(3, older, stranger);
    const { note } = firstWitnessed(lines, policy, neighbours) ?? {};
    expect(Buffer.from(note ?? '').toString()).not.toMatch('w.xc.example');
  });

  it('is none whose line does not verify', () => {
    const [line] = cosigned(3, older);
    if (line === undefined) throw new Error('no line');
    const [other] = cosigned(4, older);
    expect(found([{ ...line, line: other?.line ?? '' }])).toBeUndefined();
  });
});
