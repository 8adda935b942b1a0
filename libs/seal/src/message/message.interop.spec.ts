import { randomBytes } from 'node:crypto';
import { Gpg, Sq } from '../../../../test/support/openpgp-tools.js';
import {
  type Certificate,
  type GeneratedKey,
  generateEncryptionKey,
  open,
  type PrivateKey,
  readCertificate,
  seal,
  SealError,
  unlockKey,
} from '../index.js';
import { readStructure } from './structure.js';

const now = (): Date => new Date();
let gpg: Gpg;
let sq: Sq;
let made: GeneratedKey;
let certificate: Certificate;
let key: PrivateKey;

beforeAll(async () => {
  gpg = new Gpg();
  sq = new Sq();
  made = await generateEncryptionKey({ userId: 'XA border police', at: now() });
  certificate = await readCertificate(made.certificate, now());
  key = await unlockKey(made.privateKey);
  gpg.run(['--import'], made.privateKey);
});
afterAll(() => {
  gpg.close();
  sq.close();
});

describe('messages sealed here', () => {
  it.each([0, 1, 4096, 65_537, 1_000_000])('of %d bytes open with sq', async (size) => {
    const payload = randomBytes(size);
    const { ciphertext } = await seal(payload, certificate, now());
    const opened = sq.decrypt(ciphertext, made.privateKey);
    expect(opened.stderr).toMatch('AES-256/GCM');
    expect(opened.stdout.equals(payload)).toBe(true);
  });

  it('do not open with GnuPG 2.4, which lacks SEIPD version 2', async () => {
    const { ciphertext } = await seal(Buffer.from('x'), certificate, now());
    const refused = gpg.try(['--decrypt'], ciphertext);
    expect(refused.status).not.toBe(0);
    expect(refused.stdout.length).toBe(0);
  });
});

describe('messages sealed by others to a key made here', () => {
  it.each([1, 4096, 40_000])('of %d bytes by sq open', async (size) => {
    const payload = randomBytes(size);
    const ciphertext = sq.encrypt(payload, made.certificate);
    expect(Buffer.from(await open(ciphertext, [key], now())).equals(payload)).toBe(true);
  });

  it.each([1, 4096, 300_000])('of %d bytes by gpg open', async (size) => {
    const payload = randomBytes(size);
    const command = ['--compress-algo', 'none', '-r', made.fingerprint, '--encrypt'];
    const ciphertext = gpg.run(command, payload);
    expect(readStructure(ciphertext, 1_000_000).version).toBe(1);
    expect(Buffer.from(await open(ciphertext, [key], now())).equals(payload)).toBe(true);
  });
});

describe('a flip of every bit', () => {
  const flips = async (ciphertext: Uint8Array, secret: PrivateKey): Promise<number[]> => {
    const opened: number[] = [];
    for (let bit = 0; bit < ciphertext.length * 8; bit++) {
      const changed = Uint8Array.from(ciphertext);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const outcome: unknown = await open(changed, [secret], now()).catch(
        (error: unknown) => error,
      );
      if (!(outcome instanceof SealError)) opened.push(bit);
    }
    return opened;
  };

  it('is refused in a message by sq', async () => {
    expect(await flips(sq.encrypt(Buffer.from('{}'), made.certificate), key)).toEqual([]);
  });

  it('is refused in a message by gpg', async () => {
    const command = ['--compress-algo', 'none', '-r', made.fingerprint, '--encrypt'];
    const ciphertext = gpg.run(command, Buffer.from('{}'));
    expect(await flips(ciphertext, key)).toEqual([]);
  });

  it('is refused in a message to the newer encoding of X25519', async () => {
    const secret = sq.generate('newer', 'rfc9580');
    const theirs = await unlockKey(secret);
    const ciphertext = sq.encrypt(Buffer.from('{}'), theirs.certificate.bytes);
    expect(Buffer.from(await open(ciphertext, [theirs], now())).toString()).toBe('{}');
    expect(await flips(ciphertext, theirs)).toEqual([]);
  });
});

describe('keys made by others', () => {
  it('open what gpg sealed to gpg keys', async () => {
    const payload = randomBytes(1000);
    for (const algorithm of ['default', 'rsa3072', 'nistp256']) {
      gpg.generate(`to ${algorithm}`, algorithm);
      const fingerprint = gpg.fingerprint(`to ${algorithm}`);
      if (algorithm !== 'default') {
        const subkey = algorithm === 'rsa3072' ? 'rsa3072' : 'nistp256';
        gpg.run(['--quick-add-key', fingerprint, subkey, 'encr', 'never']);
      }
      const command = ['--compress-algo', 'none', '-r', fingerprint, '--encrypt'];
      const theirs = await unlockKey(gpg.secretKey(fingerprint));
      const opened = await open(gpg.run(command, payload), [theirs], now());
      expect(Buffer.from(opened).equals(payload)).toBe(true);
    }
  });

  it('are refused for sealing when they lead to a weaker suite', async () => {
    gpg.generate('weaker suite', 'default');
    const theirs = await readCertificate(gpg.certificate('weaker suite'), now());
    await expect(seal(Buffer.from('x'), theirs, now())).rejects.toMatchObject({
      code: 'SEAL_SUITE_WEAK',
    });
  });
});
