import { phrase } from '#kernel';
import { bytesOf, child, childrenOf, type Node, oidOf, parseDer } from './der.js';
import { der, integer, nothing, objectId, octetString, sequence, setOf } from './der-writer.js';
import { StampError } from './errors.js';
import { goodSignatures, oid, plainRsa } from './oids.js';
import { MAX_RESPONSE_BYTES, octets, readContent } from './response.js';

const mostNodes = 10_000;
const contextConstructed = 0xa0;
const mostContent = 0xffff;

// RSA has NULL parameters, ECDSA none (RFC 4055, RFC 5758); RSA-PSS has several forms and is refused.
function signatureAlgorithm(node: Node): Buffer {
  const id = child(node, 0, phrase`signature algorithm`);
  const name = oidOf(id);
  if (name !== plainRsa && goodSignatures[name] === undefined)
    throw new StampError('STAMP_SIGNATURE_INVALID', 'algorithm');
  const isRsa = name.startsWith('1.2.840.113549.');
  return sequence(bytesOf(id), ...(isRsa ? [nothing] : []));
}

function nameOf(certificate: Uint8Array): Buffer {
  const inner = child(parseDer(certificate, mostNodes) as Node, 0, 'certificate');
  const first = child(inner, 0, 'certificate').idBlock.tagClass === 3 ? 1 : 0;
  const serial = child(inner, first, phrase`serial number`);
  const issuer = child(inner, first + 2, 'issuer');
  return sequence(bytesOf(issuer), bytesOf(serial));
}

function signerOf(info: Node, signer: Uint8Array, digest: Buffer): Buffer {
  const [, , , attributes, algorithm, signature] = childrenOf(info);
  const value = octets(signature);
  if (attributes?.idBlock.tagClass !== 3 || algorithm === undefined || value === undefined)
    throw new StampError('STAMP_MALFORMED', 'signer');
  const parts = [integer(1), nameOf(signer), digest, bytesOf(attributes)];
  const signed = octetString(value);
  return sequence(...parts, signatureAlgorithm(algorithm), signed);
}

/**
 * Rewrites a token's unsigned parts in one fixed form, because time-stamp authorities encode them differently. `chain` goes
 * from the signer's certificate to the anchor. @throws StampError
 */
export function formToken(token: Uint8Array, chain: readonly Uint8Array[]): Buffer {
  const [signer] = chain;
  if (signer === undefined || token.length > MAX_RESPONSE_BYTES)
    throw new StampError('STAMP_MALFORMED', 'token');
  const content = readContent(token);
  const tree = parseDer(token, mostNodes) as Node;
  const signed = childrenOf(child(child(tree, 1, 'content'), 0, 'content'));
  const info = child(signed.at(-1), 0, 'signer');
  const digest = sequence(bytesOf(child(child(info, 2, 'digest'), 0, 'digest')));
  const explicit = der(contextConstructed, octetString(content));
  const data = sequence(
    integer(3),
    setOf(digest),
    sequence(objectId(oid.tstInfo), explicit),
    der(contextConstructed, ...chain.slice(0, -1)),
    setOf(signerOf(info, signer, digest)),
  );
  // Content longer than two length bytes can express does not fit a package.
  const wrapped = der(contextConstructed, data);
  const id = objectId(oid.signedData);
  if (id.length + wrapped.length > mostContent) throw new StampError('STAMP_MALFORMED', 'length');
  return sequence(id, wrapped);
}
