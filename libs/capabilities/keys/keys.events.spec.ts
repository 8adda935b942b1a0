import {
  chainOf,
  type Entry,
  type EntryBodies,
  type EntryKind,
} from '#capabilities/directory/directory.schema';
import {
  parseAuthorityId,
  parseFingerprint,
  parseOfficerId,
  parseSha256,
  parseStateCode,
  timestamp,
} from '#kernel';
import type { OfficerGrant } from '#capabilities/directory/grants.model';
import { keyEvents, type Before } from './keys.events.js';

const [day, year] = [timestamp(new Date('2026-03-01')), timestamp(new Date('2027-03-01'))];
const key = (letter: string) => parseFingerprint(letter.repeat(40));
const hash = parseSha256('ab'.repeat(32));
const [authority, officer] = [parseAuthorityId('border-police'), parseOfficerId('ana')];
const signers = [key('F')];
const validity = { from: day, to: year };

const entry = <K extends EntryKind>(kind: K, body: EntryBodies[K]): Entry =>
  ({
    ...{ typ: 'liaise-directory-entry', v: 1, chain: chainOf(kind), state: 'XA' },
    ...{ kind, issuedAt: day, body },
  }) as unknown as Entry;

const keysOf = (...letters: string[]) =>
  letters.map((letter) => {
    return { compartment: 'ENFORCEMENT', fingerprint: key(letter), certificate: '' } as const;
  });
const grantOf = (letter: string, to = year): OfficerGrant =>
  ({ officer, authority, fingerprint: key(letter), from: day, to }) as unknown as OfficerGrant;

interface Stood {
  readonly keys?: readonly string[];
  readonly grants?: readonly string[];
  readonly root?: string;
}

const before = ({ keys, grants = [], root }: Stood): Before => ({
  own: {
    authority: () =>
      keys === undefined
        ? undefined
        : { authority, name: 'x', keys: keysOf(...keys), version: 1, ...validity },
    officers: () => grants.map((letter) => grantOf(letter)),
  },
  peers: {
    peer: () => (root === undefined ? undefined : ({ rootFingerprint: key(root) } as never)),
  },
});

const summariesOf = (of: Entry, stood: Before): (string | undefined)[][] =>
  keyEvents(of, hash, signers, stood).map(({ typ, data, ...rest }) => {
    expect(data).toMatchObject({ certifiers: signers, entrySha256: hash });
    const letter = data.fingerprint.slice(0, 1);
    return 'reason' in rest ? [typ, letter, rest.reason] : [typ, letter];
  });

const nothing = before({});
const peer = parseStateCode('XB');

describe('what an entry makes of keys', () => {
  it('is an enrolment for a key that counts from now on', () => {
    const granted = entry('officer', {
      ...{ officer, authority, fingerprint: key('A'), enrolment: hash, ...validity },
      roles: ['LIAISON_OFFICER'],
    });
    expect(summariesOf(granted, nothing)).toEqual([['key.enrolled', 'A']]);
    const signing = { purpose: 'signing', fingerprint: key('B'), certificate: '' } as const;
    expect(summariesOf(entry('state-key', { ...signing, ...validity }), nothing)).toEqual([
      ['key.enrolled', 'B'],
    ]);
    const root = { fingerprint: key('C'), certificate: '' };
    expect(summariesOf(entry('root', root), nothing)).toEqual([['key.enrolled', 'C']]);
  });

  it('names an event key by the SHA-256 of its 32 bytes, as leaves do', () => {
    const publicKey = Buffer.alloc(32, 7).toString('base64');
    const [event] = keyEvents(
      entry('event-key', { service: 'sealer', publicKey, ...validity }),
      hash,
      signers,
      nothing,
    );
    expect(event?.data).toMatchObject({
      use: 'event:sealer',
      fingerprint: '4bb06f8e4e3a7715d201d573d0aa423762e55dabd61a2c02278fa56cc6d294e0',
    });
  });

  it('is an end for a record whose validity is empty', () => {
    const ended = { purpose: 'receipts', fingerprint: key('B'), certificate: '' } as const;
    expect(summariesOf(entry('state-key', { ...ended, from: day, to: day }), nothing)).toEqual([
      ['key.revoked', 'B', 'ENDED'],
    ]);
  });

  it('is both when an authority names other keys than before, and nothing for those it keeps', () => {
    const renewed = entry('authority', {
      ...{ authority, name: 'Border Police', keys: keysOf('A', 'C'), ...validity },
    });
    expect(summariesOf(renewed, before({ keys: ['A', 'B'] }))).toEqual([
      ['key.enrolled', 'C'],
      ['key.revoked', 'B', 'REPLACED'],
    ]);
  });

  it('is an end for every key of a suspended officer, once each', () => {
    const suspended = entry('officer-suspended', { officer, effective: day });
    expect(summariesOf(suspended, before({ grants: ['A', 'A', 'B'] }))).toEqual([
      ['key.revoked', 'A', 'SUSPENDED'],
      ['key.revoked', 'B', 'SUSPENDED'],
    ]);
  });

  it('is told of the root of a neighbour, when it comes, changes and goes', () => {
    const link = { linkId: 'a'.repeat(32) as never, end: 1 as const };
    const confirmed = entry('peer', {
      ...{ peer, ...link, rootFingerprint: key('B'), rootCertificate: '', transcriptSha256: hash },
    });
    expect(summariesOf(confirmed, nothing)).toEqual([['key.enrolled', 'B']]);
    expect(summariesOf(confirmed, before({ root: 'A' }))).toEqual([
      ['key.enrolled', 'B'],
      ['key.revoked', 'A', 'REPLACED'],
    ]);
    const removed = entry('peer-removed', { peer, linkId: link.linkId });
    expect(summariesOf(removed, before({ root: 'B' }))).toEqual([['key.revoked', 'B', 'REMOVED']]);
  });

  it('is nothing for entries that name no key', () => {
    expect(summariesOf(entry('broker-accepted', { version: '2.11.1' }), nothing)).toEqual([]);
    const hold = { hold: 'h' as never, thread: 't' as never, basis: 'B', reason: 'R' };
    expect(summariesOf(entry('hold', hold), nothing)).toEqual([]);
  });
});
