import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmod, copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeCertificate } from '#certificate';
import { sha512 } from '#wire';
import { type Ended, liaise } from '../../../../test/support/command.js';
import { TestPackage } from '../../../../test/support/package.js';

const run = promisify(execFile);

interface Ruled {
  readonly rule: string;
  readonly code: string | null;
}
const pin = '482916';
let test: TestPackage;
let folder: string;
let module: string;
const file = (name: string): string => join(folder, name);

const env = (): NodeJS.ProcessEnv => ({ ...process.env, SOFTHSM2_CONF: file('softhsm2.conf') });
const command = (program: string, ...args: readonly string[]) =>
  run(program, args, { cwd: folder, env: env() });

const tokenKey = (kind: string, label: string) =>
  command(
    ...(['pkcs11-tool', '--module', module, '--login', '--pin', pin] as const),
    ...['--token-label', 'liaise', '--keypairgen', '--key-type', kind, '--label', label],
  );

async function softHsm(): Promise<string> {
  const { stdout } = await run('dpkg', ['-L', 'libsofthsm2']);
  const found = stdout.split('\n').find((path) => path.endsWith('/libsofthsm2.so'));
  if (found === undefined) throw new Error('no library of SoftHSM');
  return found;
}

async function certified(key: string, name: string): Promise<void> {
  const from = ['-not_before', '20200101000000Z', '-days', '7000'];
  await command(
    'openssl',
    'req',
    '-new',
    '-key',
    'ca.key',
    '-subj',
    '/CN=Seal',
    '-out',
    'seal.csr',
  );
  await writeFile(file('seal.ext'), 'keyUsage=critical,nonRepudiation\n');
  const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-extfile', 'seal.ext', '-force_pubkey', key];
  const args = ['x509', '-req', '-in', 'seal.csr', ...by, ...from, '-out', name];
  await command('openssl', ...args);
}

beforeAll(async () => {
  test = await TestPackage.make();
  folder = await mkdtemp(join(tmpdir(), 'liaise-certify-'));
  await writeFile(file('p.asice'), await test.assemble());
  await writeFile(file('roots.txt'), test.rootsFile());
  await writeFile(file('pin'), pin, { mode: 0o600 });
  module = await softHsm();
  const tokens = await mkdtemp(file('tokens-'));
  await writeFile(file('softhsm2.conf'), `directories.tokendir = ${tokens}\n`);
  const init = ['--init-token', '--free', '--label', 'liaise', '--so-pin', pin, '--pin', pin];
  await command('softhsm2-util', ...init);
  const curve = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  for (const name of ['ca', 'seal'])
    await command('openssl', 'genpkey', ...curve, '-out', `${name}.key`);
  const from = ['-not_before', '20200101000000Z', '-days', '7000'];
  const own = ['req', '-x509', '-key', 'ca.key', '-subj', '/CN=Root', ...from, '-out', 'ca.pem'];
  await command('openssl', ...own);
  await command('openssl', 'pkey', '-in', 'seal.key', '-pubout', '-out', 'seal.pub');
  await certified('seal.pub', 'seal.pem');
  for (const [kind, label] of [
    ['rsa:3072', 'rsa'],
    ['EC:prime256v1', 'ec'],
  ] as const) {
    await tokenKey(kind, label);
    const read = ['--read-object', '--type', 'pubkey', '--label', label, '-o', `${label}.der`];
    await command('pkcs11-tool', '--module', module, '--token-label', 'liaise', ...read);
    const pem = ['-pubin', '-inform', 'DER', '-in', `${label}.der`, '-out', `${label}.pub`];
    await command('openssl', 'pkey', ...pem);
    await certified(`${label}.pub`, `${label}.pem`);
  }
}, 240_000);

afterAll(async () => {
  test.remove();
  await rm(folder, { recursive: true, force: true });
});

const said = ['--name', 'A. Novak', '--office', 'Records Officer'];
const certify = (out: string, ...more: readonly string[]): Promise<Ended> => {
  const roots = ['--roots', file('roots.txt')];
  const args = ['certify', file('p.asice'), ...roots, ...said];
  return liaise([...args, '--out', file(out), ...more], { env: env() });
};
const fileKey = (): string[] => ['--key', file('seal.key'), '--chain', file('seal.pem')];
const token = (label: string, pinFile = 'pin'): string[] => [
  ...['--device', `pkcs11:token=liaise;object=${label};type=private`, '--module', module],
  ...['--pin-file', file(pinFile), '--chain', file(`${label}.pem`)],
];

