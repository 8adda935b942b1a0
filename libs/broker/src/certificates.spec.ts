import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  BrokerError,
  createAuthority,
  createUserKey,
  isUserPublicKey,
  issueCertificate,
  publicKeyOf,
} from './index.js';

const validity = {
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2027-01-01T00:00:00Z'),
};

describe('certificates', () => {
  it('a leaf is verified by its authority and by no other, for its hosts and its time', async () => {
    const authority = await createAuthority({ name: 'XA link', ...validity });
    const other = await createAuthority({ name: 'XA link', ...validity });
    const hosts = ['127.0.0.1', '::1', 'border.example'];
    const leaf = await issueCertificate(authority, {
      name: 'XA border',
      hosts,
      use: 'both',
      uri: 'urn:liaise:link:1:XA',
      ...validity,
    });
    const [ca, wrong, cert] = [authority, other, leaf].map(
      (item) => new X509Certificate(item.certificate),
    );
    expect(ca?.ca).toBe(true);
    expect(cert?.ca).toBe(false);
    expect(ca !== undefined && cert?.checkIssued(ca) === true && cert.verify(ca.publicKey)).toBe(
      true,
    );
    expect(wrong !== undefined && cert?.verify(wrong.publicKey)).toBe(false);
    expect(cert?.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(cert?.checkIP('::1')).toBeDefined();
    expect(cert?.checkHost('border.example')).toBe('border.example');
    expect(cert?.checkHost('other.example')).toBeUndefined();
    expect(new Date(cert?.validTo ?? '')).toEqual(validity.notAfter);
    expect(cert?.subjectAltName).toContain('urn:liaise:link:1:XA');
  });

  it.each([
    ['a name with a second attribute', { name: 'x, O=evil' }],
    ['a server without a host', { hosts: [] }],
    ['an end before its beginning', { notAfter: new Date('2025-01-01T00:00:00Z') }],
  ])('refuses %s', async (_name, change) => {
    const authority = await createAuthority({ name: 'XA', ...validity });
    const request = { name: 'x', hosts: ['h'], use: 'server', ...validity, ...change } as const;
    await expect(issueCertificate(authority, request)).rejects.toBeInstanceOf(BrokerError);
  });
});

describe('nkeys', () => {
  it('a seed gives its own public key again; other texts are refused without being repeated', () => {
    const { seed, publicKey } = createUserKey();
    expect(publicKeyOf(seed)).toBe(publicKey);
    expect(isUserPublicKey(publicKey)).toBe(true);
    expect(isUserPublicKey(`U${'A'.repeat(55)}`)).toBe(false);
    expect(isUserPublicKey(seed)).toBe(false);
    expect(() => publicKeyOf(publicKey)).toThrow(/^LAYOUT_INVALID: a service seed must be/);
  });
});
