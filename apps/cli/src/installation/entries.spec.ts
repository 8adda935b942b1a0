import fc from 'fast-check';
import { Directory } from '#capabilities/directory/trust.model';
import {
  ownProtocol,
  parseAuthorityId,
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  timestamp,
} from '#kernel';
import { parseEntry } from '#capabilities/directory/directory.schema';
import { generateStateSigningKey, parseCertificate, unlockKey, verifyDetached } from '#seal';
import { chainHead } from '#wire';
import { composeDirectory, type Certified, type DirectoryPlan } from './entries.js';
import { signDirectory } from './sign-directory.js';

const certified = (digit: string): Certified => ({
  fingerprint: parseFingerprint(digit.repeat(40)),
  certificate: Uint8Array.of(1, 2, 3),
});
const day = 24 * 3600 * 1000;
const at = new Date('2026-03-01T12:00:00.123Z');
const root = certified('A');
const plan: DirectoryPlan = {
  state: parseStateCode('XA'),
  at,
  root,
  stateKeys: [
    { purpose: 'signing', key: certified('1') },
    { purpose: 'receipts', key: certified('2') },
    { purpose: 'gateway-encryption', key: certified('3') },
  ],
  noteKeys: [{ purpose: 'log', vkey: 'audit.xa/2026+00000000+AA==' }],
  eventKeys: [{ service: 'sealer', publicKey: Buffer.alloc(32, 7).toString('base64') }],
  authorities: ['border-police', 'coast-guard'].map((name, i) => ({
    authority: parseAuthorityId(name),
    name,
    keys: [
      { compartment: 'ENFORCEMENT', key: certified(String(4 + i)) },
      { compartment: 'PROTECTION', key: certified(String(6 + i)) },
    ],
  })),
  registrars: ['m.horvat', 'i.kovac'].map((name, i) => ({
    registrar: parseOfficerId(name),
    key: certified(String(8 + i)),
  })),
};

function read(of: DirectoryPlan): Directory {
  const directory = new Directory(of.state, of.root.fingerprint);
  for (const entry of composeDirectory(of))
    directory.apply(parseEntry(entry), [of.root.fingerprint]);
  return directory;
}
const after = (days: number) => timestamp(new Date(at.getTime() + days * day));

describe('composeDirectory', () => {
  it('is a chain that a directory accepts, in which every key is found from the first moment', () => {
    const directory = read(plan);
    const now = timestamp(at);
    expect(composeDirectory(plan).map(({ kind }) => kind)).toContain('protocol');
    expect(directory.protocol()).toEqual(ownProtocol);
    expect(directory.stateKey('signing', now)?.fingerprint).toBe('1'.repeat(40));
    expect(directory.stateKey('receipts', now)?.fingerprint).toBe('2'.repeat(40));
    expect(directory.stateKey('gateway-encryption', now)?.fingerprint).toBe('3'.repeat(40));
    expect(directory.stateKey('package', now)).toBeUndefined();
    expect(directory.logKeys.noteKey('log', now)?.vkey).toMatch(/^audit/);
    expect(directory.logKeys.eventKey('sealer', now)).toBeDefined();
    const coast = parseAuthorityId('coast-guard');
    expect(directory.encryptionKey(coast, 'PROTECTION', now)?.fingerprint).toBe('7'.repeat(40));
    expect(directory.registrars().map((each) => each.authorities.length)).toEqual([2, 2]);
  });

  it('ends keys after two years and registrars after twelve months', () => {
    const directory = read(plan);
    expect(directory.stateKey('signing', after(729))).toBeDefined();
    expect(directory.stateKey('signing', after(731))).toBeUndefined();
    expect(directory.registrars()[0]?.to).toBe('2027-03-01T12:00:00.123Z');
  });

  it('lets two of its registrars grant, from the first moment, and not one', () => {
    const entry = parseEntry({
      ...composeDirectory(plan)[0],
      kind: 'officer',
      body: {
        officer: 'a.novak',
        authority: 'border-police',
        fingerprint: 'B'.repeat(40),
        roles: ['LIAISON_OFFICER'],
        enrolment: '0'.repeat(64),
        from: timestamp(at),
        to: after(30),
      },
    });
    const [first, second] = plan.registrars.map(({ key }) => key.fingerprint);
    if (first === undefined || second === undefined) throw new Error('two registrars');
    const directory = read(plan);
    expect(() => directory.apply(entry, [first])).toThrow('two registrars');
    directory.apply(entry, [first, second]);
    expect(directory.officers()).toHaveLength(1);
  });

  it('holds for any day it is done on, leap days included', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('2024-01-01'),
          max: new Date('2090-01-01'),
          noInvalidDate: true,
        }),
        (when) => {
          expect(read({ ...plan, at: when }).version).toBe(composeDirectory(plan).length);
        },
      ),
    );
  });

  it('cannot be made with one key for two registrars', () => {
    const key = certified('8');
    const registrars = plan.registrars.map(({ registrar }) => ({ registrar, key }));
    expect(() => read({ ...plan, registrars })).toThrow('another registrar');
  });
});

describe('signDirectory', () => {
  it('signs the exact bytes and chains them from version 0', async () => {
    const made = await generateStateSigningKey({ userId: 'XA root', at });
    const entries = composeDirectory({ ...plan, root: made });
    const rows = await signDirectory(entries, await unlockKey(made.privateKey), at);
    expect(rows.map((row) => row.version)).toEqual(entries.map((_, i) => i));
    const certificate = await parseCertificate(made.certificate);
    let head = null;
    for (const row of rows) {
      const [signature = new Uint8Array()] = row.signatures;
      const verified = await verifyDetached(row.entry, signature, certificate, at);
      expect(verified.fingerprint).toBe(made.fingerprint);
      head = chainHead(head, row.version, row);
      expect(row.head).toBe(head);
    }
  });
});
