import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { RuntimeError } from './errors.js';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Settings } from '#config';
import { createAuthority } from '#broker';
import { certificateEnds, installedCertificates } from './installed-certificates.js';
import { readSecret } from './secret-file.js';
import { loadSettings, settingsPath } from './settings.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'liaise-files-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const detail = (fn: () => unknown): string | undefined => {
  try {
    fn();
  } catch (error) {
    if (error instanceof RuntimeError) return error.detail;
    throw error;
  }
  return undefined;
};

describe('readSecret', () => {
  it('reads a private file and refuses any other', () => {
    const path = join(dir, 'seed');
    writeFileSync(path, ' SUSEED\n', { mode: 0o600 });
    expect(readSecret(path)).toBe('SUSEED');
    chmodSync(path, 0o640);
    expect(detail(() => readSecret(path))).toBe(`${path}: mode 640, allowed 600`);
    chmodSync(path, 0o600);
    writeFileSync(path, ' \n');
    expect(detail(() => readSecret(path))).toBe(`${path}: empty`);
    writeFileSync(path, 'x'.repeat(70_000));
    expect(detail(() => readSecret(path))).toMatch('more than');
    expect(detail(() => readSecret(join(dir, 'nothing')))).toMatch('cannot be read');
    expect(detail(() => readSecret(dir))).toMatch('not a plain file');
    symlinkSync('/dev/zero', join(dir, 'link'));
    expect(detail(() => readSecret(join(dir, 'link')))).toMatch('not a plain file');
  });
});

describe('loadSettings', () => {
  it('names every problem and quotes nothing of a broken file', () => {
    const path = join(dir, 'liaise.json');
    writeFileSync(path, '{"http": {"port": 0}, "colour": 1}');
    const problems = detail(() => loadSettings('sealer', path, {}))?.split('\n') ?? [];
    expect(problems).toContain('http.port: found 0; allowed: whole number from 1 to 65535');
    expect(problems).toContain('colour: unknown key; allowed: the keys of the table');
    writeFileSync(path, 'secret nonsense');
    expect(detail(() => loadSettings('sealer', path, {}))).toMatch(
      /: found something that is not JSON(?: at line 1, column \d+)?; allowed: one JSON object$/,
    );
  });

  it.each<[string, (path: string) => void, string]>([
    ['no file', () => undefined, 'found nothing that can be read; allowed: a file of this user'],
    [
      'an empty file',
      (path) => {
        writeFileSync(path, '');
      },
      'found an empty file; allowed: one JSON object',
    ],
    [
      'a folder',
      (path) => {
        mkdirSync(path);
      },
      'found something else; allowed: a plain file',
    ],
    [
      'a device',
      (path) => {
        symlinkSync('/dev/zero', path);
      },
      'found something else; allowed: a plain file',
    ],
    [
      'a big file',
      (path) => {
        writeFileSync(path, ' '.repeat(2 ** 20 + 1));
      },
      'found 1048577 bytes; allowed: at most 1048576',
    ],
    [
      'Latin-1',
      (path) => {
        writeFileSync(path, Buffer.from('{"a": "\xe9"}', 'latin1'));
      },
      'found bytes that are no UTF-8; allowed: text in UTF-8',
    ],
    [
      'UTF-16',
      (path) => {
        writeFileSync(path, '\uFEFF{}', 'utf16le');
      },
      'found bytes that are no UTF-8; allowed: text in UTF-8',
    ],
    [
      'a mark',
      (path) => {
        writeFileSync(path, '\uFEFF{}');
      },
      'found a byte order mark; allowed: one JSON object, in UTF-8 without one',
    ],
    [
      'a key twice',
      (path) => {
        writeFileSync(path, '{"http": {"port": 1, "port": 2}}');
      },
      'http.port: found twice; allowed: each key once',
    ],
    [
      'an open file',
      (path) => {
        writeFileSync(path, '{}');
        chmodSync(path, 0o666);
      },
      'found mode 666; allowed: not writable by others',
    ],
  ])('refuses %s in one line', (_name, make, problem) => {
    const path = join(dir, 'settings.json');
    make(path);
    expect(detail(() => loadSettings('sealer', path, {}))).toBe(`${path}: ${problem}`);
  });

  it('finds the path in the arguments, else in the variable', () => {
    expect(settingsPath(['--settings', '/a'], { LIAISE_SETTINGS: '/b' })).toBe('/a');
    expect(settingsPath([], { LIAISE_SETTINGS: '/b' })).toBe('/b');
    expect(detail(() => settingsPath(['--settings'], {}))).toMatch('found nothing');
  });
});