async function byHand(): Promise<string> {
  const page = await readFile(new URL('../../../../proto/certificate.md', import.meta.url), 'utf8');
  return /```sh\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
}

async function expert(name: string): Promise<string> {
  const desk = await mkdtemp(file('desk-'));
  await copyFile(file(`${name}.pdf`), join(desk, 'certificate.pdf'));
  await copyFile(file(`${name}.json`), join(desk, 'certificate.json'));
  await copyFile(file('ca.pem'), join(desk, 'roots.pem'));
  const lines = `${await byHand()} exit 0`;
  const { stdout, stderr } = await run('sh', ['-c', lines], { cwd: desk });
  return stderr + stdout;
}

describe('the certificate of a package', () => {
  it('is written in both forms, sealed by a key in a file', async () => {
    const { code, out, err } = await certify('a.pdf', ...fileKey());
    expect([code, err]).toEqual([0, '']);
    const [pdf, json] = await Promise.all([readFile(file('a.pdf')), readFile(file('a.json'))]);
    expect(out).toContain(`a.pdf: sha512 ${sha512(pdf)}`);
    expect(out).toContain(`a.json: sha512 ${sha512(json)}`);
    expect(pdf.includes(json)).toBe(true);
    expect(decodeCertificate(json)).toMatchObject({
      custodian: { name: 'A. Novak', office: 'Records Officer' },
      package: { sha512: sha512(await readFile(file('p.asice'))) },
    });
    const found = `CAdES Verification successful\n1\n${sha512(json)}  certificate.json\n`;
    expect(await expert('a')).toBe(found);
    const again = await certify('a.pdf', ...fileKey());
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('CLI_FILE_EXISTS')]);
  });

  it('shows an expert each byte that was changed, and whatever was appended', async () => {
    const pdf = await readFile(file('a.pdf'));
    await copyFile(file('a.json'), file('e.json'));
    for (const at of [200, pdf.indexOf('liaise-certificate'), pdf.length - 20]) {
      const changed = Buffer.from(pdf);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(file('e.pdf'), changed);
      expect(await expert('e')).toContain('CAdES Verification failure');
    }
    await writeFile(file('e.pdf'), Buffer.concat([pdf, Buffer.from('% more\n')]));
    expect(await expert('e')).toContain('NOT THE WHOLE FILE');
  });

  it.each(['rsa', 'ec'])('is sealed by a key that never leaves its device: %s', async (label) => {
    const { code, err } = await certify(`${label}.pdf`, '--language', 'ar', ...token(label));
    expect([code, err]).toEqual([0, '']);
    expect(await expert(label)).toMatch(/^CAdES Verification successful\n1\n/);
  });

  it('is sealed by a key elsewhere, whose program sees a hash alone', async () => {
    const program = [
      '#!/bin/sh',
      `cd '${folder}' && cat > asked.json`,
      `sed 's/.*"digest":"\\([0-9a-f]*\\)".*/\\1/' asked.json | xxd -r -p > digest`,
      'openssl pkeyutl -sign -inkey seal.key -pkeyopt digest:sha256 -in digest | openssl base64 -A',
    ];
    await writeFile(file('signer'), `${program.join('\n')}\n`, { mode: 0o700 });
    const chain = ['--chain', file('seal.pem')];
    const { code, err } = await certify('far.pdf', '--signer', file('signer'), ...chain);
    expect([code, err]).toEqual([0, '']);
    expect(await expert('far')).toMatch(/^CAdES Verification successful\n1\n/);
    expect(Object.keys(JSON.parse(await readFile(file('asked.json'), 'utf8')) as object)).toEqual([
      'typ',
      'v',
      'hash',
      'digest',
      'certificate',
    ]);
    const foreign = await certify('g.pdf', '--signer', file('signer'), '--chain', file('ec.pem'));
    expect(foreign.err).toContain('X509_KEY_UNFIT');
    expect(await readdir(folder)).not.toContain('g.pdf');
  });

  it('is judged beside its package: the rules about it pass, and fail for another one', async () => {
    const [seal, ca] = await Promise.all(
      ['seal.pem', 'ca.pem'].map((name) => readFile(file(name))),
    );
    await writeFile(file('whole.pem'), Buffer.concat([seal ?? Buffer.of(), ca ?? Buffer.of()]));
    const key = ['--key', file('seal.key'), '--chain', file('whole.pem')];
    expect((await certify('judged.pdf', '--not-conclusory', ...key)).code).toBe(0);
    expect((await certify('unread.pdf', ...key)).code).toBe(0);
    const issuer = new X509Certificate(ca ?? '').fingerprint256.replaceAll(':', '').toLowerCase();
    await writeFile(file('with-ca.txt'), `${test.rootsFile()}ca ${issuer}\n`);
    const rules = async (name: string, roots = 'with-ca.txt') => {
      const args = ['verify', file('p.asice'), '--roots', file(roots), '--profile', 'untoc'];
      const given = [...args, '--certificate', file(name), '--json'];
      const { code, out } = await liaise(given, { env: env() });
      expect(code).toBe(0);
      const found = (JSON.parse(out) as { admissibility: { rules: Ruled[] } }).admissibility.rules;
      return found.filter(({ rule }) => /^CER-0[12]$/.test(rule)).map(({ code: why }) => why);
    };
    expect(await rules('judged.pdf')).toEqual([null, null]);
    expect(await rules('unread.pdf')).toEqual([null, 'CONCLUSORY_UNASKED']);
    expect(await rules('judged.pdf', 'roots.txt')).toEqual(['CERTIFIER_UNKNOWN', null]);
    const pdf = await readFile(file('judged.pdf'));
    const changed = Buffer.from(pdf);
    const at = changed.indexOf('A. Novak');
    changed.write('B', at);
    await writeFile(file('other.pdf'), changed);
    expect(await rules('other.pdf')).toEqual(['CERTIFICATE_UNSEALED', null]);
    await writeFile(file('none.pdf'), pdf.subarray(0, 5_000));
    expect(await rules('none.pdf')).toEqual(['CERTIFICATE_UNREADABLE', 'CERTIFICATE_UNREADABLE']);
  });

  it('is not written with another PIN, and leaves nothing behind', async () => {
    await writeFile(file('wrong'), '000000', { mode: 0o600 });
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('liaise-token-'));
    const { code, err } = await certify('b.pdf', ...token('ec', 'wrong'));
    expect([code, err]).toEqual([1, expect.stringContaining('X509_SEAL_FAILED')]);
    expect(await readdir(folder)).not.toContain('b.pdf');
    const after = (await readdir(tmpdir())).filter((name) => name.startsWith('liaise-token-'));
    expect(after).toEqual(before);
  });

  it('is not written for a package that was changed', async () => {
    const bytes = await readFile(file('p.asice'));
    const at = bytes.indexOf('case.opened');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(file('changed.asice'), bytes);
    const roots = ['--roots', file('roots.txt'), '--out', file('c.pdf'), ...fileKey()];
    const args = ['certify', file('changed.asice'), ...roots, ...said];
    const { code, err } = await liaise(args, { env: env() });
    expect([code, err]).toEqual([1, expect.stringContaining('CERTIFICATE_PACKAGE_INVALID')]);
    expect(await readdir(folder)).not.toContain('c.pdf');
  });

  it('is refused with a key that others may read, a PIN in the token, or both kinds of key', async () => {
    await writeFile(file('open.key'), await readFile(file('seal.key')));
    await chmod(file('open.key'), 0o644);
    const chain = ['--chain', file('seal.pem')];
    const open = await certify('d.pdf', '--key', file('open.key'), ...chain);
    expect(open.err).toContain('CLI_FILE_UNSAFE');
    const pinned = token('ec').map((word) => word.replace('type=private', `pin-value=${pin}`));
    expect((await certify('d.pdf', ...pinned)).err).toContain('without its PIN');
    const both = await certify('d.pdf', ...token('ec'), '--key', file('seal.key'));
    expect(both.err).toContain('give --key, or --device');
    expect((await certify('d.txt', ...fileKey())).err).toContain('--out ends in .pdf');
    expect(await readdir(folder)).not.toContain('d.pdf');
  });
});
