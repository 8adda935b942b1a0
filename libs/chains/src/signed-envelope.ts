import { phrase, type Detail, type Envelope } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import { parseCertificate, verifyDetached } from '#seal';
import { decodeEnvelope, sha256 } from '#wire';
import { Flaw, require } from './flaw.js';

export interface Sent {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly messageId: string | null;
}

export interface KeptEnvelope {
  readonly envelope: Uint8Array | null;
  readonly envelopeSignature: Uint8Array | null;
}

export interface Signed {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly at: string;
}

export async function assertSigned(
  { bytes, signature, at }: Signed,
  keys: readonly { readonly certificate: string }[],
  what: Detail,
): Promise<void> {
  for (const { certificate } of keys)
    try {
      const key = await parseCertificate(Buffer.from(certificate, 'base64'));
      await verifyDetached(bytes, signature, key, new Date(at));
      return;
    } catch {
      // Another key of this purpose may have signed; otherwise this is the reason reported.
    }
  throw new Flaw(phrase`${what} is not signed by a key that the directory names for it`);
}

export function assertAddressed(
  envelope: Envelope,
  messageId: Sent['messageId'],
  way: Pick<Envelope, 'from' | 'to' | 'link'>,
): void {
  require(envelope.id === messageId, phrase`the envelope is of another message`);
  require(envelope.from === way.from &&
    envelope.to === way.to &&
    envelope.link === way.link, phrase`the envelope has other addresses`);
}

export function assertCarries(
  envelope: Envelope,
  { document, signature, messageId }: Sent,
  way: Pick<Envelope, 'from' | 'to' | 'link'>,
): void {
  assertAddressed(envelope, messageId, way);
  require(envelope.documentSha256 === sha256(document) &&
    envelope.officerSignatureSha256 ===
      sha256(signature), phrase`the envelope is of another document`);
}

/**
 * Asserts that the State of `directory` signed an envelope about this document and message id. Link, sender and recipient
 * must be those in `way`. @throws Flaw, WireError
 */
export async function requireEnvelope(
  directory: Directory,
  sent: Sent,
  { envelope: bytes, envelopeSignature }: KeptEnvelope,
  way: Pick<Envelope, 'from' | 'to' | 'link'>,
): Promise<{ readonly bytes: Uint8Array; readonly envelope: Envelope }> {
  if (bytes === null || envelopeSignature === null)
    throw new Flaw(phrase`its envelope was not kept`);
  const envelope = decodeEnvelope(bytes);
  assertCarries(envelope, sent, way);
  const keys = directory.allStateKeys('signing', envelope.sealedAt);
  const signed = { bytes, signature: envelopeSignature, at: envelope.sealedAt };
  await assertSigned(signed, keys, phrase`the envelope`);
  return { bytes, envelope };
}
