import { isCoded, type Document, type Envelope } from '#kernel';
import { decodeDocument, decodeEnvelope } from '#wire';

function readIn<T>(bytes: Uint8Array | undefined, decode: (bytes: Uint8Array) => T): T | undefined {
  try {
    return bytes && decode(bytes);
  } catch (error) {
    if (!isCoded(error)) throw error;
    return undefined;
  }
}

export const envelopeIn = (bytes: Uint8Array | undefined): Envelope | undefined =>
  readIn(bytes, decodeEnvelope);

export const documentIn = (bytes: Uint8Array | undefined): Document | undefined =>
  readIn(bytes, decodeDocument);
