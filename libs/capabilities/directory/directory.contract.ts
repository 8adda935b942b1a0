import type { AuthorityProfile } from './authority-profile.schema.js';
import type {
  AuthorityId,
  Fingerprint,
  LinkId,
  OfficerId,
  StateCode,
  Timestamp,
  Compartment,
  Role,
} from '#kernel';
import type { Posting } from './postings.contract.js';

export interface SessionView {
  readonly officer: OfficerId;
  readonly authority: AuthorityId;
  readonly state: StateCode;
  readonly fingerprint: Fingerprint;
  readonly roles: readonly Role[];
  readonly expiresAt: Timestamp;
}

/** What a client needs to compose a document for an authority. */
export interface AuthorityView {
  readonly state: StateCode;
  readonly authority: AuthorityId;
  readonly name: string;
  /** What its registrars say of it; null when they have said nothing, or their State more than an answer holds. */
  readonly profile: AuthorityProfile | null;
  /** The confirmed link to that State; null for authorities of one's own State. */
  readonly link: LinkId | null;
  readonly keys: readonly {
    readonly compartment: Compartment;
    readonly fingerprint: Fingerprint;
  }[];
}

/** A page of the authorities of all States: one's own first, then by State, each State's by name. */
export interface AuthoritiesAsked {
  readonly limit: number;
  /** The last row already seen, as `XB/coast-guard`; null for the first page. */
  readonly after: string | null;
}

export interface AuthoritiesPage {
  readonly authorities: readonly AuthorityView[];
  /** What to ask the next page after; null: this is the last. */
  readonly next: string | null;
}

/** A page of what the chain of this State says, which only grows at its end. */
export interface GrownAsked {
  /** How many rows the client has. */
  readonly from: number;
}

export interface Grown {
  /** `from` of the next page; null: this is the last. */
  readonly next: number | null;
}

export interface OfficerView {
  readonly officer: OfficerId;
  readonly authority: AuthorityId;
  readonly fingerprint: Fingerprint;
  readonly roles: readonly Role[];
  readonly from: Timestamp;
  readonly to: Timestamp;
  readonly suspendedFrom: Timestamp | null;
  /** Oldest first; one that begins and ends at the same moment is the end of the one before. */
  readonly postings: readonly Posting[];
  readonly enrolled: boolean;
}
