import {
  compartmentOf,
  isOpening,
  signersOf,
  threadTypeOf,
  timestamp,
  type Compartment,
  type DirectoryPoint,
  type Document,
  type Fingerprint,
  type Envelope,
  type LinkId,
  type MessageId,
  type StateCode,
  phrase,
} from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import { ExchangeError, officerByLog, type SignedProof } from '#threads';
import type { Opening } from './opened-ahead.js';
import { open, readCertificate, verifyDetached, type Opened, type PrivateKey } from '#seal';
import { decodeDocument, decodeEnvelope, decodePayload, sha256, type SealedPayload } from '#wire';
import { layoutOf, ObjectsError } from '#objects';

const hour = 3600 * 1000;
const minute = 60 * 1000;

export interface Expectation {
  readonly messageId: MessageId;
  readonly link: LinkId;
  readonly own: StateCode;
  readonly peer: StateCode;
  readonly keys: readonly PrivateKey[];
  readonly opening?: Opening;
  readonly peerDirectory: Directory;
  readonly ownDirectory: Directory;
  readonly compare: (point: DirectoryPoint) => 'KNOWN' | 'AHEAD' | 'FORK';
  readonly onEnvelope: (envelope: Envelope) => void;
  readonly now: Date;
}

interface NamedKeys {
  readonly key: Fingerprint;
  readonly compartments: readonly Compartment[];
  readonly session: Uint8Array;
}

/** Decrypted message that passed every check which needs no database. Only `openDispatch` makes such an object. */
export class OpenedMessage {
  readonly #opened = true;

  private constructor(
    readonly envelope: Envelope,
    readonly document: Document,
    readonly payload: SealedPayload,
    private readonly named: NamedKeys,
    readonly peerDirectory: Directory,
  ) {}

  static async open(
    ciphertext: Uint8Array,
    expect: Expectation,
  ): Promise<OpenedMessage | 'DIRECTORY'> {
    const opened = await decrypted(ciphertext, expect);
    const payload = decodePayload(opened.payload);
    const envelope = decodeEnvelope(payload.envelope);
    const known = await checkEnvelope(envelope, payload, expect);
    if (!known) return 'DIRECTORY';
    const { document, named } = await checkDocument(envelope, payload, expect);
    const keys = { ...named, session: opened.sessionKey };
    return new OpenedMessage(envelope, document, payload, keys, expect.peerDirectory);
  }

  get envelopeBytes(): Uint8Array {
    return this.payload.envelope;
  }

  get key(): Fingerprint {
    return this.named.key;
  }

  get compartments(): readonly Compartment[] {
    return this.named.compartments;
  }

  get sessionKey(): Uint8Array {
    return this.named.session;
  }

  get made(): boolean {
    return this.#opened;
  }
}

const decrypted = (
  ciphertext: Uint8Array,
  { opening = open, keys, now }: Expectation,
): Promise<Opened> => opening(ciphertext, keys, now);

/**
 * Decrypts and verifies a message in the protocol's order. Returns `DIRECTORY` if the message names a newer directory of the
 * sender than this State knows. @throws ExchangeError with the code of the first failure
 */
export const openDispatch = (
  ciphertext: Uint8Array,
  expect: Expectation,
): Promise<OpenedMessage | 'DIRECTORY'> => OpenedMessage.open(ciphertext, expect);

/**
 * Decrypts a message early to read its priority; the officer's signature is not verified. Null if no signing key exists or
 * the hash differs.
 */
export async function peekPriority(
  ciphertext: Uint8Array,
  expect: Expectation,
): Promise<Document | null> {
  const opened = await decrypted(ciphertext, expect);
  const payload = decodePayload(opened.payload);
  const envelope = decodeEnvelope(payload.envelope);
  assertAddressed(envelope, expect);
  const keys = expect.peerDirectory.allStateKeys('signing', envelope.sealedAt);
  if (keys.length === 0) return null;
  await verifyByAny(keys, payload.envelope, payload.envelopeSignature, new Date(envelope.sealedAt));
  return sha256(payload.document) === envelope.documentSha256
    ? decodeDocument(payload.document)
    : null;
}

async function checkEnvelope(
  envelope: Envelope,
  payload: SealedPayload,
  expect: Expectation,
): Promise<boolean> {
  assertAddressed(envelope, expect);
  const place = expect.compare(envelope.directory);
  if (place === 'AHEAD') return false;
  const keys = expect.peerDirectory.allStateKeys('signing', envelope.sealedAt);
  if (keys.length === 0) throw new ExchangeError('STATE_KEY_UNKNOWN', 'signing');
  await verifyByAny(keys, payload.envelope, payload.envelopeSignature, new Date(envelope.sealedAt));
  expect.onEnvelope(envelope);
  // Otherwise a mandate or consent that starts later would already count.
  if (Date.parse(envelope.sealedAt) > expect.now.getTime() + 24 * hour)
    throw new ExchangeError('SEALED_TIME_AHEAD');
  if (place === 'FORK') throw new ExchangeError('DIRECTORY_FORK');
  if (sha256(payload.document) !== envelope.documentSha256)
    throw new ExchangeError('HASH_MISMATCH', 'document');
  if (sha256(payload.officerSignature) !== envelope.officerSignatureSha256)
    throw new ExchangeError('HASH_MISMATCH', phrase`officer signature`);
  return true;
}

