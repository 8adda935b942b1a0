import { enums, generateSessionKey, type PublicKey, type SignaturePacket } from 'openpgp';

/** Bit of the features subpacket (RFC 9580 section 5.2.3.32). */
const seipdVersion2 = 0x08;

const isStrong = ([cipher, mode]: readonly number[]): boolean =>
  cipher === enums.symmetric.aes256 && mode === enums.aead.gcm;

/** The cipher suites a self-signature lists (RFC 9580 section 5.2.3.15); openpgp.js parses but does not declare them. */
function suites(signature: SignaturePacket): readonly (readonly number[])[] {
  const value: unknown = Reflect.get(signature, 'preferredCipherSuites');
  if (!Array.isArray(value)) return [];
  return value.map((pair: unknown) => (Array.isArray(pair) ? pair.map(Number) : []));
}

function promises(signature: SignaturePacket): boolean {
  const features = signature.features?.[0] ?? 0;
  return (features & seipdVersion2) !== 0 && suites(signature).some(isStrong);
}

/**
 * The key that stands at this time says that it reads SEIPD version 2 with AES-256-GCM. Version 6 keys say it in another
 * signature, for which openpgp.js is asked what it would choose.
 */
export async function readsStrongSuite(key: PublicKey, at: Date): Promise<boolean> {
  if (key.keyPacket.version === 4)
    return promises((await key.getPrimaryUser(at)).selfCertification);
  const chosen = await generateSessionKey({ encryptionKeys: key, date: at });
  return chosen.algorithm === 'aes256' && chosen.aeadAlgorithm === 'gcm';
}
