import type { DocumentId, MessageId, Sha256, Timestamp } from '#kernel/ids';
import { closed, forms, list, oneOf, orNull, pattern, text, whole } from '#kernel/schema';

export const custodyRecordLimits = {
  items: 32,
  /** Maximum number of entries in one part of an answer, so that even the longest leaves and proofs fit one statement. */
  leaves: 24,
  ofPackage: 4_096,
  parts: 171,
  disclosures: 4,
} as const;

/** Code of a refused request for log entries. There is only one, so that a refusal reveals nothing. */
export const custodyRefusals = ['CUSTODY_WITHHELD'] as const;
export type CustodyRefusal = (typeof custodyRefusals)[number];

/**
 * Outcome of a request for log entries. `SILENT`: no complete answer in time; `INVALID`: an answer is malformed or
 * contradicts this State's material.
 */
export const recordOutcomes = ['GIVEN', 'WITHHELD', 'SILENT', 'INVALID'] as const;
export type RecordOutcome = (typeof recordOutcomes)[number];

/** Types of log entries of which the neighbour gets only type, time, role and purpose, never the officer. */
export const summarizedTypes = [
  'item.viewed',
  'item.exported',
  'consent.requested',
  'consent.granted',
] as const;

export const givenTypes = [
  'msg.signed',
  'msg.send.intent',
  'msg.sent',
  'msg.receipt.logged',
] as const;

export interface PackageAsk {
  readonly ask: MessageId;
  readonly consent: DocumentId;
  readonly consentSha256: Sha256;
  readonly items: readonly Sha256[];
  /** Log size of the checkpoint that all parts of the answer share. Null before the first part. */
  readonly size: number | null;
  readonly part: number;
}

export interface AccessSummary {
  readonly typ: (typeof summarizedTypes)[number];
  readonly at: Timestamp;
  readonly role: string | null;
  readonly purpose: string | null;
}

export interface CustodyEntry {
  readonly index: number;
  readonly hash: Sha256;
  /** Exact bytes of the leaf in base64; null when `told` replaces the leaf. */
  readonly leaf: string | null;
  readonly told: AccessSummary | null;
  readonly proof: readonly string[];
  readonly disclosures: readonly string[];
}

/** Part of an answer to a request for log entries. All parts refer to one checkpoint. */
export interface PackageAnswer {
  readonly ask: MessageId;
  readonly refused: CustodyRefusal | null;
  readonly part: number;
  readonly parts: number;
  readonly checkpoint: string;
  readonly entries: readonly CustodyEntry[];
}

const { items, leaves, parts, disclosures } = custodyRecordLimits;
const code = pattern('^[A-Z][A-Z0-9_]{2,60}$');

export const packageAskSchema = closed({
  ask: forms.hex32,
  consent: forms.uuid7,
  consentSha256: forms.sha256,
  items: { ...list(forms.sha256, items, 1), uniqueItems: true },
  size: orNull(forms.count),
  part: whole(0, parts - 1),
});

export const packageAnswerSchema = closed({
  ask: forms.hex32,
  refused: orNull(oneOf(custodyRefusals)),
  part: whole(0, parts - 1),
  parts: whole(0, parts),
  checkpoint: text(4_000, 0),
  entries: list(
    closed({
      index: forms.count,
      hash: forms.sha256,
      leaf: orNull(forms.base64(5_464)),
      told: orNull(
        closed({
          typ: oneOf(summarizedTypes),
          at: forms.time,
          role: orNull(code),
          purpose: orNull(code),
        }),
      ),
      proof: list(forms.base64Of32, 63),
      disclosures: list(pattern('^[A-Za-z0-9_-]{1,1000}$'), disclosures),
    }),
    leaves,
  ),
});
