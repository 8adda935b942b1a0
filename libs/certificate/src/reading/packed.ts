import { gunzipSync, gzipSync } from 'node:zlib';

/** Bytes of a sealed certificate, as it is and packed: what fits one call, and what it may unfold to. */
export const certificateBounds = { packed: 380 * 1024, pdf: 8 * 2 ** 20 } as const;

/** A certificate as it is given to its State: gzip (RFC 1952). Only the bytes inside are signed, hashed and shown. */
export const packCertificate = (pdf: Uint8Array): Buffer => gzipSync(pdf, { level: 9 });

/** The certificate inside; undefined for what is not gzip, or unfolds to more than a certificate has. */
export function unpackCertificate(packed: Uint8Array): Buffer | undefined {
  try {
    return gunzipSync(packed, { maxOutputLength: certificateBounds.pdf });
  } catch {
    // Whatever these bytes make fail, they are no certificate.
    return undefined;
  }
}
