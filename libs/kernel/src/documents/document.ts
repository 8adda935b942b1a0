import type {
  AuthorityId,
  DocumentId,
  Fingerprint,
  LinkId,
  OfficerId,
  Sha256,
  Sha512,
  StateCode,
  ThreadId,
  Timestamp,
} from '../ids.js';
import type {
  Classification,
  HandlingCode,
  InformationCode,
  Purpose,
  SourceCode,
  TrafficLight,
} from '../lists.js';
import type { Body, DocumentKind } from './kinds.js';

export interface AuthorityAddress {
  readonly state: StateCode;
  readonly authority: AuthorityId;
}

export interface OfficerAddress extends AuthorityAddress {
  readonly officer: OfficerId;
}

export interface Handling {
  /** Non-empty; H3 needs `restrictions`. */
  readonly codes: readonly HandlingCode[];
  readonly evaluation: { readonly source: SourceCode; readonly information: InformationCode };
  /** Free text of H3, '' when none. */
  readonly restrictions: string;
  /** Months the content may be kept after the exchange ended, 1 to 60; reviewed at 6 months. */
  readonly retentionMonths: number;
  /** Mark of TLP 2.0; nothing said is none. */
  readonly tlp?: TrafficLight;
  /** Nothing said is UNCLASSIFIED. */
  readonly classification?: Classification;
}

/** Plaintext facts of one attachment; the ciphertext's tree root stands in the envelope, in the same order. */
export interface AttachmentEntry {
  readonly name: string;
  readonly mediaType: string;
  /** Bytes of plaintext. */
  readonly size: number;
  readonly sha256: Sha256;
  readonly sha512: Sha512;
}

/**
 * Document of an officer: canonical JSON (RFC 8785) signed by the officer's own key. Sender, recipient keys, link,
 * thread and purpose stand inside the signed bytes because OpenPGP alone does not stop a forwarded message from
 * verifying as genuine (surreptitious forwarding).
 */
export interface Document<K extends DocumentKind = DocumentKind> {
  readonly typ: 'liaise-document';
  readonly v: 1;
  readonly kind: K;
  readonly id: DocumentId;
  readonly thread: ThreadId;
  /** The document answered; null exactly when this document opens its thread. */
  readonly inReplyTo: DocumentId | null;
  readonly link: LinkId;
  readonly from: OfficerAddress;
  readonly to: AuthorityAddress;
  /** Full primary fingerprint of the signing officer's certificate. */
  readonly signer: Fingerprint;
  /** Full primary fingerprints of the recipient authority's encryption keys. */
  readonly recipientKeys: readonly Fingerprint[];
  readonly composedAt: Timestamp;
  readonly purpose: Purpose;
  readonly handling: Handling;
  readonly body: Body<K>;
  readonly attachments: readonly AttachmentEntry[];
}

/** Bounds of one document; a bigger content belongs into an attachment. */
export const documentLimits = {
  bytes: 192 * 1024,
  depth: 12,
  attachments: 32,
  /** 8,192 chunks of 256 KiB: the largest object the attachment format has. */
  attachmentBytes: 2 * 1024 ** 3,
  recipientKeys: 4,
} as const;
