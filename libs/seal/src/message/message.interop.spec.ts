import { randomBytes } from 'node:crypto';
import { frame, Gpg, Sq } from '../../../../test/support/openpgp-tools.js';
import {
  type Certificate,
  type GeneratedKey,
  generateEncryptionKey,
  generateOfficerKey,
  open,
  openWithSessionKey,
  type PrivateKey,
  readCertificate,
  seal,
  SealError,
  sealKept,
  unlockKey,
} from '../index.js';
import { readPackets } from '../packets.js';
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
  gpg.runGpg(['--import'], made.privateKey);
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

it('what an officer keeps opens with GnuPG and with sq', async () => {
  const officer = await generateOfficerKey({ userId: 'a.novak', at: now() });
  gpg.runGpg(['--import'], officer.privateKey);
  const payload = randomBytes(70_000);
  const kept = await sealKept(payload, await readCertificate(officer.certificate, now()), now());
  expect(gpg.try(['--decrypt'], kept).stdout.equals(payload)).toBe(true);
  expect(sq.decrypt(kept, officer.privateKey).stdout.equals(payload)).toBe(true);
});

describe('messages sealed by others to a key made here', () => {
  it.each([1, 4096, 40_000])('of %d bytes by sq open', async (size) => {
    const payload = randomBytes(size);
    const ciphertext = sq.encrypt(payload, made.certificate);
    expect(Buffer.from((await open(ciphertext, [key], now())).payload).equals(payload)).toBe(true);
  });

  it.each([1, 4096, 300_000])('of %d bytes by gpg open', async (size) => {
    const payload = randomBytes(size);
    const command = ['--compress-algo', 'none', '-r', made.fingerprint, '--encrypt'];
    const ciphertext = gpg.runGpg(command, payload);
    expect(readStructure(ciphertext, 1_000_000).version).toBe(1);
    expect(Buffer.from((await open(ciphertext, [key], now())).payload).equals(payload)).toBe(true);
  });
});

describe('the session key of an opened message', () => {
  const written = (sessionKey: Uint8Array): string =>
    `9:${Buffer.from(sessionKey).toString('hex').toUpperCase()}`;

  it('opens it with sq when no private key is left', async () => {
    const payload = randomBytes(70_000);
    const { ciphertext } = await seal(payload, certificate, now());
    const { sessionKey } = await open(ciphertext, [key], now());
    const opened = sq.try(['decrypt', '--session-key', written(sessionKey)], ciphertext);
    expect(opened.stdout.equals(payload)).toBe(true);
    const again = await openWithSessionKey(ciphertext, sessionKey, now());
    expect(Buffer.from(again).equals(payload)).toBe(true);
    sessionKey[0] = (sessionKey[0] ?? 0) ^ 1;
    const wrong = sq.try(['decrypt', '--session-key', written(sessionKey)], ciphertext);
    expect([wrong.status === 0, wrong.stdout.length]).toEqual([false, 0]);
  });

  it('opens what gpg has sealed with gpg when no private key is left', async () => {
    const payload = randomBytes(3_000);
    const command = ['--compress-algo', 'none', '-r', made.fingerprint, '--encrypt'];
    const ciphertext = gpg.runGpg(command, payload);
    const { sessionKey } = await open(ciphertext, [key], now());
    const lab = new Gpg();
    try {
      expect(lab.try(['--decrypt'], ciphertext).stdout.length).toBe(0);
      const override = ['--override-session-key', written(sessionKey), '--decrypt'];
      expect(lab.runGpg(override, ciphertext).equals(payload)).toBe(true);
    } finally {
      lab.close();
    }
  });

  it('is the one that opened it, where the sender names us twice with two of them', async () => {
    const payload = Buffer.from('said once');
    const { ciphertext } = await seal(payload, certificate, now());
    const decoy = await seal(Buffer.from('said otherwise'), certificate, now());
    const [first] = readPackets(decoy.ciphertext, 2);
    if (first === undefined) throw new Error('no packet');
    const twice = Buffer.concat([frame(first.tag, first.body), ciphertext]);
    const { payload: opened, sessionKey } = await open(twice, [key], now());
    expect(Buffer.from(opened).equals(payload)).toBe(true);
    const again = await openWithSessionKey(twice, sessionKey, now());
    expect(Buffer.from(again).equals(payload)).toBe(true);
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
    const ciphertext = gpg.runGpg(command, Buffer.from('{}'));
    expect(await flips(ciphertext, key)).toEqual([]);
  });

  it('is refused in a message to the newer encoding of X25519', async () => {
    const secret = sq.generate('newer', 'rfc9580');
    const theirs = await unlockKey(secret);
    const ciphertext = sq.encrypt(Buffer.from('{}'), theirs.certificate.bytes);
    expect(Buffer.from((await open(ciphertext, [theirs], now())).payload).toString()).toBe('{}');
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
        gpg.runGpg(['--quick-add-key', fingerprint, subkey, 'encr', 'never']);
      }
      const command = ['--compress-algo', 'none', '-r', fingerprint, '--encrypt'];
      const theirs = await unlockKey(gpg.secretKey(fingerprint));
      const { payload: opened } = await open(gpg.runGpg(command, payload), [theirs], now());
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
