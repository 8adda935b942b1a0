import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';

const [keyBytes, nonceBytes, tagBytes, signatureBytes] = [44, 12, 16, 64] as const;

const derive = (privateKey: KeyObject, publicKey: KeyObject): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', diffieHellman({ privateKey, publicKey }), '', 'bench', 32));

export function seal(document: Buffer, signer: KeyObject, receiver: KeyObject): Buffer {
  const once = generateKeyPairSync('x25519');
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', derive(once.privateKey, receiver), nonce);
  const inside = [cipher.update(sign(null, document, signer)), cipher.update(document)];
  const key = once.publicKey.export({ format: 'der', type: 'spki' });
  return Buffer.concat([key, nonce, ...inside, cipher.final(), cipher.getAuthTag()]);
}

export function open(bytes: Buffer, signer: KeyObject, receiver: KeyObject): Buffer {
  const key = createPublicKey({ key: bytes.subarray(0, keyBytes), format: 'der', type: 'spki' });
  const nonce = bytes.subarray(keyBytes, keyBytes + nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', derive(receiver, key), nonce);
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  const sealed = bytes.subarray(keyBytes + nonceBytes, -tagBytes);
  const plain = Buffer.concat([decipher.update(sealed), decipher.final()]);
  const document = plain.subarray(signatureBytes);
  if (!verify(null, document, signer, plain.subarray(0, signatureBytes)))
    throw new Error('not signed by the sender');
  return document;
}
