import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Directory } from '#capabilities/directory/trust.model';
import { parseAuthorityId, parseFingerprint, parseStateCode, timestamp } from '#kernel';
import { keyFile, KeyRing } from '#trust';
import { TestFolder } from '../../../../../test/support/nats.js';
import { authorityEntry } from '../../compose/entries/entries.js';
import { makeCertificates } from './certificates.js';
import { completeKeys } from './compartment-keys.js';
import { composeDirectory } from '../entries.js';
import { makeFolder } from '../files.js';
import { beginHandover, destroyHandovers, handoverMs } from './handover-epochs.js';
import { makeKeys } from './key-material.js';
import { handoverServices, Layout, PeopleLayout, storageServices } from '../layout.js';
import { renewCertificates } from './renew-certificates.js';
import { beginEpochs, epochMs } from './storage-epochs.js';

const state = parseStateCode('XA');
const year = 365 * 24 * 3_600_000;
const later = (ms: number): Date => new Date(at.getTime() + ms);

let at: Date;
let folder: TestFolder;
let layout: Layout;
let people: PeopleLayout;

beforeEach(async () => {
  // Real time: files carry the time of writing.
  at = new Date();
  folder = await TestFolder.create();
  layout = new Layout(join(folder.path, 'xa'));
  people = new PeopleLayout(join(folder.path, 'people'));
  await makeFolder(people.dir);
  for (const name of ['', ...layout.folders]) await makeFolder(layout.path(name));
});
afterEach(() => folder.remove());

describe('certificates', () => {
  const read = (name: string) => {
    const { certificateFile, keyFile: key } = layout.certificate(name);
    return {
      certificate: new X509Certificate(readFileSync(certificateFile)),
      key: createPrivateKey(readFileSync(key)),
    };
  };
  const made = () =>
    makeCertificates(layout, people, {
      ...{ state, at, httpNames: ['liaise.xa.example'], borderNames: ['10.0.0.7'] },
    });

  it('are issued anew for the same names by the same authorities, with new keys', async () => {
    await made();
    const names = readdirSync(layout.path('tls'))
      .filter((name) => name.endsWith('.crt') && !name.endsWith('-ca.crt'))
      .map((name) => name.slice(0, -'.crt'.length));
    const before = new Map(names.map((name) => [name, read(name)]));
    const renewed = await renewCertificates(layout, people, later(year));
    expect(renewed.map(({ name }) => name).sort()).toEqual(names.sort());
    for (const [name, old] of before) {
      const { certificate, key } = read(name);
      const authority = name === 'link' ? 'link' : 'services';
      const ca = new X509Certificate(readFileSync(layout.path('tls', `${authority}-ca.crt`)));
      expect(certificate.verify(ca.publicKey)).toBe(true);
      expect(certificate.checkPrivateKey(key)).toBe(true);
      expect(certificate.subjectAltName).toBe(old.certificate.subjectAltName);
      expect(certificate.keyUsage).toEqual(old.certificate.keyUsage);
      expect(certificate.checkPrivateKey(old.key)).toBe(false);
      expect(Date.parse(certificate.validTo)).toBeGreaterThan(later(2.9 * year).getTime());
      expect(statSync(layout.certificate(name).keyFile).mode & 0o777).toBe(0o600);
    }
  });

  it('stay as they are when one is missing or unreadable, or a key is not its authority’s', async () => {
    await made();
    const tls = () =>
      readdirSync(layout.path('tls')).map((name) => [name, readFileSync(layout.path('tls', name))]);
    const refused = async (file: string, content: string | undefined, code: string) => {
      const good = readFileSync(file);
      if (content === undefined) rmSync(file);
      else writeFileSync(file, content);
      const before = tls();
      await expect(renewCertificates(layout, people, later(year))).rejects.toMatchObject({ code });
      expect(tls()).toEqual(before);
      writeFileSync(file, good);
    };
    const { certificateFile } = layout.certificate('link');
    await refused(certificateFile, 'x', 'CLI_INSTALLATION_DAMAGED');
    await refused(certificateFile, undefined, 'CLI_INSTALLATION_DAMAGED');
    const strange = readFileSync(people.key('services-ca'), 'utf8');
    await refused(people.key('link-ca'), strange, 'CLI_FILE_INVALID');
  });

  it('never outlive their authority, and need its key', async () => {
    await made();
    await renewCertificates(layout, people, later(9 * year));
    const ca = new X509Certificate(readFileSync(layout.servicesAuthority));
    expect(read('http').certificate.validTo).toBe(ca.validTo);
    await expect(renewCertificates(layout, people, later(11 * year))).rejects.toMatchObject({
      code: 'CLI_FILE_INVALID',
    });
    const before = read('http').certificate.fingerprint256;
    await expect(
      renewCertificates(layout, new PeopleLayout(join(folder.path, 'none')), at),
    ).rejects.toMatchObject({ code: 'CLI_FILE_UNUSABLE' });
    expect(read('http').certificate.fingerprint256).toBe(before);
  });
});

