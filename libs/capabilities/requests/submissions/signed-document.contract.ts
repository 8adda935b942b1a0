import { documentLimits } from '#kernel';
import { Bytes, Text, uuid } from '#contract';

export const signatureBytes = 16 * 1024;

export class SignedDocument {
  @Bytes(documentLimits.bytes, { description: 'The document, the exact bytes that were signed.' })
  readonly document: Uint8Array;

  @Bytes(signatureBytes, { description: 'Detached OpenPGP signature of `document`, binary.' })
  readonly signature: Uint8Array;

  @Text({
    pattern: uuid,
    list: documentLimits.attachments,
    description: 'Upload ids, in the order of the attachments of the document.',
  })
  readonly uploads: readonly string[];
}
