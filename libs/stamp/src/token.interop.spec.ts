import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Integer } from 'asn1js';
import { Accuracy } from 'pkijs';
import { policies, TimeAuthority, tstInfo } from '../../../test/support/time-authority.js';
import {
  makeStampRequest,
  readStampTrust,
  StampError,
  type StampRequest,
  type StampTrust,
  verifyStamp,
} from './index.js';

const note = Buffer.from('audit.xa.example/2026\n7\nAAAA=\n\n\u2014 audit.xa.example/2026 AAAA\n');
let authority: TimeAuthority;
let other: TimeAuthority;
let trust: StampTrust;
let asked: StampRequest;

beforeAll(async () => {
  authority = await TimeAuthority.create('Right');
  other = await TimeAuthority.create('Wrong');
  for (const signer of ['expired', 'noPurpose', 'twoPurposes', 'notCritical', 'usage'] as const)
    await authority.issue(signer);
  trust = readStampTrust(authority.read('ca.pem'), undefined, policies.usual);
}, 60_000);

beforeEach(() => {
  asked = makeStampRequest(note, randomBytes(16), policies.usual);
});

afterAll(() => {
  authority.remove();
  other.remove();
});

const verify = (response: Buffer, by = trust, now = new Date()) =>
  verifyStamp(response, { bytes: note, nonce: asked.nonce, now }, by);

async function refusal(response: Buffer, by = trust, now = new Date()): Promise<string> {
  try {
    await verify(response, by, now);
  } catch (error) {
    if (error instanceof StampError) return `${error.code} ${error.detail ?? ''}`.trim();
    throw error;
  }
  return 'accepted';
}

const info = (members: Parameters<typeof tstInfo>[1] = {}): Buffer => tstInfo(asked.der, members);

describe('a time-stamp request', () => {
  it('is one that openssl reads: imprint, nonce, policy, and the wish for certificates', async () => {
    authority.write('request.tsq', asked.der);
    const text = await authority.openssl('ts -query -in request.tsq -text');
    expect(text).toContain('Hash Algorithm: sha256');
    expect(text).toContain(`Policy OID: ${policies.usual}`);
    expect(text).toContain('Certificate required: yes');
    expect(text.toUpperCase()).toContain(`NONCE: 0X${asked.nonce.toString('hex').toUpperCase()}`);
    const digest = createHash('sha256').update(note).digest('hex');
    const dump = text.replace(/[^0-9a-f]/g, '');
    for (const part of digest.match(/.{8}/g) ?? []) expect(dump).toContain(part);
  });
});

describe('the answer of openssl as authority', () => {
  it('is verified: token, time, chain; and what we keep of it openssl verifies without us', async () => {
    const before = Date.now();
    const response = await authority.reply(asked.der);
    const stamp = await verify(response);
    expect(stamp.policy).toBe(policies.usual);
    expect(stamp.chain).toHaveLength(3);
    expect(stamp.lists).toEqual([]);
    expect(stamp.genTime.getTime()).toBeGreaterThan(before - 2_000);
    expect(stamp.latest.getTime() - stamp.earliest.getTime()).toBeGreaterThanOrEqual(2_000);
    authority.write('kept.token', stamp.token);
    authority.write('note', note);
    const verified = 'ts -verify -token_in -in kept.token -data note -CAfile ca.pem';
    await expect(authority.openssl(verified)).resolves.toContain('OK');
    authority.write('note', Buffer.concat([note, Buffer.from('x')]));
    await expect(authority.openssl(verified)).rejects.toThrow();
  });

  it('is verified with the older attribute of RFC 2634, with RSA, with RSA-PSS, with the widest accuracy', async () => {
    expect(await refusal(await authority.reply(asked.der, 'good', 'older'))).toBe('accepted');
    await authority.issue('rsa');
    expect(await refusal(await authority.reply(asked.der, 'rsa'))).toBe('accepted');
    const pss = '-cades -keyopt rsa_padding_mode:pss';
    expect(await refusal(await authority.forge(info(), 'rsa', pss))).toBe('accepted');
    // Lengths that are not definite, as many authorities write them.
    const stream = await authority.forge(info(), 'good', '-cades -stream');
    expect(stream.includes(Buffer.from('2480', 'hex'))).toBe(true);
    authority.write('kept.token', (await verify(stream)).token);
    authority.write('note', note);
    await authority.openssl('ts -verify -token_in -in kept.token -data note -CAfile ca.pem');
    const accuracy = new Accuracy({ seconds: 60 });
    expect(await refusal(await authority.forge(info({ accuracy }), 'good', '-cades'))).toBe(
      'accepted',
    );
  });

  it('counts with any policy when none is wanted', async () => {
    const any = readStampTrust(authority.read('ca.pem'), undefined, '');
    asked = makeStampRequest(note, randomBytes(16), policies.other);
    const response = await authority.reply(asked.der);
    expect((await verify(response, any)).policy).toBe(policies.other);
    expect(await refusal(response)).toBe('STAMP_MISMATCH policy');
  });
});

