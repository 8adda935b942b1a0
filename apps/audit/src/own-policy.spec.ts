import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVerifierKey, makeSigner } from '#tlog';
import { testKey } from '../../../test/support/tlog.js';
import { readOwnPolicy } from './own-policy.js';

const signer = (name: string, seed: number, use: 'note' | 'cosignature') =>
  makeSigner(name, testKey(Buffer.alloc(32, seed)), use);
const log = signer('audit.xa/2026', 1, 'note');
const own = `log ${formatVerifierKey(log.verifier)}\n`;
const other = `log ${formatVerifierKey(signer('audit.xb/2026', 2, 'note').verifier)}\n`;
const witness = `witness xb ${formatVerifierKey(signer('xb/witness', 3, 'cosignature').verifier)}\n`;

describe('the policy of the settings', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'liaise-policy-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const read = (text: string) => {
    const file = join(folder, 'policy');
    writeFileSync(file, text);
    return readOwnPolicy(file, log);
  };

  it('names this log and who must cosign it', () => {
    expect(read(`${own}${witness}quorum xb\n`).witnesses).toHaveLength(1);
  });

  it.each([
    ['is none', `${own}${witness}quorum xc\n`, 'line 3: a name is not defined above'],
    ['is of another log', `${other}${witness}quorum xb\n`, 'no line of this log'],
    ['asks for nobody', `${own}quorum none\n`, 'a quorum that asks for nobody'],
  ])('is refused when it %s', (_, text, why) => {
    expect(() => read(text)).toThrow(why);
  });

  it('is refused when there is no such file', () => {
    expect(() => readOwnPolicy(join(folder, 'none'), log)).toThrow('nothing that can be read');
  });
});
