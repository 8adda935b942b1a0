import { generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAuthorityId } from '#kernel';
import {
  addEncryptionSubkey,
  armored,
  generateEncryptionKey,
  generateStateSigningKey,
  keepSubkeys,
} from '#seal';
import { readKeyFile } from './key-files.js';
import { keyFile, KeyRing, newSecret } from './key-ring.js';

let folder: string;
let service: string;
const path = (name: string): string => join(service, name);
const ring = (): KeyRing => new KeyRing(folder, 'opener');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'liaise-keys-'));
  service = join(folder, 'opener');
  mkdirSync(service, { mode: 0o700 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const writeKeyFile = (file: string, bytes: Uint8Array): void =>
  writeFileSync(file, bytes, { mode: 0o600 });

const at = new Date('2026-01-05T08:00:00Z');
const authority = parseAuthorityId('border-police');

describe('key files', () => {
  it('for us alone are read', () => {
    writeKeyFile(path('a.key'), Buffer.from('secret'));
    expect(readKeyFile(path('a.key')).toString()).toBe('secret');
    chmodSync(path('a.key'), 0o400);
    expect(readKeyFile(path('a.key')).toString()).toBe('secret');
  });

  it.each([0o640, 0o604, 0o620, 0o602, 0o660, 0o610, 0o700])('of mode %o are refused', (mode) => {
    writeKeyFile(path('a.key'), Buffer.from('secret'));
    chmodSync(path('a.key'), mode);
    expect(() => readKeyFile(path('a.key'))).toThrow(`KEY_FILE_UNSAFE: ${path('a.key')}`);
  });

  it('are refused as links, folders, pipes to nowhere, or in a folder others may write', () => {
    writeKeyFile(path('a.key'), Buffer.from('secret'));
    symlinkSync(path('a.key'), path('link.key'));
    mkdirSync(path('folder.key'), { mode: 0o600 });
    expect(() => readKeyFile(path('link.key'))).toThrow('KEY_FILE_UNSAFE');
    expect(() => readKeyFile(path('folder.key'))).toThrow('KEY_FILE_UNSAFE');
    chmodSync(service, 0o770);
    expect(() => readKeyFile(path('a.key'))).toThrow(`KEY_FILE_UNSAFE: ${service}`);
    expect(() => ring()).toThrow('KEY_FILE_UNSAFE');
  });

  it('that are missing are named, and empty or huge ones refused', () => {
    expect(() => readKeyFile(path('no.key'))).toThrow(`KEY_MISSING: ${path('no.key')}`);
    writeFileSync(path('empty.key'), '', { mode: 0o600 });
    expect(() => readKeyFile(path('empty.key'))).toThrow('KEY_FILE_INVALID');
    writeFileSync(path('huge.key'), Buffer.alloc(300 * 1024), { mode: 0o600 });
    expect(() => readKeyFile(path('huge.key'))).toThrow('KEY_FILE_INVALID');
    expect(() => new KeyRing(folder, 'sealer')).toThrow(`KEY_MISSING: ${join(folder, 'sealer')}`);
  });
});

describe('a key ring', () => {
  it('reads OpenPGP keys and knows whose they must be', async () => {
    const signing = await generateStateSigningKey({ userId: 'XA signing', at });
    const reading = await generateEncryptionKey({ userId: 'XA police', at });
    const text = armored(signing.privateKey, 'PRIVATE KEY BLOCK');
    writeKeyFile(path(keyFile.purpose('signing')), Buffer.from(text));
    writeKeyFile(path(keyFile.authority(authority, 'ENFORCEMENT')), reading.privateKey);
    const keys = ring();
    expect((await keys.purpose('signing', signing.fingerprint)).fingerprint).toBe(
      signing.fingerprint,
    );
    expect((await keys.authority(authority, 'ENFORCEMENT')).fingerprint).toBe(reading.fingerprint);
    await expect(keys.purpose('signing', reading.fingerprint)).rejects.toMatchObject({
      code: 'KEY_FILE_INVALID',
    });
    await expect(keys.purpose('receipts')).rejects.toMatchObject({
      code: 'KEY_MISSING',
      detail: path('receipts.key'),
    });
  });

  it('reads a key file again when another has taken its place, and only then', async () => {
    const first = await generateEncryptionKey({ userId: 'XA police', at });
    const file = path(keyFile.authority(authority, 'ENFORCEMENT'));
    const put = (bytes: Uint8Array): void => {
      writeKeyFile(`${file}.new`, bytes);
      renameSync(`${file}.new`, file);
    };
    put(first.privateKey);
    const keys = ring();
    const read = () => keys.authority(authority, 'ENFORCEMENT');
    const old = await read();
    expect(await read()).toBe(old);
    const second = await addEncryptionSubkey(old, new Date(at.getTime() + 86_400_000));
    put(second.privateKey);
    const both = await read();
    expect(both.parts).toHaveLength(3);
    expect(await read()).toBe(both);
    const newest = both.certificate.subkeys.slice(1).map(({ fingerprint }) => fingerprint);
    put((await keepSubkeys(both, newest)).privateKey);
    expect((await read()).parts).toEqual([first.fingerprint, ...newest]);
    // A bad file is never answered from memory, and a repaired one is read again.
    put(Buffer.from('not a key'));
    await expect(read()).rejects.toThrow();
    rmSync(file);
    await expect(read()).rejects.toMatchObject({ code: 'KEY_MISSING', detail: file });
    put(second.privateKey);
    expect((await read()).parts).toHaveLength(3);
  });

  it('reads Ed25519 keys and nothing else in their place', () => {
    const pem = (key: ReturnType<typeof generateKeyPairSync>['privateKey']): Buffer =>
      Buffer.from(key.export({ type: 'pkcs8', format: 'pem' }));
    writeKeyFile(path(keyFile.event), pem(generateKeyPairSync('ed25519').privateKey));
    writeKeyFile(path(keyFile.log), pem(generateKeyPairSync('x25519').privateKey));
    writeKeyFile(path(keyFile.witness), Buffer.from('not a key'));
    expect(ring().ed25519('event').asymmetricKeyType).toBe('ed25519');
    expect(() => ring().ed25519('log')).toThrow('KEY_FILE_INVALID');
    expect(() => ring().ed25519('witness')).toThrow('KEY_FILE_INVALID');
  });

  it('wraps with the newest epoch that has stood for a minute, and forgets one that was destroyed', () => {
    const keys = ring();
    expect(() => keys.storageKey('ENFORCEMENT')).toThrow('KEY_MISSING');
    const [old, young] = [newSecret(), newSecret()];
    writeKeyFile(path(keyFile.storage('ENFORCEMENT', 9)), old);
    writeKeyFile(path(keyFile.storage('ENFORCEMENT', 10)), young);
    writeKeyFile(path(keyFile.storage('PROTECTION', 11)), newSecret());
    const age = (epoch: number, ms: number): void => {
      const then = new Date(Date.now() - ms);
      utimesSync(path(keyFile.storage('ENFORCEMENT', epoch)), then, then);
    };
    // Other services may lack the new key, so it only decrypts so far.
    expect(keys.storageKey('ENFORCEMENT')).toMatchObject({ epoch: 9, key: old });
    expect(keys.storageKeyOf('ENFORCEMENT', 10).key.equals(young)).toBe(true);
    age(9, 120_000);
    age(10, 50_000);
    expect(keys.storageKey('ENFORCEMENT')).toMatchObject({ epoch: 9, key: old });
    age(10, 61_000);
    expect(keys.storageKey('ENFORCEMENT')).toMatchObject({ epoch: 10, key: young });
    expect(keys.storageKeyOf('ENFORCEMENT', 9).key.equals(old)).toBe(true);
    rmSync(path(keyFile.storage('ENFORCEMENT', 9)));
    expect(() => keys.storageKeyOf('ENFORCEMENT', 9)).toThrow('KEY_MISSING');
  });

  it('takes secrets of 32 bytes only', () => {
    writeKeyFile(path(keyFile.pseudonym), newSecret());
    writeKeyFile(path(keyFile.index('ENFORCEMENT')), Buffer.alloc(31));
    expect(ring().pseudonymKey()).toHaveLength(32);
    expect(() => ring().indexKey('ENFORCEMENT')).toThrow('KEY_FILE_INVALID');
  });
});