describe('installedCertificates', () => {
  it('names each certificate beside those of the settings, by file and SHA-256, and passes over the rest', async () => {
    const day = 24 * 3_600_000;
    const validity = {
      notBefore: new Date(Date.now() - day),
      notAfter: new Date(Date.now() + day),
    };
    const place = (folder: string, file: string): string => join(dir, folder, file);
    const made: string[] = [];
    for (const [folder, file] of [
      ['door', 'http.crt'],
      ['bus', 'ca.crt'],
      ['bus', 'inbox.crt'],
    ] as const) {
      mkdirSync(join(dir, folder), { recursive: true });
      const { certificate } = await createAuthority({ name: 'test', ...validity });
      writeFileSync(place(folder, file), certificate);
      made.push(`tls:${file.replace('.crt', '')}`);
    }
    writeFileSync(place('bus', 'broken.crt'), 'no certificate');
    writeFileSync(place('bus', 'inbox.key'), 'a key');
    const settings = {
      http: { certFile: place('door', 'http.crt') },
      bus: { caFile: place('bus', 'ca.crt') },
      border: { certFile: place('bus', 'inbox.crt'), caFile: place('none', 'ca.crt') },
    } as unknown as Settings;
    const found = installedCertificates(settings);
    expect(found.map(({ use }) => use).sort()).toEqual(made.sort());
    for (const { fingerprint } of found) expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const { certificate } = await createAuthority({ name: 'test', ...validity });
    writeFileSync(place('door', 'http.crt'), certificate);
    const other = installedCertificates(settings).map(({ fingerprint }) => fingerprint);
    const known = new Set(found.map(({ fingerprint }) => fingerprint));
    expect(other.filter((fingerprint) => !known.has(fingerprint))).toHaveLength(1);
  });
});

describe('certificateEnds', () => {
  it('says when each certificate ends, and which of them a link needs: ours, its authority, and that of the neighbour', async () => {
    const notAfter = new Date('2031-05-01T00:00:00.000Z');
    const { certificate } = await createAuthority({
      name: 'test',
      notBefore: new Date(),
      notAfter,
    });
    const files = ['tls/http.crt', 'tls/services-ca.crt', 'tls/link.crt', 'tls/link-ca.crt'];
    const seal = 'seal/chain.pem';
    for (const file of [...files, seal, 'peers/0a1b.crt']) {
      mkdirSync(join(dir, dirname(file)), { recursive: true });
      writeFileSync(join(dir, file), certificate);
    }
    writeFileSync(join(dir, 'peers/0a1b.json'), '{}');
    const settings = {
      dataDir: dir,
      http: { certFile: join(dir, 'tls/http.crt') },
      bus: { caFile: join(dir, 'tls/services-ca.crt') },
      border: { certFile: join(dir, 'tls/link.crt'), caFile: join(dir, 'tls/services-ca.crt') },
      x509Seal: { chainFile: join(dir, seal) },
    } as unknown as Settings;
    const found = certificateEnds(settings);
    expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'CERTIFICATE tls/http.crt',
      'LINK tls/link-ca.crt',
      'LINK tls/link.crt',
      'CERTIFICATE tls/services-ca.crt',
      'CERTIFICATE x509Seal',
      'LINK peers/0a1b.crt',
    ]);
    for (const { to } of found) expect(to).toEqual(notAfter);
  });
});
