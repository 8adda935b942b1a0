import { phrase, type Detail } from '#kernel';
import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { CmsError } from './errors.js';

export interface Algorithm {
  readonly hash: 'sha256' | 'sha384' | 'sha512';
  readonly hashId: string;
  readonly signatureId: string;
  readonly isRsa: boolean;
}

/**
 * Private key in a file, a token or a remote service. `sign` gets signature attributes with the document's hash, never the
 * document.
 */
export interface Sealer {
  readonly chain: readonly Uint8Array[];
  sign(bytes: Uint8Array, hash: Algorithm['hash']): Promise<Uint8Array>;
}

const leastRsaBits = 3_072;
const sha2 = '2.16.840.1.101.3.4.2';

const rsa: Algorithm = {
  hash: 'sha256',
  hashId: `${sha2}.1`,
  signatureId: '1.2.840.113549.1.1.11',
  isRsa: true,
};

const curves: Readonly<Record<string, Algorithm>> = {
  prime256v1: {
    hash: 'sha256',
    hashId: `${sha2}.1`,
    signatureId: '1.2.840.10045.4.3.2',
    isRsa: false,
  },
  secp384r1: {
    hash: 'sha384',
    hashId: `${sha2}.2`,
    signatureId: '1.2.840.10045.4.3.3',
    isRsa: false,
  },
  secp521r1: {
    hash: 'sha512',
    hashId: `${sha2}.3`,
    signatureId: '1.2.840.10045.4.3.4',
    isRsa: false,
  },
};

const unfit = (detail: Detail, cause?: unknown): CmsError =>
  new CmsError('X509_KEY_UNFIT', detail, cause);

export function algorithmOf(key: KeyObject): Algorithm {
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') {
    if (modulusLength < leastRsaBits) throw unfit(phrase`RSA of ${modulusLength} bits`);
    return rsa;
  }
  const found = key.asymmetricKeyType === 'ec' ? curves[namedCurve] : undefined;
  if (found === undefined) throw unfit(`${key.asymmetricKeyType ?? 'key'} ${namedCurve}`.trim());
  return found;
}

export function readChain(pem: string): readonly Uint8Array[] {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0 || found.length > 8) throw unfit(phrase`certificates in the file`);
  try {
    return found.map((each) => new X509Certificate(each).raw);
  } catch (cause) {
    throw unfit('certificate', cause);
  }
}

export function fileSealer(keyPem: string, chainPem: string): Sealer {
  let key: KeyObject;
  try {
    key = createPrivateKey(keyPem);
  } catch (cause) {
    throw unfit(phrase`private key`, cause);
  }
  algorithmOf(key);
  const chain = readChain(chainPem);
  return { chain, sign: (bytes, hash) => Promise.resolve(sign(hash, bytes, key)) };
}
