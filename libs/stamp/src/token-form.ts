import { bytesOf, child, childrenOf, type Node, oidOf, parseDer } from './der.js';
import { StampError } from './errors.js';
import { goodSignatures, oid, plainRsa } from './oids.js';
import { MAX_RESPONSE_BYTES, octets, readToken } from './response.js';

const mostNodes = 10_000;
const contextConstructed = 0xa0;
const tags = { integer: 2, octets: 4, oid: 6, sequence: 0x30, set: 0x31 } as const;

/** One value in DER. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const size = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  if (length > 0xffff) throw new StampError('STAMP_MALFORMED', 'length');
  return Buffer.concat([Buffer.from([tag, 0x80 + size.length, ...size]), content]);
}

const oidBytes: Readonly<Record<string, string>> = {
  [oid.signedData]: '2a864886f70d010702',
  [oid.tstInfo]: '2a864886f70d0109100104',
};
const named = (id: string): Buffer => der(tags.oid, Buffer.from(oidBytes[id] ?? '', 'hex'));
const integer = (value: number): Buffer => der(tags.integer, Uint8Array.of(value));
const nothing = Uint8Array.of(5, 0);

/** RSA has parameters NULL, ECDSA none (RFC 4055, RFC 5758); RSA-PSS has no one form and is not taken. */
function signatureAlgorithm(node: Node): Buffer {
  const id = child(node, 0, 'signature algorithm');
  const name = oidOf(id);
  if (name !== plainRsa && goodSignatures[name] === undefined)
    throw new StampError('STAMP_SIGNATURE_INVALID', 'algorithm');
  const isRsa = name.startsWith('1.2.840.113549.');
  return der(tags.sequence, bytesOf(id), ...(isRsa ? [nothing] : []));
}

/** Issuer and serial number of a certificate, exact bytes. */
function nameOf(certificate: Uint8Array): Buffer {
  const inner = child(parseDer(certificate, mostNodes) as Node, 0, 'certificate');
  const first = child(inner, 0, 'certificate').idBlock.tagClass === 3 ? 1 : 0;
  const serial = child(inner, first, 'serial number');
  const issuer = child(inner, first + 2, 'issuer');
  return der(tags.sequence, bytesOf(issuer), bytesOf(serial));
}

/** The one SignerInfo in its one form; `digest` is its digest algorithm in that form. */
function signerOf(info: Node, signer: Uint8Array, digest: Buffer): Buffer {
  const [, , , attributes, algorithm, signature] = childrenOf(info);
  const value = octets(signature);
  if (attributes?.idBlock.tagClass !== 3 || algorithm === undefined || value === undefined)
    throw new StampError('STAMP_MALFORMED', 'signer');
  const parts = [integer(1), nameOf(signer), digest, bytesOf(attributes)];
  const signed = der(tags.octets, Buffer.from(value));
  return der(tags.sequence, ...parts, signatureAlgorithm(algorithm), signed);
}

/**
 * Writes a token in its one form: what frames it is not signed, and many authorities write more than is needed. What is signed
 * keeps its bytes. `chain`: certificates from the signer to the authority, as verified. @throws StampError
 */
export function formToken(token: Uint8Array, chain: readonly Uint8Array[]): Buffer {
  const [signer] = chain;
  if (signer === undefined || token.length > MAX_RESPONSE_BYTES)
    throw new StampError('STAMP_MALFORMED', 'token');
  const { content } = readToken(token);
  const tree = parseDer(token, mostNodes) as Node;
  const signed = childrenOf(child(child(tree, 1, 'content'), 0, 'content'));
  const info = child(signed.at(-1), 0, 'signer');
  const digest = der(tags.sequence, bytesOf(child(child(info, 2, 'digest'), 0, 'digest')));
  const explicit = der(contextConstructed, der(tags.octets, content));
  const data = der(
    tags.sequence,
    integer(3),
    der(tags.set, digest),
    der(tags.sequence, named(oid.tstInfo), explicit),
    der(contextConstructed, ...chain.slice(0, -1)),
    der(tags.set, signerOf(info, signer, digest)),
  );
  return der(tags.sequence, named(oid.signedData), der(contextConstructed, data));
}
