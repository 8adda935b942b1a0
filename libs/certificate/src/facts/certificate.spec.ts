import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { aCertificate, shippedFonts } from '../fixtures/a-certificate.js';
import { makeCertificate } from '../make-certificate.js';
import { type Certificate, decodeCertificate, encodeCertificate } from './certificate.js';

const certificate = aCertificate();
const custodian = (name: string): object => ({ custodian: { name, office: 'Officer' } });
const [file] = certificate.files;

describe('the machine form', () => {
  it('is read as it was written', () => {
    expect(decodeCertificate(encodeCertificate(certificate))).toEqual(certificate);
  });

  it('is refused in another encoding', () => {
    const bytes = Buffer.from(JSON.stringify(certificate));
    expect(() => decodeCertificate(bytes)).toThrow('WIRE_NOT_CANONICAL');
  });

  it.each([
    ['a member more', { stray: 1 }],
    ['no name', custodian('')],
    ['a name with a line end', custodian('A\nB')],
    ['a name that turns what follows', custodian('A\u202eB')],
    ['a name with a mark of direction', custodian('A\u200fB')],
    ['a name in another spelling', custodian('e\u0301')],
    ['a name with blanks around it', custodian(' A')],
    [
      'a period that ends before it begins',
      { period: { ...certificate.period, to: '2025-01-01T00:00:00.000Z' } },
    ],
    ['files the other way round', { files: [...certificate.files].reverse() }],
    ['a file twice', { files: [file, file] }],
    ['no file', { files: [] }],
    ['no token', { tokens: [] }],
    ['another profile', { profile: { ...certificate.profile, id: 'NONE' } }],
    [
      'a reviewer without an office',
      { profile: { ...certificate.profile, reviewedBy: { name: 'A' } } },
    ],
    ['no tick', { declared: {} }],
    ['no statement', { statements: [] }],
  ])('is refused with %s', (_, change) => {
    expect(() => encodeCertificate({ ...certificate, ...change })).toThrow();
  });
});

describe('a certificate', () => {
  it('is refused with a letter that its fonts lack, and with another font', async () => {
    const strange = { ...certificate, ...custodian('李') } as Certificate;
    await expect(makeCertificate(strange, shippedFonts(readFileSync))).rejects.toThrow(
      'CERTIFICATE_LETTER_UNKNOWN: U+674E',
    );
    const fonts = { ...shippedFonts(readFileSync), arabic: shippedFonts(readFileSync).latin };
    await expect(makeCertificate(certificate, fonts)).rejects.toThrow('CERTIFICATE_FONT_DIFFERS');
    const invalid = { ...certificate, ...custodian('') } as Certificate;
    await expect(makeCertificate(invalid, shippedFonts(readFileSync))).rejects.toThrow(
      'CERTIFICATE_FACTS_INVALID',
    );
  });
});
