import {
  createCipheriv,
  createDecipheriv,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import type { Party } from './crypto-party.js';

interface Box {
  readonly to: KeyObject;
  readonly nonce: Buffer;
  readonly bytes: Buffer;
  readonly tag: Buffer;
}

const derive = (privateKey: KeyObject, publicKey: KeyObject): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', diffieHellman({ privateKey, publicKey }), '', 'bench', 32));

/**
 * Benchmark party that uses only cryptographic primitives, without a message format. No message format on this runtime can be
 * faster.
 */
export function limit(): Party {
  const signer = generateKeyPairSync('ed25519');
  const receiver = generateKeyPairSync('x25519');
  const seal = (payload: Uint8Array): Box => {
    const once = generateKeyPairSync('x25519');
    const nonce = randomBytes(12);
    const key = derive(once.privateKey, receiver.publicKey);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const bytes = Buffer.concat([cipher.update(payload), cipher.final()]);
    return { to: once.publicKey, nonce, bytes, tag: cipher.getAuthTag() };
  };
  const open = ({ to, nonce, bytes, tag }: Box): Buffer => {
    const decipher = createDecipheriv('aes-256-gcm', derive(receiver.privateKey, to), nonce);
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(bytes), decipher.final()]);
  };
  return {
    name: 'node:crypto',
    inProcess: true,
    prepare: (payload) => {
      const sealed = seal(payload);
      const signature = sign(null, payload, signer.privateKey);
      return Promise.resolve({
        seal: () => void seal(payload),
        open: () => void open(sealed),
        'sign+seal': () => {
          sign(null, payload, signer.privateKey);
          seal(payload);
        },
        'open+verify': () => {
          if (!verify(null, open(sealed), signer.publicKey, signature)) throw new Error('verify');
        },
      });
    },
  };
}