describe('storage epochs', () => {
  const ring = (service: (typeof storageServices)[number]) => new KeyRing(layout.keys, service);
  const pathOf = (service: (typeof storageServices)[number], epoch: number): string =>
    layout.key(service, keyFile.storage('ENFORCEMENT', epoch));
  const age = (epoch: number, ms: number): void => {
    for (const service of storageServices)
      utimesSync(pathOf(service, epoch), later(-ms), later(-ms));
  };

  beforeEach(async () => {
    const authority = parseAuthorityId('border-police');
    const authorities = [{ authority, name: 'Police' }];
    await makeKeys(layout, { state, logOrigin: 'xa.example/log', authorities, at });
  });

  it('begin every thirty days; a new key is used once every service has had it for a minute', async () => {
    expect(await beginEpochs(layout, at)).toEqual([]);
    expect(await beginEpochs(layout, later(epochMs - 60_000))).toEqual([]);
    const begun = await beginEpochs(layout, later(epochMs + 60_000));
    expect(begun).toContainEqual({ compartment: 'ENFORCEMENT', epoch: 2 });
    age(1, epochMs);
    for (const service of storageServices) {
      expect(ring(service).storageKey('ENFORCEMENT').epoch).toBe(1);
      expect(ring(service).storageKeyOf('ENFORCEMENT', 2).key).toEqual(
        ring('sealer').storageKeyOf('ENFORCEMENT', 2).key,
      );
    }
    age(2, 61_000);
    for (const service of storageServices)
      expect(ring(service).storageKey('ENFORCEMENT').epoch).toBe(2);
    // Data wrapped by the first epoch can still be opened.
    expect(ring('inbox').storageKeyOf('ENFORCEMENT', 1).epoch).toBe(1);
  });

  it('that a crash left half given are given to all at the next look', async () => {
    age(1, epochMs);
    await beginEpochs(layout, later(60_000));
    const key = readFileSync(pathOf('requests', 2));
    for (const service of ['sealer', 'opener'] as const) rmSync(pathOf(service, 2));
    expect((await beginEpochs(layout, at)).map(({ epoch }) => epoch)).not.toContain(3);
    for (const service of storageServices) expect(readFileSync(pathOf(service, 2))).toEqual(key);
  });
});

