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
  readonly codes: readonly HandlingCode[];
  readonly evaluation: { readonly source: SourceCode; readonly information: InformationCode };
  readonly restrictions: string;
  /** Months (1 to 60) to keep content after the exchange ends. */
  readonly retentionMonths: number;
  readonly tlp?: TrafficLight;
  readonly classification?: Classification;
}

/**
 * Name, type, size and hashes of an attachment before encryption. The envelope lists the encrypted attachments in the same
 * order.
 */
export interface AttachmentEntry {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: Sha256;
  readonly sha512: Sha512;
}

/**
 * Officer's signed document in canonical JSON (RFC 8785). Names sender and recipient, so that a dishonest recipient cannot
 * present the document as sent to another State.
 */
export interface Document<K extends DocumentKind = DocumentKind> {
  readonly typ: 'liaise-document';
  readonly v: 1;
  readonly kind: K;
  readonly id: DocumentId;
  readonly thread: ThreadId;
  /** Parent document; null only in the document that opens the thread. */
  readonly inReplyTo: DocumentId | null;
  readonly link: LinkId;
  readonly from: OfficerAddress;
  readonly to: AuthorityAddress;
  readonly signer: Fingerprint;
  readonly recipientKeys: readonly Fingerprint[];
  readonly composedAt: Timestamp;
  readonly purpose: Purpose;
  readonly handling: Handling;
  readonly body: Body<K>;
  readonly attachments: readonly AttachmentEntry[];
}

export const documentLimits = {
  bytes: 192 * 1024,
  depth: 12,
  attachments: 32,
  attachmentBytes: 2 * 1024 ** 3,
  recipientKeys: 4,
} as const;
