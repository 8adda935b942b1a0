import { gunzipSync, gzipSync } from 'node:zlib';

export const certificateBounds = { packed: 380 * 1024, pdf: 8 * 2 ** 20 } as const;

/** Certificate as submitted: gzip (RFC 1952). Signatures, hashes and display concern the unpacked bytes only. */
export const packCertificate = (pdf: Uint8Array): Buffer => gzipSync(pdf, { level: 9 });

/** Unpacks a certificate; undefined when not gzip or above the limit, against decompression bombs. */
export function unpackCertificate(packed: Uint8Array): Buffer | undefined {
  try {
    return gunzipSync(packed, { maxOutputLength: certificateBounds.pdf });
  } catch {
    // Bytes that cause any failure are no valid certificate.
    return undefined;
  }
}
