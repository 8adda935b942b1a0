import { randomBytes } from 'node:crypto';
import { Gpg, shortStretching, Sq } from '../../../test/support/openpgp-tools.js';
import {
  armored,
  generateOfficerKey,
  generateStateSigningKey,
  readCertificate,
  signDetached,
  unlockKey,
  verifyDetached,
} from './index.js';

const document = Buffer.from('{"kind":"request","text":"Ωμέγα\\r\\n"}');
const now = (): Date => new Date();
let gpg: Gpg;
let quick: Gpg;
let sq: Sq;

beforeAll(() => {
  gpg = new Gpg();
  quick = new Gpg(undefined, shortStretching);
  sq = new Sq();
});
afterAll(() => {
  for (const each of [gpg, quick]) each.close();
  sq.close();
});

const validBy = (fingerprint: string): RegExp =>
  new RegExp(`\\[GNUPG:\\] VALIDSIG [0-9A-F ]*.*\\b${fingerprint}\\b`);

describe('keys made by gpg', () => {
  it.each(['ed25519/cv25519', 'rsa3072', 'nistp256', 'nistp384'])(
    '%s: its signatures are accepted, and ours with the same key by gpg and sq',
    async (algorithm) => {
      // The first as gpg makes it by itself, with its long stretching of the passphrase.
      const by = algorithm === 'ed25519/cv25519' ? gpg : quick;
      const userId = `officer ${algorithm} <o@example.org>`;
      by.generate(userId, algorithm === 'ed25519/cv25519' ? 'default' : algorithm, 'pass word');
      const fingerprint = by.fingerprint(userId);
      const certificate = await readCertificate(by.certificate(userId), now());
      expect(certificate.fingerprint).toBe(fingerprint);
      expect(certificate.userIds).toEqual([userId]);

      for (const form of [[], ['--armor']]) {
        const command = [...form, '-u', fingerprint, '--detach-sign'];
        const signature = by.runGpg(command, document, 'pass word');
        const verified = await verifyDetached(document, signature, certificate, now());
        expect(verified.fingerprint).toBe(fingerprint);
      }

      const secret = by.secretKey(userId, 'pass word');
      const key = await unlockKey(secret, 'pass word', certificate.fingerprint);
      const ours = await signDetached(document, key, now());
      const status = by.verify(document, ours);
      expect(status).toMatch('[GNUPG:] GOODSIG');
      expect(status).toMatch(validBy(fingerprint));
      expect(sq.verify(document, ours, certificate.bytes)).toMatchObject({ status: 0 });
    },
  );
});

describe('keys made by sq', () => {
  it.each(['rfc4880', 'rfc9580'] as const)(
    '%s: its signatures are accepted, and ours with the same key by sq',
    async (profile) => {
      const secret = sq.generate('officer', profile);
      const certificate = await readCertificate(sq.certificate(secret), now());
      const signature = sq.sign(document, secret);
      const verified = await verifyDetached(document, signature, certificate, now());
      expect(verified.fingerprint).toBe(certificate.fingerprint);
      // sq signs with a subkey: the name of the signer stays that of the primary key.
      expect(verified.signingFingerprint).not.toBe(certificate.fingerprint);

      const key = await unlockKey(secret);
      const ours = await signDetached(document, key, now());
      expect(sq.verify(document, ours, certificate.bytes)).toMatchObject({ status: 0 });
      const other = Buffer.from(`${document.toString()} `);
      expect(sq.verify(other, ours, certificate.bytes).status).not.toBe(0);
    },
  );

  it('rfc4880: ours with the same key by gpg too', async () => {
    const key = await unlockKey(sq.generate('officer', 'rfc4880'));
    gpg.runGpg(['--import'], key.certificate.bytes);
    const status = gpg.verify(document, await signDetached(document, key, now()));
    expect(status).toMatch(validBy(key.fingerprint));
  });
});

describe('keys made here', () => {
  it.each([
    ['officer', generateOfficerKey],
    ['State', generateStateSigningKey],
  ] as const)('%s key: gpg and sq verify its signatures, small and large', async (userId, make) => {
    const made = await make({ userId, at: now() });
    gpg.runGpg(['--import'], Buffer.from(armored(made.certificate, 'PUBLIC KEY BLOCK')));
    const key = await unlockKey(made.privateKey);
    for (const bytes of [Buffer.alloc(0), document, randomBytes(300_000)]) {
      const signature = await signDetached(bytes, key, now());
      expect(gpg.verify(bytes, signature)).toMatch(validBy(made.fingerprint));
      expect(sq.verify(bytes, signature, made.certificate)).toMatchObject({ status: 0 });
    }
    const signature = await signDetached(document, key, now());
    expect(gpg.verify(Buffer.from('other'), signature)).toMatch('[GNUPG:] BADSIG');
  });

  it('armored certificates of every length are taken by gpg', async () => {
    for (const userId of ['abc', 'abcd', 'abcde', 'abcdef']) {
      const made = await generateStateSigningKey({ userId, at: now() });
      const text = Buffer.from(armored(made.certificate, 'PUBLIC KEY BLOCK'));
      expect(gpg.try(['--import'], text)).toMatchObject({ status: 0 });
    }
  });

  it('officer key, locked: gpg and sq take it and sign with it', async () => {
    const at = now();
    const made = await generateOfficerKey({ userId: 'locked', at, passphrase: 'pass word' });
    const certificate = await readCertificate(made.certificate, at);
    quick.runGpg(['--import'], made.privateKey, 'pass word');
    const byGpg = quick.runGpg(['-u', made.fingerprint, '--detach-sign'], document, 'pass word');
    await verifyDetached(document, byGpg, certificate, now());
    const open = await generateOfficerKey({ userId: 'open', at });
    const bySq = sq.sign(document, open.privateKey);
    const openCertificate = await readCertificate(open.certificate, now());
    await verifyDetached(document, bySq, openCertificate, now());
  });
});
