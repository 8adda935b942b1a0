import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signDetached, unlockKey } from '#seal';
import { shortStretching, Sq } from '../../../../test/support/openpgp-tools.js';
import type { Context } from '../context.js';
import { run } from '../program.js';
import { Terminal } from '../terminal.js';

const dir = mkdtempSync(join(tmpdir(), 'liaise-key-'));
const home = mkdtempSync(join(tmpdir(), 'gpg-'));
writeFileSync(join(home, 'gpg-agent.conf'), shortStretching);
afterAll(() => {
  execFileSync('gpgconf', ['--homedir', home, '--kill', 'all']);
  rmSync(dir, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});
const gpg = (...args: string[]): string =>
  execFileSync(
    'gpg',
    [
      '--homedir',
      home,
      '--batch',
      '--yes',
      '--pinentry-mode',
      'loopback',
      '--passphrase',
      'pp',
      ...args,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
const file = (name: string): string => join(dir, name);

async function liaise(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const context: Context = {
    terminal: new Terminal(
      { write: (text) => out.push(text) },
      { write: (text) => err.push(text) },
    ),
    env: {},
    now: () => new Date(),
    readInput: () => Promise.resolve(Buffer.from('pp\n')),
    untilAsked: () => Promise.resolve(),
  };
  const code = await run(args, context);
  return { code, out: out.join(''), err: err.join('') };
}

describe('liaise key', () => {
  it('makes a key that gpg reads and signs with', async () => {
    const key = file('novak.key');
    const officer = ['--officer', 'a.novak@border-police', '--passphrase-file', '-'];
    const made = await liaise('key', 'new', ...officer, '--out', key, '--json');
    expect([made.code, made.err]).toEqual([0, '']);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    const { fingerprint } = JSON.parse(made.out) as { fingerprint: string };
    gpg('--import', key);
    writeFileSync(file('text'), 'words');
    gpg('-u', fingerprint, '--detach-sign', '-o', file('text.sig'), file('text'));
    expect(gpg('--list-keys', fingerprint)).toMatch('a.novak@border-police');
  });

  it('takes over a key made by gpg, and exports its certificate but never the private part', async () => {
    gpg('--quick-generate-key', 'B Kovac', 'ed25519', 'default', '1y');
    const listed = gpg('--list-keys', '--with-colons', 'B Kovac');
    const [, fingerprint = ''] = /^fpr:+([0-9A-F]{40}):/m.exec(listed) ?? [];
    gpg('--quick-add-key', fingerprint, 'cv25519', 'encr', '1y');
    gpg('--armor', '-o', file('exported.asc'), '--export-secret-keys', fingerprint);
    const key = file('kovac.key');
    const taken = await liaise(
      ...['key', 'import', file('exported.asc'), '--out', key, '--passphrase-file', '-'],
    );
    expect([taken.code, taken.err]).toEqual([0, '']);
    expect(taken.out).toMatch(fingerprint);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    const exported = await liaise('key', 'export', '--certificate', key);
    expect(exported.out).toMatch(/^-----BEGIN PGP PUBLIC KEY BLOCK-----/);
    expect(exported.out).not.toMatch('PRIVATE');
    writeFileSync(file('out.cert'), exported.out);
    expect(gpg('--show-keys', file('out.cert'))).toMatch(fingerprint);
    const asked = await liaise('key', 'export', '--certificate', file('exported.asc'));
    expect([asked.code, asked.out]).toEqual([1, '']);
  });

  it.each(['rfc4880', 'rfc9580'] as const)(
    'takes over a key made by sq (%s), which signs and is verified by sq',
    async (profile) => {
      const sq = new Sq();
      writeFileSync(file(`sq-${profile}.asc`), sq.generate('C Horvat', profile));
      const key = file(`sq-${profile}.key`);
      const from = ['key', 'import', file(`sq-${profile}.asc`), '--out', key];
      const taken = await liaise(...from, '--passphrase-file', '-');
      expect([taken.code, taken.err]).toEqual([0, '']);
      const unlocked = await unlockKey(readFileSync(key), 'pp');
      const words = Buffer.from('words');
      const signature = await signDetached(words, unlocked, new Date());
      const verified = sq.verify(words, signature, unlocked.certificate.bytes);
      expect(verified).toMatchObject({ status: 0 });
      sq.close();
    },
  );

  it('refuses a key outside the profile by the name of the reason, and writes nothing', async () => {
    gpg('--quick-generate-key', 'Short', 'rsa2048', 'default', '1y');
    gpg('-o', file('short.pgp'), '--export-secret-keys', 'Short');
    const refused = await liaise(
      ...['key', 'import', file('short.pgp'), '--out', file('short.key'), '--passphrase-file', '-'],
    );
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch('SEAL_RSA_SHORT');
    expect(() => readFileSync(file('short.key'))).toThrow('ENOENT');
  });

  it('never overwrites a key', async () => {
    const twice = ['key', 'new', '--officer', 'a.a@bb', '--out', file('twice.key')];
    expect((await liaise(...twice)).code).toBe(0);
    const before = readFileSync(file('twice.key'));
    const second = await liaise(...twice);
    expect([second.code, second.err]).toEqual([1, expect.stringMatching('CLI_FILE_EXISTS')]);
    expect(readFileSync(file('twice.key'))).toEqual(before);
  });
});
