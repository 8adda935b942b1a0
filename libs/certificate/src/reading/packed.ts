import { gunzipSync, gzipSync } from 'node:zlib';

export const certificateBounds = { packed: 380 * 1024, pdf: 8 * 2 ** 20 } as const;

/** Packs a certificate with gzip (RFC 1952) for submission. Signatures, hashes and display concern only the unpacked bytes. */
export const packCertificate = (pdf: Uint8Array): Buffer => gzipSync(pdf, { level: 9 });

/** Unpacks a certificate; undefined if it is invalid gzip or a decompression bomb. */
export function unpackCertificate(packed: Uint8Array): Buffer | undefined {
  try {
    return gunzipSync(packed, { maxOutputLength: certificateBounds.pdf });
  } catch {
    // Bytes that cause any failure are no valid certificate.
    return undefined;
  }
}
