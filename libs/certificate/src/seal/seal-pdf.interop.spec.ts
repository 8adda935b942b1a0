import { readFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileSealer, type Sealer } from '#cms';
import { aCertificate, shippedFonts } from '../fixtures/a-certificate.js';
import { brokenClauses } from '../check/check-archive.js';
import { makeCertificate } from '../make-certificate.js';
import { sealPdf } from './seal-pdf.js';

const run = promisify(execFile);
const at = new Date('2026-03-01T12:34:56.000Z');
const kinds = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072'],
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  p521: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  weak: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  edwards: ['-algorithm', 'ED25519'],
} as const;
type Kind = keyof typeof kinds;

let folder: string;
let pdf: Uint8Array;
const file = (name: string): string => join(folder, name);
const openssl = (...args: readonly string[]) => run('openssl', args, { cwd: folder });

async function issue(
  kind: Kind,
  usage: string,
  name: string = kind,
  until = '20740101000000Z',
): Promise<void> {
  await openssl('genpkey', ...kinds[kind], '-out', `${name}.key`);
  await openssl(
    'req',
    '-new',
    '-key',
    `${name}.key`,
    '-subj',
    `/CN=${name}`,
    '-out',
    `${name}.csr`,
  );
  await writeFile(file(`${name}.ext`), `keyUsage=critical,${usage}\n`);
  const from = ['-not_before', '20200101000000Z', '-not_after', until];
  const by = ['-CA', 'root.pem', '-CAkey', 'root.key', '-extfile', `${name}.ext`];
  await openssl('x509', '-req', '-in', `${name}.csr`, ...by, ...from, '-out', `${name}.pem`);
}

const sealer = async (name: string, chain = name): Promise<Sealer> =>
  fileSealer(
    await readFile(file(`${name}.key`), 'utf8'),
    (await readFile(file(`${chain}.pem`), 'utf8')) + (await readFile(file('root.pem'), 'utf8')),
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liaise-seal-'));
  await openssl('genpkey', ...kinds.p256, '-out', 'root.key');
  await openssl(
    ...['req', '-x509', '-key', 'root.key', '-subj', '/CN=root', '-out', 'root.pem'],
    ...['-not_before', '20200101000000Z', '-days', '20000'],
  );
  for (const kind of ['rsa', 'p256', 'p384', 'p521', 'weak', 'edwards'] as const)
    await issue(kind, 'nonRepudiation');
  await issue('p256', 'keyEncipherment', 'encrypts');
  await issue('p256', 'digitalSignature', 'ended', '20200201000000Z');
  ({ pdf } = await makeCertificate(aCertificate(), shippedFonts(readFileSync)));
}, 240_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

function cut(sealed: Buffer): { readonly covered: Buffer; readonly signature: Buffer } {
  const [, numbers = ''] = /\/ByteRange \[([0-9 ]+)\]/.exec(sealed.toString('latin1')) ?? [];
  const [begin = -1, from = 0, to = 0, rest = 0] = numbers.trim().split(/ +/).map(Number);
  expect([begin, to + rest]).toEqual([0, sealed.length]);
  const hex = sealed.toString('latin1', from + 1, to - 1);
  return {
    covered: Buffer.concat([sealed.subarray(0, from), sealed.subarray(to)]),
    signature: Buffer.from(hex, 'hex'),
  };
}

async function opensslVerifies(sealed: Buffer): Promise<boolean> {
  const { covered, signature } = cut(sealed);
  await writeFile(file('covered'), covered);
  await writeFile(file('seal.p7s'), signature);
  const args = ['-cades', '-binary', '-inform', 'DER', '-in', 'seal.p7s', '-content', 'covered'];
  const trust = ['-CAfile', 'root.pem', '-purpose', 'any', '-out', '/dev/null'];
  try {
    await openssl('cms', '-verify', ...args, ...trust);
    return true;
  } catch (error) {
    expect((error as { stderr: string }).stderr).toMatch(/Verification failure/);
    return false;
  }
}

describe('a seal', () => {
  it.each(['rsa', 'p256', 'p384', 'p521'])(
    'verifies with openssl, and not once a byte was changed: %s',
    async (kind) => {
      const sealed = await sealPdf(pdf, await sealer(kind), at);
      expect(brokenClauses(sealed)).toEqual([]);
      expect(sealed.subarray(0, pdf.length).equals(pdf)).toBe(true);
      expect(await opensslVerifies(sealed)).toBe(true);
      const { covered } = cut(sealed);
      for (const place of [100, pdf.length - 5, pdf.length + 20, covered.length - 10]) {
        const changed = Buffer.from(sealed);
        const shifted = place < pdf.length + 50 ? place : sealed.length - 10;
        changed[shifted] = (changed[shifted] ?? 0) ^ 1;
        expect([place, await opensslVerifies(changed)]).toEqual([place, false]);
      }
    },
  );

  it('gives the same bytes again with RSA, the same document and the same time', async () => {
    const first = await sealPdf(pdf, await sealer('rsa'), at);
    const second = await sealPdf(pdf, await sealer('rsa'), at);
    expect(first.equals(second)).toBe(true);
    const later = await sealPdf(pdf, await sealer('rsa'), new Date(at.getTime() + 1_000));
    expect(first.equals(later)).toBe(false);
  });

  it('signs the content type, the hash and the certificate, and says no time beside them', async () => {
    const { signature } = cut(await sealPdf(pdf, await sealer('rsa'), at));
    await writeFile(file('printed.p7s'), signature);
    const args = ['-inform', 'DER', '-in', 'printed.p7s', '-print'];
    const { stdout } = await openssl('cms', '-cmsout', '-noout', ...args);
    const [, attributes = ''] = stdout.split('signedAttrs:');
    const [signed = ''] = attributes.split('signatureAlgorithm:');
    expect(signed.match(/object: (?:id-smime-aa-)?(\S+)/g)).toEqual([
      ...['object: contentType', 'object: messageDigest'],
      'object: id-smime-aa-signingCertificateV2',
    ]);
    expect(stdout).toMatch(
      /signatureAlgorithm: \s+algorithm: sha256WithRSAEncryption.*\s+parameter: NULL/,
    );
    expect(stdout).not.toContain('signingTime');
    const issued = new X509Certificate(await readFile(file('rsa.pem')));
    expect(stdout).toContain(issued.subject);
  });

  it('is refused with a key that is weak, of another kind, or not that of the certificate', async () => {
    await expect(sealer('weak')).rejects.toThrow('X509_KEY_UNFIT');
    await expect(sealer('edwards')).rejects.toThrow('X509_KEY_UNFIT');
    await expect(sealPdf(pdf, await sealer('p256', 'rsa'), at)).rejects.toThrow('X509_KEY_UNFIT');
    await expect(sealPdf(pdf, await sealer('p384', 'p521'), at)).rejects.toThrow('X509_KEY_UNFIT');
  });

  it('is refused with a certificate that may not sign or is not in force', async () => {
    await expect(sealPdf(pdf, await sealer('encrypts'), at)).rejects.toThrow('key usage');
    await expect(sealPdf(pdf, await sealer('ended'), at)).rejects.toThrow('in force from');
    await expect(sealPdf(pdf, await sealer('rsa'), new Date('2019-01-01'))).rejects.toThrow(
      'in force from',
    );
  });

  it('is refused over a document that has one', async () => {
    const sealed = await sealPdf(pdf, await sealer('p256'), at);
    await expect(sealPdf(sealed, await sealer('p256'), at)).rejects.toThrow('sealed already');
  });
});
