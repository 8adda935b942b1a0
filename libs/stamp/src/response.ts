import { phrase, type Detail } from '#kernel';
import { createHash } from 'node:crypto';
import type { AsnType } from 'asn1js';
import {
  Attribute,
  ContentInfo,
  IssuerAndSerialNumber,
  SignedData,
  type SignerInfo,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { bytesOf, child, childrenOf, type Node, oidOf, parseDer } from './der.js';
import { StampError } from './errors.js';
import { goodDigests, oid } from './oids.js';
import { type ReadCertificate, readCertificate } from './trust.js';
import { assertWellFormed } from './well-formed.js';

export const MAX_RESPONSE_BYTES = 65_536;
const mostNodes = 10_000;
const mostCertificates = 16;

export interface ReadToken {
  readonly token: Buffer;
  readonly content: Buffer;
  readonly signer: SignerInfo;
  readonly info: TSTInfo;
  readonly certificates: readonly ReadCertificate[];
}

const malformed = (member: Detail): never => {
  throw new StampError('STAMP_MALFORMED', member);
};

export const readResponse = (bytes: Uint8Array): ReadToken =>
  reading(bytes, (tree) => {
    const { status, timeStampToken } = new TimeStampResp({ schema: tree });
    const said: number = status.status;
    // granted, granted with modifications
    if (said !== 0 && said !== 1) throw new StampError('STAMP_REJECTED', phrase`status ${said}`);
    return takeApart(timeStampToken, () => child(tree as Node, 1, 'token'));
  });

export const readToken = (bytes: Uint8Array): ReadToken =>
  reading(bytes, (tree) => takeApart(new ContentInfo({ schema: tree }), () => tree as Node));

/**
 * Reads the signed content of an already verified token. Skips the certificates, because reading these takes most of the
 * time.
 */
export const readContent = (bytes: Uint8Array): Buffer =>
  reading(bytes, (tree) => {
    const signed = signedIn(new ContentInfo({ schema: tree }));
    onlySigner(signed);
    return contentOf(signed);
  });

function reading<T>(bytes: Uint8Array, read: (tree: AsnType) => T): T {
  if (bytes.length > MAX_RESPONSE_BYTES) malformed(phrase`more than ${MAX_RESPONSE_BYTES} bytes`);
  try {
    assertWellFormed(bytes);
    return read(parseDer(bytes, mostNodes));
  } catch (cause) {
    if (cause instanceof StampError) throw cause;
    throw new StampError('STAMP_MALFORMED', undefined, cause);
  }
}

function signedIn(info: ContentInfo | undefined): SignedData {
  if (info?.contentType !== oid.signedData) return malformed('token');
  return new SignedData({ schema: info.content });
}

function takeApart(info: ContentInfo | undefined, node: () => Node): ReadToken {
  const signed = signedIn(info);
  const token = node();
  const signer = onlySigner(signed);
  const content = contentOf(signed);
  const read = new TSTInfo({ schema: parseDer(content, mostNodes) });
  assertWellFormed(content);
  return {
    ...{ token: bytesOf(token), content, signer, info: read },
    certificates: certificatesOf(token),
  };
}

function onlySigner({ signerInfos, digestAlgorithms }: SignedData): SignerInfo {
  const [signer, second] = signerInfos;
  if (signer === undefined || second !== undefined) return malformed(phrase`one signer`);
  const digests = digestAlgorithms.map(({ algorithmId }) => algorithmId);
  if (!digests.includes(signer.digestAlgorithm.algorithmId)) return malformed('digests');
  return signer;
}

function contentOf({ encapContentInfo }: SignedData): Buffer {
  const { eContentType, eContent } = encapContentInfo;
  if (eContentType !== oid.tstInfo || eContent === undefined) return malformed('content');
  return Buffer.from(eContent.getValue());
}

function certificatesOf(token: Node): readonly ReadCertificate[] {
  const signed = child(child(token, 1, 'content'), 0, 'content');
  const set = childrenOf(signed).find(
    ({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === 0,
  );
  const all = childrenOf(set);
  if (all.length > mostCertificates) malformed('certificates');
  return all.map((node) => readCertificate(bytesOf(node)));
}

export function attribute(signer: SignerInfo, type: string): Node | undefined {
  const found = (signer.signedAttrs?.attributes ?? []).filter(
    (one: Attribute) => one.type === type,
  );
  const [value, second] = (found[0]?.values ?? []) as readonly Node[];
  return found.length === 1 && second === undefined ? value : undefined;
}

/**
 * Returns the certificate that `signer` names by issuer and serial number. The signed attributes must contain the
 * certificate's hash. @throws StampError STAMP_SIGNATURE_INVALID if the content type or the form of the name is wrong;
 * STAMP_CERTIFICATE_INVALID if not exactly one certificate has this name, or if the hash differs
 */
export function signerOf({ signer, certificates }: ReadToken): ReadCertificate {
  const type = attribute(signer, oid.contentType);
  if (type === undefined || oidOf(type) !== oid.tstInfo)
    throw new StampError('STAMP_SIGNATURE_INVALID', phrase`content type`);
  const named = signer.sid as unknown;
  if (!(named instanceof IssuerAndSerialNumber))
    throw new StampError('STAMP_SIGNATURE_INVALID', 'signer');
  const [found, second] = certificates.filter(
    ({ asn1 }) =>
      asn1.issuer.isEqual(named.issuer) && asn1.serialNumber.isEqual(named.serialNumber),
  );
  if (found === undefined || second !== undefined)
    throw new StampError('STAMP_CERTIFICATE_INVALID', phrase`no certificate of the signer`);
  if (!namedByHash(signer, found))
    throw new StampError('STAMP_CERTIFICATE_INVALID', phrase`another certificate than was signed`);
  return found;
}

/** True if the signed attributes contain the certificate's hash (RFC 5035): SHA-1 in ESSCertID, SHA-2 in ESSCertIDv2. */
function namedByHash(signer: SignerInfo, { der }: ReadCertificate): boolean {
  const newer = attribute(signer, oid.signingCertificateV2);
  const named = newer ?? attribute(signer, oid.signingCertificate);
  if (named === undefined) return false;
  const [first, second] = childrenOf(child(child(named, 0, 'certs'), 0, 'certs'));
  if (newer === undefined) return equal(first, der, 'sha1');
  // A hash without an algorithm is SHA-256.
  const [algorithm] = childrenOf(first);
  if (algorithm === undefined) return equal(first, der, 'sha256');
  const digest = goodDigests[oidOf(childrenOf(algorithm)[0])];
  return digest !== undefined && equal(second, der, digest);
}

function equal(hash: Node | undefined, der: Buffer, digest: string): boolean {
  const value = octets(hash);
  return value !== undefined && createHash(digest).update(der).digest().equals(value);
}

export const octets = (node: Node | undefined): Uint8Array | undefined =>
  (node?.valueBlock as { readonly valueHexView?: Uint8Array } | undefined)?.valueHexView;