describe('the key of the hand-over', () => {
  const ring = (service: (typeof handoverServices)[number]) => new KeyRing(layout.keys, service);
  const pathsOf = (epoch: number): string[] =>
    handoverServices.map((service) => layout.key(service, keyFile.handover(epoch)));
  const age = (epoch: number, ms: number): void => {
    for (const path of pathsOf(epoch)) utimesSync(path, later(-ms), later(-ms));
  };
  const there = (epoch: number): number => pathsOf(epoch).filter((path) => existsSync(path)).length;

  beforeEach(async () => {
    const authorities = [{ authority: parseAuthorityId('border-police'), name: 'Police' }];
    await makeKeys(layout, { state, logOrigin: 'xa.example/log', authorities, at });
  });

  it('is changed every day, and a new one is used once every service has had it for a minute', async () => {
    await beginHandover(layout, at);
    expect([there(1), there(2)]).toEqual([handoverServices.length, 0]);
    age(1, handoverMs);
    await beginHandover(layout, at);
    for (const service of handoverServices) expect(ring(service).handoverKey().epoch).toBe(1);
    age(2, 61_000);
    const { epoch, key } = ring('requests').handoverKey();
    expect(epoch).toBe(2);
    for (const service of handoverServices)
      expect(ring(service).handoverKeyOf(2).equals(key)).toBe(true);
    expect(ring('evidence').handoverKeyOf(1).equals(key)).toBe(false);
  });

  it('goes once no package in the making needs it, an hour after the next one came; the newest stays', async () => {
    age(1, handoverMs);
    await beginHandover(layout, at);
    const old = ring('evidence');
    expect(old.handoverKeyOf(1)).toHaveLength(32);
    expect(await destroyHandovers(layout, new Set(), later(0))).toEqual([]);
    age(2, 3_600_000);
    expect(await destroyHandovers(layout, new Set([1]), later(0))).toEqual([]);
    expect(there(1)).toBe(handoverServices.length);
    const secret = old.handoverKeyOf(1);
    // State after a crash: the file is missing at one service.
    rmSync(pathsOf(1)[0] ?? '');
    expect(await destroyHandovers(layout, new Set(), later(0))).toEqual([1]);
    expect([there(1), there(2)]).toEqual([0, handoverServices.length]);
    expect(() => old.handoverKeyOf(1)).toThrow('KEY_MISSING');
    // A running process drops the key from memory too.
    expect(secret.equals(Buffer.alloc(32))).toBe(true);
    expect(await destroyHandovers(layout, new Set(), later(0))).toEqual([]);
  });

  it('is made where there is none, and given to a service that lacks it', async () => {
    for (const path of pathsOf(1)) rmSync(path);
    expect(() => ring('inbox').handoverKey()).toThrow('KEY_MISSING');
    await beginHandover(layout, at);
    const [first = '', ...rest] = pathsOf(1).map((path) => readFileSync(path, 'hex'));
    expect(rest).toEqual(rest.map(() => first));
    rmSync(pathsOf(1)[2] ?? '');
    await beginHandover(layout, at);
    expect(pathsOf(1).map((path) => readFileSync(path, 'hex'))).toEqual([first, first, first]);
  });
});

describe('keys of a compartment that came later', () => {
  const authority = parseAuthorityId('border-police');
  const added = 'DATA_PROTECTION';
  const root = parseFingerprint('1A'.repeat(20));

  it('are made where the directory names none, once, and certified by the root', async () => {
    const material = await makeKeys(layout, {
      ...{ state, logOrigin: 'xa.example/log', at },
      authorities: [{ authority, name: 'Police' }],
    });
    const authorities = material.authorities.map((each) => ({
      ...each,
      keys: each.keys.filter(({ compartment }) => compartment !== added),
    }));
    const certified = { fingerprint: root, certificate: Buffer.of(1) };
    const directory = new Directory(state, root);
    const plan = { state, at, root: certified, ...material, authorities, registrars: [] };
    for (const entry of composeDirectory(plan)) directory.apply(entry, [root]);
    for (const service of storageServices)
      for (const file of [keyFile.storage(added, 1), keyFile.index(added)])
        rmSync(layout.key(service, file));
    rmSync(layout.authorityKey(authority, added));
    const files = () => readdirSync(layout.keys, { recursive: true }).length;
    const before = files();

    const issuedAt = timestamp(at);
    const record = directory.authority(authority, issuedAt);
    if (record === undefined) throw new Error('no authority');
    const body = await completeKeys(layout, state, record, at);
    if (body === undefined) throw new Error('nothing was missing');
    expect(files()).toBe(before + 2 * storageServices.length + 1);
    expect(body.keys.slice(0, 2)).toEqual(record.keys);
    // An interrupted run is continued.
    expect(await completeKeys(layout, state, record, at)).toEqual(body);

    directory.apply(authorityEntry({ state, at }, body), [root]);
    const made = directory.encryptionKey(authority, added, issuedAt)?.fingerprint;
    const held = await new KeyRing(layout.keys, 'opener').authority(authority, added);
    expect([made, held.fingerprint]).toEqual([body.keys[2]?.fingerprint, made]);
    const secrets = storageServices.map((service) => {
      const ring = new KeyRing(layout.keys, service);
      return [ring.storageKeyOf(added, 1).key, ring.indexKey(added)].map((key) =>
        key.toString('hex'),
      );
    });
    expect(new Set(secrets.map((each) => each.join())).size).toBe(1);
    const whole = directory.authority(authority, issuedAt);
    expect(whole && (await completeKeys(layout, state, whole, at))).toBeUndefined();
  });
});
