import { verify, X509Certificate, createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { detachedSignature } from '#cms';
import { aChainedSealer, chainPem } from '../../../test/support/keys.js';
import { programSealer } from './program-sealer.js';

const folder = mkdtempSync(join(tmpdir(), 'liaise-signer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sealer = aChainedSealer();
const chain = chainPem(sealer);

function program(name: string, answer: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\ncat > '${path}.asked'\n${answer}\n`);
  chmodSync(path, 0o700);
  return path;
}
const env = { PATH: process.env['PATH'] };
const ask = (path: string) =>
  programSealer(path, chain, env).sign(Buffer.from('attributes'), 'sha256');

describe('a program that signs', () => {
  it('gets a hash and no document, and its answer is the signature', async () => {
    const bytes = Buffer.from('attributes');
    const value = await sealer.sign(bytes, 'sha256');
    const path = program('good', `echo ${Buffer.from(value).toString('base64')}`);
    const found = await ask(path);
    const [own = new Uint8Array()] = sealer.chain;
    expect(verify('sha256', bytes, new X509Certificate(own).publicKey, found)).toBe(true);
    expect(JSON.parse(readFileSync(`${path}.asked`, 'utf8'))).toEqual({
      ...{ typ: 'liaise-sign-hash', v: 1, hash: 'sha256' },
      digest: createHash('sha256').update(bytes).digest('hex'),
      certificate: createHash('sha256').update(own).digest('hex'),
    });
  });

  it.each([
    ['says nothing', 'exit 0'],
    ['fails', 'echo "no such key" >&2; exit 1'],
    ['answers no base64', 'echo "-----"'],
    ['talks on and on', 'yes'],
  ])('makes no seal when it %s', async (name, answer) => {
    await expect(ask(program(name.replaceAll(' ', '-'), answer))).rejects.toThrow(
      'X509_SEAL_FAILED',
    );
  });

  it('makes no seal with another signature, and is named by its whole path', async () => {
    const value = await aChainedSealer().sign(Buffer.from('attributes'), 'sha256');
    const path = program('other', `echo ${Buffer.from(value).toString('base64')}`);
    const signed = detachedSignature(
      [Buffer.from('pdf')],
      programSealer(path, chain, env),
      new Date('2026-01-01'),
      'TIME',
    );
    await expect(signed).rejects.toThrow('X509_KEY_UNFIT');
    expect(() => programSealer('signer', chain, env)).toThrow('X509_DEVICE_INVALID');
  });
});