/**
 * Asserts that the signed message id, link and States equal `expect`. Otherwise an attacker could send the same message under
 * a new id and get a second receipt. @throws ExchangeError ADDRESS_MISMATCH
 */
export function assertAddressed(
  { id, link, from, to }: Pick<Envelope, 'id' | 'link' | 'from' | 'to'>,
  expect: Pick<Expectation, 'messageId' | 'link' | 'peer' | 'own'>,
): void {
  if (from !== expect.peer || to !== expect.own || link !== expect.link)
    throw new ExchangeError('ADDRESS_MISMATCH');
  if (id !== expect.messageId) throw new ExchangeError('ADDRESS_MISMATCH', phrase`message id`);
}

export async function verifyByAny(
  keys: readonly { readonly certificate: string; readonly fingerprint: string }[],
  bytes: Uint8Array,
  signature: Uint8Array,
  at: Date,
): Promise<void> {
  let refusal: unknown;
  for (const key of [...keys].reverse()) {
    const certificate = await readCertificate(Buffer.from(key.certificate, 'base64'), at);
    if (certificate.fingerprint !== key.fingerprint)
      throw new ExchangeError('STATE_KEY_UNKNOWN', 'fingerprint');
    try {
      await verifyDetached(bytes, signature, certificate, at);
      return;
    } catch (error) {
      refusal ??= error;
    }
  }
  throw refusal;
}

async function checkDocument(
  envelope: Envelope,
  payload: SealedPayload,
  expect: Expectation,
): Promise<{ readonly document: Document; readonly named: Omit<NamedKeys, 'session'> }> {
  const sealedAt = new Date(envelope.sealedAt);
  const certificate = await readCertificate(payload.officerCertificate, sealedAt);
  // The signature is checked before a byte of the document is parsed.
  await verifyDetached(payload.document, payload.officerSignature, certificate, sealedAt);
  const document = decodeDocument(payload.document);
  if (document.signer !== certificate.fingerprint)
    throw new ExchangeError('HASH_MISMATCH', 'signer');
  officerByLog(
    expect.peerDirectory,
    {
      signer: document.signer,
      officer: document.from.officer,
      authority: document.from.authority,
      composedAt: document.composedAt,
      sealedAt: envelope.sealedAt,
      now: timestamp(expect.now),
      roles: signersOf(document),
    },
    {
      document: document.id,
      documentSha256: envelope.documentSha256,
      signatureSha256: envelope.officerSignatureSha256,
      signer: document.signer,
    },
    proofIn(payload),
  );
  const composed = Date.parse(document.composedAt);
  if (composed < sealedAt.getTime() - 24 * hour || composed > sealedAt.getTime() + 5 * minute)
    throw new ExchangeError('COMPOSED_TIME_INVALID');
  const named = checkRecipient(document, envelope, expect);
  const count = document.attachments.length;
  if (envelope.attachments.length !== count || payload.attachmentKeys.length !== count)
    throw new ExchangeError('ATTACHMENTS_MISMATCH');
  for (const [i, { size }] of document.attachments.entries())
    if (!fits(size, envelope.attachments[i]?.size ?? 0))
      throw new ExchangeError('ATTACHMENTS_MISMATCH', phrase`size of attachment ${i + 1}`);
  return { document, named };
}

function proofIn({ signedLeaf, signedProof }: SealedPayload): SignedProof | undefined {
  if (signedLeaf === undefined || signedProof === undefined) return undefined;
  return { leaf: signedLeaf, proof: signedProof };
}

function fits(size: number, ciphertextSize: number): boolean {
  try {
    return layoutOf(size).ciphertextSize === ciphertextSize;
  } catch (error) {
    if (error instanceof ObjectsError) return false;
    throw error;
  }
}

/**
 * Asserts that the officer signed the document for this State and link. Prevents that a State passes on what was signed for
 * another recipient.
 */
function checkRecipient(
  document: Document,
  envelope: Envelope,
  expect: Expectation,
): Omit<NamedKeys, 'session'> {
  const same = (a: readonly string[], b: readonly string[]): boolean =>
    a.length === b.length && a.every((value, i) => value === b[i]);
  if (
    document.from.state !== expect.peer ||
    document.to.state !== expect.own ||
    document.link !== expect.link ||
    !same(document.recipientKeys, envelope.recipientKeys)
  )
    throw new ExchangeError('RECIPIENT_MISMATCH');
  const authority = expect.ownDirectory.authority(document.to.authority, envelope.sealedAt);
  if (authority === undefined) throw new ExchangeError('RECIPIENT_UNKNOWN');
  // An opening document names its compartment; later documents are judged with their thread.
  const compartment = isOpening(document) ? compartmentOf(threadTypeOf(document)) : null;
  const named = authority.keys.filter((key) => document.recipientKeys.includes(key.fingerprint));
  const ours = named.find((key) => compartment === null || key.compartment === compartment);
  if (ours === undefined) throw new ExchangeError('RECIPIENT_MISMATCH', 'recipientKeys');
  return { key: ours.fingerprint, compartments: named.map((each) => each.compartment) };
}
