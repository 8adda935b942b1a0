import { isCoded, type Document, type Envelope } from '#kernel';
import { decodeDocument, decodeEnvelope } from '#wire';

/** Reads a document or envelope; undefined where the bytes are none, which V04 tells of. */
function readIn<T>(bytes: Uint8Array | undefined, decode: (bytes: Uint8Array) => T): T | undefined {
  try {
    return bytes && decode(bytes);
  } catch (error) {
    if (!isCoded(error)) throw error;
    return undefined;
  }
}

/** Envelope of a file of a message. */
export const envelopeIn = (bytes: Uint8Array | undefined): Envelope | undefined =>
  readIn(bytes, decodeEnvelope);

/** Document of a file of a message. */
export const documentIn = (bytes: Uint8Array | undefined): Document | undefined =>
  readIn(bytes, decodeDocument);
