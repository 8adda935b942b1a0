import { StampError } from './errors.js';
import { signatureDigest } from './chain.js';
import type { ReadCertificate, ReadList, StampTrust } from './trust.js';

const graceMs = 300_000;

/**
 * Asserts that no certificate of `chain` is revoked; does not check the last certificate, the anchor. @returns the revocation
 * lists used; empty if `lists` is undefined @throws StampError STAMP_REVOKED; STAMP_REVOCATION_UNKNOWN if an issuer has no
 * current list
 */
export async function unrevoked(
  chain: readonly ReadCertificate[],
  { lists }: StampTrust,
  now: Date,
): Promise<readonly ReadList[]> {
  if (lists === undefined) return [];
  const used = new Set<ReadList>();
  for (const [place, certificate] of chain.slice(0, -1).entries()) {
    const issuer = chain[place + 1];
    const list = issuer === undefined ? undefined : await listOf(issuer, lists, now);
    if (list === undefined) throw new StampError('STAMP_REVOCATION_UNKNOWN');
    if (list.asn1.isCertificateRevoked(certificate.asn1)) throw new StampError('STAMP_REVOKED');
    used.add(list);
  }
  return [...used];
}

async function listOf(
  issuer: ReadCertificate,
  lists: readonly ReadList[],
  now: Date,
): Promise<ReadList | undefined> {
  for (const list of lists) {
    const { asn1 } = list;
    if (!asn1.issuer.isEqual(issuer.asn1.subject) || !isUsable(list, now)) continue;
    try {
      if (await asn1.verify({ issuerCertificate: issuer.asn1 })) return list;
    } catch {
      // Not by this issuer's key; another list may be.
    }
  }
  return undefined;
}

function isUsable({ asn1 }: ReadList, now: Date): boolean {
  const end = asn1.nextUpdate?.value;
  return (
    asn1.thisUpdate.value.getTime() <= now.getTime() + graceMs &&
    end !== undefined &&
    end >= now &&
    (asn1.crlExtensions?.extensions ?? []).every(({ critical }) => !critical) &&
    signatureDigest(asn1.signatureAlgorithm) !== undefined
  );
}
