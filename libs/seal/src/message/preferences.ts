import { enums, generateSessionKey, type PublicKey, type SignaturePacket } from 'openpgp';

// Features subpacket (RFC 9580, section 5.2.3.32).
const seipdVersion2 = 0x08;

const isStrong = ([cipher, mode]: readonly number[]): boolean =>
  cipher === enums.symmetric.aes256 && mode === enums.aead.gcm;

// RFC 9580, section 5.2.3.15; openpgp.js parses the suites without declaring them.
function suites(signature: SignaturePacket): readonly (readonly number[])[] {
  const value: unknown = Reflect.get(signature, 'preferredCipherSuites');
  if (!Array.isArray(value)) return [];
  return value.map((pair: unknown) => (Array.isArray(pair) ? pair.map(Number) : []));
}

function promises(signature: SignaturePacket): boolean {
  const features = signature.features?.[0] ?? 0;
  return (features & seipdVersion2) !== 0 && suites(signature).some(isStrong);
}

export async function readsStrongSuite(key: PublicKey, at: Date): Promise<boolean> {
  if (key.keyPacket.version === 4)
    return promises((await key.getPrimaryUser(at)).selfCertification);
  const chosen = await generateSessionKey({ encryptionKeys: key, date: at });
  return chosen.algorithm === 'aes256' && chosen.aeadAlgorithm === 'gcm';
}
