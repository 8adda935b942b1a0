import { describe, expect, it } from '@jest/globals';
import {
  aFingerprint,
  aState,
  aYear,
  anAuthority,
  anEntry,
  anOfficer,
  at,
  base64Of,
  days,
} from '../../../../test/support/builders.js';
import { parseEntry, type Entry, type EntryBodies } from '../directory.schema.js';
import type { Fingerprint } from '#kernel';
import { Directory } from '../trust.model.js';

const root = aFingerprint('root XA');
const gateway = aFingerprint('gateway XA');
const police = aFingerprint('border-police');

function aDirectory(): Directory {
  const directory = new Directory(aState('XA'), root);
  directory.apply(anEntry('root'), [root]);
  directory.apply(anEntry('authority'), [root]);
  directory.apply(anEntry('state-key'), [root]);
  const encryption = { purpose: 'gateway-encryption', fingerprint: gateway } as const;
  directory.apply(anEntry('state-key', encryption), [root]);
  return directory;
}

const renewal = (name: string, ms = 0, body: Partial<EntryBodies['certificate']> = {}) =>
  anEntry('certificate', { certificate: base64Of(name), ...body }, { issuedAt: at(ms) });

const refusalOf = (
  directory: Directory,
  entry: Entry,
  signers: readonly Fingerprint[],
): unknown => {
  const before = JSON.stringify(directory);
  try {
    directory.apply(entry, signers);
    return 'accepted';
  } catch (error) {
    expect(JSON.stringify(directory)).toBe(before);
    return (error as { detail?: string }).detail;
  }
};

const certificateOf = (directory: Directory): string | undefined =>
  directory.encryptionKey(anAuthority(), 'ENFORCEMENT', at(days(3)))?.certificate;

describe('a new certificate of an encryption key', () => {
  it('is given instead of the one the root certified, for an authority and for the gateway', () => {
    const directory = aDirectory();
    expect(certificateOf(directory)).toBe(base64Of('border-police'));
    directory.apply(renewal('one'), [police]);
    expect(certificateOf(directory)).toBe(base64Of('one'));
    directory.apply(renewal('two', 0, { fingerprint: gateway }), [gateway]);
    expect(directory.stateKey('gateway-encryption', at(1))).toMatchObject({
      fingerprint: gateway,
      certificate: base64Of('two'),
    });
    expect(certificateOf(directory)).toBe(base64Of('one'));
    expect(directory.encryptionCertificate(gateway)?.certificate).toBe(base64Of('two'));
    expect(directory.version).toBe(6);
  });

  it('stays when the root certifies the same key again, and does not follow another key', () => {
    const directory = aDirectory();
    directory.apply(renewal('one'), [police]);
    directory.apply(anEntry('authority', { name: 'Renamed' }), [root]);
    expect(certificateOf(directory)).toBe(base64Of('one'));
    const other = { compartment: 'ENFORCEMENT', certificate: base64Of('other') } as const;
    const keys = [{ ...other, fingerprint: aFingerprint('other key') }];
    directory.apply(anEntry('authority', { keys }), [root]);
    expect(certificateOf(directory)).toBe(base64Of('other'));
  });

  it('is signed by that key: neither by the root, nor by another key of the State', () => {
    const directory = aDirectory();
    const own = 'the key itself must sign';
    for (const signers of [[], [root], [gateway], [aFingerprint('signing XA')]])
      expect(refusalOf(directory, renewal('one'), signers)).toBe(own);
    expect(refusalOf(directory, renewal('one'), [police])).toBe('accepted');
  });

  it('is of a key that the root certified to be sealed to, as long as it holds', () => {
    const directory = aDirectory();
    const unknown = 'no encryption key of this fingerprint is certified';
    for (const name of ['signing XA', 'a stranger']) {
      const fingerprint = aFingerprint(name);
      expect(refusalOf(directory, renewal('one', 0, { fingerprint }), [fingerprint])).toBe(unknown);
      expect(directory.encryptionCertificate(fingerprint)).toBeUndefined();
    }
    expect(refusalOf(directory, renewal('late', days(301)), [police])).toBe(unknown);
    const ended = { ...aYear, from: at(5), to: at(5) };
    directory.apply(anEntry('authority', ended, { issuedAt: at(5) }), [root]);
    expect(refusalOf(directory, renewal('one', 6), [police])).toBe(unknown);
    // Backdating gains nothing: the entry that ended the key stands in the chain already.
    expect(refusalOf(directory, renewal('one', 1), [police])).toBe(unknown);
  });

  it('comes once in 24 hours of each key, whatever bytes it brings', () => {
    const directory = aDirectory();
    directory.apply(renewal('one'), [police]);
    const pause = 'a key brings a new certificate once in 24 hours at most';
    for (const ms of [-days(1), 0, 1, days(1) - 1])
      expect(refusalOf(directory, renewal('two', ms), [police])).toBe(pause);
    const other = renewal('of the gateway', 1, { fingerprint: gateway });
    expect(refusalOf(directory, other, [gateway])).toBe('accepted');
    directory.apply(renewal('two', days(1)), [police]);
    expect(refusalOf(directory, renewal('three', days(2) - 1), [police])).toBe(pause);
    expect(certificateOf(directory)).toBe(base64Of('two'));
  });

  it('does not move the time by which persons are judged', () => {
    const directory = aDirectory();
    for (const name of ['r.one', 'r.two']) {
      const fingerprint = aFingerprint(name);
      directory.apply(anEntry('registrar', { registrar: anOfficer(name), fingerprint }), [root]);
    }
    directory.apply(renewal('years ahead', days(299)), [police]);
    expect(directory.reckoned(at())).toBe(at());
  });

  it('shows in a copy, and what the copy takes does not show here', () => {
    const directory = aDirectory();
    directory.apply(renewal('one'), [police]);
    const copy = directory.copy();
    copy.apply(renewal('two', days(1)), [police]);
    expect([certificateOf(directory), certificateOf(copy)]).toEqual([
      base64Of('one'),
      base64Of('two'),
    ]);
  });

  it('has room for a few subkeys and not for more', () => {
    const parse = (length: number) => (): unknown =>
      parseEntry(renewal('x', 0, { certificate: 'A'.repeat(length) }));
    expect(parse(8_000)).not.toThrow();
    expect(parse(8_004)).toThrow('VALUE_INVALID');
  });
});