describe('a hostile or broken answer is refused', () => {
  const replaced = (found: Buffer, by: Buffer): Buffer =>
    Buffer.from(
      asked.der.toString('hex').replace(found.toString('hex'), by.toString('hex')),
      'hex',
    );

  it('another nonce, another imprint, a policy that is not wanted', async () => {
    const nonce = Buffer.concat([Buffer.from([0x41]), randomBytes(15)]);
    const wrongNonce = await authority.reply(replaced(asked.nonce, nonce));
    expect(await refusal(wrongNonce)).toBe('STAMP_MISMATCH nonce');
    const hash = createHash('sha256').update(note).digest();
    const wrongImprint = await authority.reply(replaced(hash, randomBytes(32)));
    expect(await refusal(wrongImprint)).toBe('STAMP_MISMATCH imprint');
  });

  it('no nonce, another version, an accuracy of an hour', async () => {
    const forge = (made: Buffer): Promise<Buffer> => authority.forge(made, 'good', '-cades');
    expect(await refusal(await forge(info({ version: 2 })))).toBe('STAMP_MISMATCH version');
    const accuracy = new Accuracy({ seconds: 3_600 });
    expect(await refusal(await forge(info({ accuracy })))).toBe('STAMP_MISMATCH accuracy');
    const nonce = new Integer({ value: 1 });
    expect(await refusal(await forge(info({ nonce })))).toBe('STAMP_MISMATCH nonce');
  });

  it('an authority that is not configured, though it answers well', async () => {
    expect(await refusal(await other.reply(asked.der))).toBe(
      'STAMP_CERTIFICATE_INVALID no chain to a configured authority',
    );
  });

  it('a certificate that is expired, not for time-stamping, or for more than that', async () => {
    expect(await refusal(await authority.forge(info(), 'expired', '-cades'))).toBe(
      'STAMP_CERTIFICATE_INVALID not in force',
    );
    // Valid at the token's time only: today the key may have leaked.
    const genTime = new Date('2020-06-01T00:00:00Z');
    expect(await refusal(await authority.forge(info({ genTime }), 'expired', '-cades'))).toBe(
      'STAMP_CERTIFICATE_INVALID not in force',
    );
    for (const signer of ['noPurpose', 'twoPurposes', 'notCritical'] as const)
      expect(await refusal(await authority.forge(info(), signer, '-cades'))).toBe(
        'STAMP_CERTIFICATE_INVALID not for time-stamping alone',
      );
    expect(await refusal(await authority.forge(info(), 'usage', '-cades'))).toBe(
      'STAMP_CERTIFICATE_INVALID key usage',
    );
  });

  it('authorities that certify each other, without walking in circles', async () => {
    const make = async (name: string, by: string): Promise<string> =>
      authority.openssl(
        `x509 -req -in ${name}.csr -CA ${by}.pem -CAkey ${by}.key -CAcreateserial -days 9`,
        `-extfile openssl.cnf -extensions root -out ${name}.pem`,
      );
    const fresh = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -config openssl.cnf';
    for (const name of ['one', 'two']) {
      const subject = `-keyout ${name}.key -subj /CN=${name}`;
      await authority.openssl(`req -new ${fresh} ${subject} -out ${name}.csr`);
    }
    await authority.openssl(
      'req -x509 -key two.key -config openssl.cnf -subj /CN=two -extensions root -out two.pem',
    );
    await make('one', 'two');
    await make('two', 'one');
    await authority.certify('usage', 'one', '-extfile good.ext', '-days 9');
    authority.write('loop.pem', authority.read('one.pem') + authority.read('two.pem'));
    expect(await refusal(await authority.forge(info(), 'usage', '-cades -certfile loop.pem'))).toBe(
      'STAMP_CERTIFICATE_INVALID no chain to a configured authority',
    );
  });

  it('a signature that does not name its certificate, or has a weak digest or key', async () => {
    expect(await refusal(await authority.forge(info()))).toBe(
      'STAMP_CERTIFICATE_INVALID another certificate than was signed',
    );
    expect(await refusal(await authority.forge(info(), 'good', '-cades -md sha1'))).toBe(
      'STAMP_SIGNATURE_INVALID digest',
    );
    expect(await refusal(await authority.forge(info(), 'good', '-noattr'))).toBe(
      'STAMP_SIGNATURE_INVALID content type',
    );
  });

  it('a rejection, an empty body, HTML, trailing bytes, every truncation', async () => {
    const bad = makeStampRequest(note, randomBytes(16), '1.2.3.4.5');
    expect(await refusal(await authority.reply(bad.der))).toBe('STAMP_REJECTED status 2');
    const response = await authority.reply(asked.der);
    expect(await refusal(Buffer.alloc(0))).toMatch('STAMP_MALFORMED');
    expect(await refusal(Buffer.from('<html>busy</html>'))).toMatch('STAMP_MALFORMED');
    expect(await refusal(Buffer.concat([response, Buffer.alloc(1)]))).toMatch('STAMP_MALFORMED');
    expect(await refusal(Buffer.alloc(65_537, 0x30))).toMatch('STAMP_MALFORMED more than 65536');
    for (let length = 0; length < response.length; length += 37)
      expect(await refusal(response.subarray(0, length))).toMatch('STAMP_MALFORMED');
  });

  it('any flipped bit of the token: refused, or nothing that counts has changed for openssl either', async () => {
    authority.write('note', note);
    const response = await authority.reply(asked.der);
    const right = await verify(response);
    let accepted = 0;
    for (let at = 9; at < response.length; at += 8) {
      const flipped = Buffer.from(response);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 7));
      try {
        const stamp = await verify(flipped);
        accepted += 1;
        // Alters unsigned bytes, such as status text or algorithm list.
        authority.write('kept.token', stamp.token);
        await authority.openssl('ts -verify -token_in -in kept.token -data note -CAfile ca.pem');
        expect({ ...stamp, token: 0 }).toEqual({ ...right, token: 0 });
      } catch (error) {
        expect(error).toBeInstanceOf(StampError);
      }
    }
    expect(accepted).toBeLessThan(response.length / 50);
  });

  it('values nested as deep as the limit of bytes allows', async () => {
    const deep = Buffer.alloc(60_000, Buffer.from([0x30, 0x80]));
    expect(await refusal(deep)).toMatch('STAMP_MALFORMED');
  });
});

