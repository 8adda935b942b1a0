import * as fc from 'fast-check';
import { testKey } from '../../../../test/support/tlog.js';
import { cosign, openCheckpoint, signCheckpoint } from '../checkpoint.js';
import { leafHash } from '../hash.js';
import { formatVerifierKey, makeSigner } from '../keys.js';
import { addSignatures } from '../note.js';
import { openByPolicy, parsePolicy } from './policy.js';
import { rootOf } from '../tree.js';

const code = (of: string): RegExp => new RegExp(`^${of}(?::|$)`);
const origin = 'audit.a.example/2026';
const log = makeSigner(origin, testKey(Buffer.alloc(32, 1)), 'note');
const witnesses = ['x1', 'x2', 'x3', 'y1', 'y2'].map((name, i) => ({
  name,
  signer: makeSigner(`${name}.example`, testKey(Buffer.alloc(32, 10 + i)), 'cosignature'),
}));
const logLine = `log ${formatVerifierKey(log.verifier)}\n`;
const witnessLines = witnesses
  .map(({ name, signer }) => `witness ${name} ${formatVerifierKey(signer.verifier)}\n`)
  .join('');
const base = logLine + witnessLines;
const root = rootOf([leafHash(Buffer.from('leaf'))]);
const signed = signCheckpoint({ origin, size: 1, root }, log);

function cosignedBy(names: readonly string[]): Uint8Array {
  const opened = openCheckpoint(signed, log.verifier);
  return witnesses
    .filter(({ name }) => names.includes(name))
    .reduce((note, { signer }) => addSignatures(note, cosign(opened, signer, 1)), signed);
}

describe('a policy', () => {
  it('asks for exactly the witnesses its groups name', () => {
    const policy = parsePolicy(
      `# who must have seen it\n${base}\ngroup X 2 x1 x2 x3\n\tgroup  Y any y1 y2\ngroup q all X Y\nquorum q\n`,
    );
    const names = witnesses.map(({ name }) => name);
    fc.assert(
      fc.property(fc.subarray(names), (by) => {
        const met =
          by.filter((name) => name.startsWith('x')).length >= 2 &&
          by.some((name) => name.startsWith('y'));
        const open = (): unknown => openByPolicy(cosignedBy(by), policy);
        if (met) expect(open()).toMatchObject({ origin, size: 1 });
        else expect(open).toThrow(code('QUORUM_NOT_MET'));
      }),
    );
  });

  it('never counts one witness twice', () => {
    const policy = parsePolicy(`${base}group q 2 x1 x2\nquorum q\n`);
    const opened = openCheckpoint(signed, log.verifier);
    const [first] = witnesses;
    if (first === undefined) throw new Error('no witness');
    const twice = [1, 2].reduce(
      (n, t) => addSignatures(n, cosign(opened, first.signer, t)),
      signed,
    );
    expect(() => openByPolicy(twice, policy)).toThrow(code('QUORUM_NOT_MET'));
  });

  it('may ask for one witness or for none, but always for the log', () => {
    const one = parsePolicy(`${base}quorum y2\n`);
    expect(openByPolicy(cosignedBy(['y2']), one).size).toBe(1);
    expect(() => openByPolicy(cosignedBy(['y1']), one)).toThrow(code('QUORUM_NOT_MET'));
    expect(openByPolicy(signed, parsePolicy(`${logLine}quorum none\n`)).size).toBe(1);
    const other = makeSigner(origin, testKey(Buffer.alloc(32, 3)), 'note');
    const otherLog = parsePolicy(`log ${formatVerifierKey(other.verifier)}\nquorum none\n`);
    expect(() => openByPolicy(signed, otherLog)).toThrow(code('NOTE_UNSIGNED'));
  });

  it('takes each log at its own origin only', () => {
    const other = makeSigner('audit.b.example/2026', testKey(Buffer.alloc(32, 3)), 'note');
    const two = parsePolicy(`${logLine}log ${formatVerifierKey(other.verifier)}\nquorum none\n`);
    const theirs = signCheckpoint({ origin: 'audit.b.example/2026', size: 1, root }, other);
    expect(openByPolicy(theirs, two).origin).toBe('audit.b.example/2026');
    expect(openByPolicy(signed, two).origin).toBe(origin);
  });

  const [x1 = ''] = witnessLines.split('\n');
  const sameKey = formatVerifierKey(
    makeSigner('z', testKey(Buffer.alloc(32, 1)), 'cosignature').verifier,
  );
  it.each([
    ['nothing', ''],
    ['no quorum', base],
    ['no last newline', `${base}quorum x1`],
    ['two quorums', `${base}quorum x1\nquorum x2\n`],
    ['an unknown word', `${base}witnesses\nquorum x1\n`],
    ['an undefined quorum', `${base}quorum z\n`],
    ['a quorum before its witness', `quorum x1\n${base}`],
    ['a member twice', `${base}group q 2 x1 x1\nquorum q\n`],
    ['a member of two groups', `${base}group a any x1\ngroup q all a x1\nquorum q\n`],
    ['a group of itself', `${base}group q any q\nquorum q\n`],
    ['none as a member', `${base}group q any none\nquorum q\n`],
    ['an empty group', `${base}group q any\nquorum q\n`],
    ['a threshold of 0', `${base}group q 0 x1\nquorum q\n`],
    ['a threshold above the members', `${base}group q 3 x1 x2\nquorum q\n`],
    ['a name twice', `${base}group x1 any x2\nquorum x1\n`],
    ['the name none', `${base}group none any x2\nquorum none\n`],
    ['a witness twice', `${base}${x1}\nquorum x1\n`],
    ['a key under a second name', `${base}${x1.replace('witness x1', 'witness z')}\nquorum x1\n`],
    ['a log twice', `${base}${logLine}quorum x1\n`],
    ['the log as its own witness', `${base}witness z ${sameKey}\nquorum z\n`],
    ['a witness key for a log', `${x1.replace('witness x1', 'log')}\nquorum none\n`],
    ['a log key for a witness', `${logLine.replace('log', 'witness z')}quorum z\n`],
    ['a malformed key', `log abc\nquorum none\n`],
    ['a comment behind a line', `${base}quorum x1 # all\n`],
    ['carriage returns', `${base}quorum x1\r\n`],
    [
      '33 groups',
      `${base}${Array.from({ length: 33 }, (_, i) => `group g${i} any ${i === 0 ? 'x1' : `g${i - 1}`}\n`).join('')}quorum x1\n`,
    ],
    ['an endless text', '#'.repeat(65_537)],
  ])('refuses %s', (_, text) => {
    expect(() => parsePolicy(text)).toThrow(code('POLICY_INVALID'));
  });

  it('names the line', () => {
    expect(() => parsePolicy(`${base}\nquorum z\n`)).toThrow('line 8');
  });
});
