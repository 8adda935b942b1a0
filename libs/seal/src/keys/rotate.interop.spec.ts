import type { Fingerprint } from '#kernel';
import { Gpg, Sq } from '../../../../test/support/openpgp-tools.js';
import {
  addEncryptionSubkey,
  generateEncryptionKey,
  keepSubkeys,
  open,
  readCertificate,
  seal,
  unlockKey,
  type GeneratedKey,
} from '../index.js';

const day = 24 * 3_600_000;
const seconds = (ms: number): Date => new Date(Math.floor(ms / 1_000) * 1_000);
const now = seconds(Date.now());
const text = Buffer.from('{"typ":"x"}');
let gpg: Gpg;
let sq: Sq;
let first: GeneratedKey;
let renewed: GeneratedKey;

beforeAll(async () => {
  gpg = new Gpg();
  sq = new Sq();
  first = await generateEncryptionKey({
    userId: 'XA border police',
    at: seconds(now.getTime() - 30 * day),
  });
  renewed = await addEncryptionSubkey(
    await unlockKey(first.privateKey),
    seconds(now.getTime() - 60_000),
  );
});
afterAll(() => {
  gpg.close();
  sq.close();
});

const subkeysOf = async (certificate: Uint8Array): Promise<Fingerprint[]> =>
  (await readCertificate(certificate, now)).subkeys.map(({ fingerprint }) => fingerprint);

describe('a renewed certificate', () => {
  it('is taken by GnuPG as the same key with one more subkey, to which it encrypts', async () => {
    gpg.runGpg(['--import'], first.certificate);
    gpg.runGpg(['--import'], renewed.certificate);
    const listing = gpg.runGpg(['--with-colons', '--list-keys', first.fingerprint]).toString();
    const lines = listing.split('\n').map((line) => line.split(':'));
    const [old, newest] = await subkeysOf(renewed.certificate);
    expect(lines.filter(([kind]) => kind === 'fpr').map((line) => line[9])).toEqual([
      first.fingerprint,
      old,
      newest,
    ]);
    expect(lines.filter(([kind]) => kind === 'uid')).toHaveLength(1);
    for (const line of lines.filter(([kind]) => kind === 'sub')) {
      // Neither expired, revoked, disabled nor invalid; for encryption alone.
      expect(line[1]).toMatch(/^[-uq]?$/);
      expect(line[11]).toBe('e');
    }
    const encrypted = gpg.runGpg(['--encrypt', '--recipient', first.fingerprint], text);
    const key = await unlockKey(renewed.privateKey);
    expect(Buffer.from((await open(encrypted, [key], new Date())).payload)).toEqual(text);
    const alone = await keepSubkeys(key, [newest ?? first.fingerprint]);
    expect(
      Buffer.from((await open(encrypted, [await unlockKey(alone.privateKey)], new Date())).payload),
    ).toEqual(text);
  });

  it('is taken by sq, and a message sealed with it opens with sq', async () => {
    const file = sq.scratch.file('renewed', renewed.certificate);
    const inspected = sq.runSq(['inspect', file]).toString();
    for (const fingerprint of await subkeysOf(renewed.certificate))
      expect(inspected).toContain(fingerprint);
    expect(inspected).not.toMatch(/invalid|bad signature|revoked|expired/i);
    sq.runSq(['cert', 'lint', '--cert-file', file]);
    const certificate = await readCertificate(renewed.certificate, now);
    const { ciphertext } = await seal(text, certificate, new Date());
    const opened = sq.decrypt(ciphertext, renewed.privateKey);
    expect([opened.stderr, opened.stdout]).toEqual([expect.stringContaining('AES-256/GCM'), text]);
    const encrypted = sq.encrypt(text, renewed.certificate);
    const key = await unlockKey(renewed.privateKey);
    expect(Buffer.from((await open(encrypted, [key], new Date())).payload)).toEqual(text);
  });

  it('is sealed to by its newest subkey alone, which sq shows by the file that lacks it', async () => {
    const [old, newest] = await subkeysOf(renewed.certificate);
    const key = await unlockKey(renewed.privateKey);
    const certificate = await readCertificate(renewed.certificate, now);
    const { ciphertext } = await seal(text, certificate, new Date());
    const { ciphertext: before } = await seal(
      text,
      await readCertificate(first.certificate, now),
      new Date(),
    );
    for (const [kept, opens, does] of [
      [newest, ciphertext, true],
      [newest, before, false],
      [old, ciphertext, false],
      [old, before, true],
    ] as const) {
      const left = await keepSubkeys(key, [kept ?? first.fingerprint]);
      expect(sq.decrypt(opens, left.privateKey).status === 0).toBe(does);
    }
  });
});