describe('revocation lists', () => {
  const listed = (): StampTrust =>
    readStampTrust(authority.read('ca.pem'), authority.read('crl.pem'), policies.usual);

  it('cover every certificate below the authority and are kept with the stamp', async () => {
    const response = await authority.reply(asked.der);
    expect((await verify(response, listed())).lists).toHaveLength(2);
    const only = readStampTrust(
      authority.read('ca.pem'),
      authority.read('root.crl'),
      policies.usual,
    );
    expect(await refusal(response, only)).toBe('STAMP_REVOCATION_UNKNOWN');
    const foreign = readStampTrust(authority.read('ca.pem'), other.read('crl.pem'), policies.usual);
    expect(await refusal(response, foreign)).toBe('STAMP_REVOCATION_UNKNOWN');
    const later = new Date(Date.now() + 8 * 86_400_000);
    expect(await refusal(response, listed(), later)).toBe('STAMP_REVOCATION_UNKNOWN');
  });

  it('refuse what they name', async () => {
    const response = await authority.reply(asked.der);
    await authority.revocationLists('good');
    expect(await refusal(response, listed())).toBe('STAMP_REVOKED');
  });

  it('and authorities are read from PEM alone, and refused when they are neither', () => {
    const bad = (certificates: string, lists?: string): string => {
      try {
        readStampTrust(certificates, lists, '');
      } catch (error) {
        if (error instanceof StampError) return error.code;
      }
      return 'read';
    };
    expect(bad(authority.read('ca.pem'))).toBe('read');
    expect(bad('')).toBe('STAMP_TRUST_INVALID');
    expect(bad(authority.read('middle.pem'))).toBe('STAMP_TRUST_INVALID');
    expect(bad(authority.read('ca.pem'), '')).toBe('STAMP_TRUST_INVALID');
    expect(bad('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toBe(
      'STAMP_TRUST_INVALID',
    );
    expect(readFileSync(authority.caFile, 'utf8')).toContain('BEGIN CERTIFICATE');
  });
});
