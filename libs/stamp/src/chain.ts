import { phrase, type Detail } from '#kernel';
import { X509Certificate, type KeyObject } from 'node:crypto';
import { BasicConstraints, type Certificate, ExtKeyUsage, RSASSAPSSParams } from 'pkijs';
import { StampError } from './errors.js';
import { goodCurves, goodDigests, goodSignatures, leastRsaBits, oid } from './oids.js';
import { readCertificate, type ReadCertificate, type StampTrust } from './trust.js';

const longest = 6;
const known: readonly string[] = [
  oid.keyUsage,
  oid.basicConstraints,
  oid.certificatePolicies,
  oid.extKeyUsage,
];
const digitalSignatureOrNonRepudiation = 0xc0;

const refuse = (why: Detail): never => {
  throw new StampError('STAMP_CERTIFICATE_INVALID', why);
};

/**
 * Shortest chain of certificates from the signer to a configured authority, valid at each of `times`. @throws StampError
 * STAMP_CERTIFICATE_INVALID
 */
export function chainOf(
  signer: ReadCertificate,
  given: readonly ReadCertificate[],
  trust: StampTrust,
  times: readonly Date[],
): readonly ReadCertificate[] {
  assertPurpose(signer.asn1);
  if (!times.every((time) => inForce(signer.x509, time))) refuse(phrase`not in force`);
  const seen = new Set([signer.x509.fingerprint256]);
  let ways: (readonly ReadCertificate[])[] = [[signer]];
  for (let length = 2; length <= longest && ways.length > 0; length += 1) {
    const longer: (readonly ReadCertificate[])[] = [];
    for (const way of ways)
      for (const issuer of [...trust.anchors, ...trust.between, ...given]) {
        if (seen.has(issuer.x509.fingerprint256) || !certifies(issuer, way, times)) continue;
        const chain = [...way, issuer];
        if (trust.anchors.includes(issuer)) return chain;
        seen.add(issuer.x509.fingerprint256);
        longer.push(chain);
      }
    ways = longer;
  }
  return refuse(phrase`no chain to a configured authority`);
}

/**
 * True if each certificate (DER) certifies the previous certificate and all are valid at `times`. Does not require
 * time-stamping purpose.
 */
export function chainHolds(chain: readonly Uint8Array[], times: readonly Date[]): boolean {
  if (chain.length > longest) return false;
  try {
    const read = chain.map((each) => readCertificate(Buffer.from(each)));
    return read.every((each, i) =>
      i === 0
        ? times.every((time) => inForce(each.x509, time))
        : certifies(each, read.slice(0, i), times),
    );
  } catch {
    // Bytes that cause any failure certify nothing.
    return false;
  }
}

function certifies(
  { x509, asn1 }: ReadCertificate,
  way: readonly ReadCertificate[],
  times: readonly Date[],
): boolean {
  const below = way[way.length - 1];
  if (below === undefined) return false;
  return (
    x509.ca &&
    // Names, key identifiers and the right to sign certificates.
    below.x509.checkIssued(x509) &&
    isStrong(x509.publicKey) &&
    signatureDigest(below.asn1.signatureAlgorithm) !== undefined &&
    times.every((time) => inForce(x509, time)) &&
    pathLength(asn1) >= way.length - 1 &&
    onlyKnownExtensions(below.asn1) &&
    onlyKnownExtensions(asn1) &&
    below.x509.verify(x509.publicKey)
  );
}

const inForce = ({ validFrom, validTo }: X509Certificate, time: Date): boolean =>
  time.getTime() >= Date.parse(validFrom) && time.getTime() <= Date.parse(validTo);

export function isStrong(key: KeyObject): boolean {
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec') return goodCurves.includes(namedCurve);
  return ['rsa', 'rsa-pss'].includes(key.asymmetricKeyType ?? '') && modulusLength >= leastRsaBits;
}

export function signatureDigest(algorithm: {
  readonly algorithmId: string;
  readonly algorithmParams?: unknown;
}): string | undefined {
  if (algorithm.algorithmId !== oid.rsaPss) return goodSignatures[algorithm.algorithmId];
  const { hashAlgorithm } = new RSASSAPSSParams({ schema: algorithm.algorithmParams });
  return goodDigests[hashAlgorithm.algorithmId];
}

function pathLength(certificate: Certificate): number {
  const constraints = extension(certificate, oid.basicConstraints)?.parsedValue as unknown;
  if (!(constraints instanceof BasicConstraints)) return -1;
  const { pathLenConstraint: most } = constraints;
  return most === undefined ? longest : typeof most === 'number' ? most : -1;
}

const extension = ({ extensions = [] }: Certificate, id: string) =>
  extensions.find(({ extnID }) => extnID === id);

const onlyKnownExtensions = ({ extensions = [] }: Certificate): boolean =>
  extensions.every(({ critical, extnID }) => !critical || known.includes(extnID));

/**
 * Asserts that the certificate may be used only for time-stamping signatures (RFC 3161, section 2.3). @throws StampError
 * STAMP_CERTIFICATE_INVALID
 */
function assertPurpose(certificate: Certificate): void {
  const purpose = extension(certificate, oid.extKeyUsage);
  const uses = purpose?.parsedValue as unknown;
  const isFor = uses instanceof ExtKeyUsage ? uses.keyPurposes : [];
  if (purpose?.critical !== true || isFor.length !== 1 || isFor[0] !== oid.timeStamping)
    refuse(phrase`not for time-stamping alone`);
  if (!onlyKnownExtensions(certificate)) refuse(phrase`unknown critical extension`);
  assertSigning(certificate);
}

function assertSigning(certificate: Certificate): void {
  const usage = extension(certificate, oid.keyUsage)?.parsedValue as unknown;
  if (usage === undefined) return;
  const bits = new Uint8Array(
    (usage as { valueBlock: { valueHexView: Uint8Array } }).valueBlock.valueHexView,
  );
  const [first = 0, ...rest] = bits;
  const others = (first & ~digitalSignatureOrNonRepudiation) !== 0 || rest.some((bit) => bit !== 0);
  if ((first & digitalSignatureOrNonRepudiation) === 0 || others) refuse(phrase`key usage`);
}
