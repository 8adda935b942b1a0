import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { formatVerifierKey, makeSigner, parsePolicy, TlogError } from '#tlog';
import { testKey } from '../../../../test/support/tlog.js';
import { script } from './script.js';

const key = (name: string, at: number, use: 'note' | 'cosignature'): string =>
  formatVerifierKey(makeSigner(name, testKey(Buffer.alloc(32, at)), use).verifier);
const log = key('log.example', 1, 'note');
const [a, b, c] = ['a', 'b', 'c'].map((name, i) =>
  key(`${name}.example`, 10 + i, 'cosignature'),
) as [string, string, string];
const logLine = `log ${log}\n`;
const three = `${logLine}witness a ${a}\nwitness b ${b}\nwitness c ${c}\n`;

const cases: readonly (readonly [policy: string, by: readonly string[]])[] = [
  [`${logLine}quorum none\n`, []],
  [`${three}quorum a\n`, [a]],
  [`${three}quorum a\n`, [b]],
  [`${three}group q any a b\nquorum q\n`, [b]],
  [`${three}group q all a b\nquorum q\n`, [b]],
  [`${three}group q all a b\nquorum q\n`, [a, b]],
  [`${three}group q 2 a b c\nquorum q\n`, [a, c]],
  [`${three}group q 2 a b c\nquorum q\n`, [c]],
  [`${three}group n any a b\ngroup q all n c\nquorum q\n`, [b, c]],
  [`${three}group n any a b\ngroup q all n c\nquorum q\n`, [a, b]],
  [`# of XA\n\n${three}\tgroup  q\tall a\n quorum q\n`, [a]],
  // Policies that are not met.
  [three, [a]],
  [`${three}quorum a\nquorum b\n`, [a, b]],
  [`${three}quorum d\n`, [a]],
  [`${three}group q 3 a b\nquorum q\n`, [a, b]],
  [`${three}group q 0 a b\nquorum q\n`, [a, b]],
  [`${three}group q any\nquorum q\n`, [a]],
  [`${three}group q any d\nquorum q\n`, [a]],
  [`${three}group q all a a\nquorum q\n`, [a]],
  [`${three}group p all a\ngroup q all a p\nquorum q\n`, [a]],
  [`${three}witness a ${key('d.example', 20, 'cosignature')}\nquorum a\n`, [a]],
  [`${three}witness d ${key('d.example', 10, 'cosignature')}\nquorum a\n`, [a]],
  [`${three}permit all\nquorum a\n`, [a]],
  [`witness a ${a}\nquorum a\n`, [a]],
  [`${logLine}${logLine}witness a ${a}\nquorum a\n`, [a]],
  [`log ${key('other.example', 2, 'note')}\nwitness a ${a}\nquorum a\n`, [a]],
];

const folder = mkdtempSync(join(tmpdir(), 'l-'));
mkdirSync(join(folder, 'data/custody'), { recursive: true });
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function isMetByScript(policy: string, by: readonly string[]): boolean {
  const met = /^met\(\) \{\n[^]*?\n\}\n/m.exec(script)?.[0] ?? '';
  writeFileSync(join(folder, 'data/custody/policy.txt'), policy);
  writeFileSync(join(folder, 'by'), [log, ...by, ''].join('\n'));
  const run = `${met}met by && echo yes || echo no`;
  return execFileSync('sh', ['-c', run], { cwd: folder, encoding: 'utf8' }) === 'yes\n';
}

function isMet(policy: string, by: readonly string[]): boolean {
  try {
    const { logs, isMetBy } = parsePolicy(policy);
    return (
      logs.map(formatVerifierKey).join() === log &&
      isMetBy((one) => by.includes(formatVerifierKey(one)))
    );
  } catch (error) {
    if (error instanceof TlogError) return false;
    throw error;
  }
}

describe('verify.sh and a policy', () => {
  it('says what the verifier says: met, not met, or none', () => {
    const found = cases.map(([policy, by]) => [policy, isMetByScript(policy, by)]);
    expect(found).toEqual(cases.map(([policy, by]) => [policy, isMet(policy, by)]));
    expect(found.filter(([, met]) => met === true)).toHaveLength(7);
  });
});
