import type { DocumentId, MessageId, Sha256, Timestamp } from '#kernel/ids';
import { closed, forms, list, oneOf, orNull, pattern, text, whole } from '#kernel/schema';

/** Bounds of what one State tells another of its custody log for a package. */
export const custodyRecordLimits = {
  /** Documents that one ask names: as many as a consent covers. */
  items: 32,
  /** Entries of one answer: with the longest leaves and proofs they fit a statement. */
  leaves: 24,
  /** Entries of one package, over all answers. */
  ofPackage: 4_096,
  /** Answers to one ask. */
  parts: 171,
  disclosures: 4,
} as const;

/** One answer to every ask that is not met, so that none tells what a State has. */
export const custodyRefusals = ['CUSTODY_WITHHELD'] as const;
export type CustodyRefusal = (typeof custodyRefusals)[number];

/**
 * End of an ask. `SILENT`: no answer, or not all of it, in the time that a package waits. `INVALID`: an answer that does not hold, or
 * does not fit what this State has.
 */
export const recordOutcomes = ['GIVEN', 'WITHHELD', 'SILENT', 'INVALID'] as const;
export type RecordOutcome = (typeof recordOutcomes)[number];

/** Entry types of which a neighbour is told kind, time, role and purpose, and never who acted. */
export const toldTypes = [
  'item.viewed',
  'item.exported',
  'consent.requested',
  'consent.granted',
] as const;

/** Entry types whose leaf is given whole: those of a message, in the form that names nobody. */
export const givenTypes = [
  'msg.signed',
  'msg.send.intent',
  'msg.sent',
  'msg.receipt.logged',
] as const;

/** Question for entries of the neighbour's log about documents that a consent of it covers. */
export interface PackageAsk {
  /** 128 random bits, the same for all parts; the answer repeats it. */
  readonly ask: MessageId;
  readonly consent: DocumentId;
  readonly consentSha256: Sha256;
  /** SHA-256 of documents that the consent names. */
  readonly items: readonly Sha256[];
  /** Leaves of the log that the first answer proved under; null in the first ask. */
  readonly size: number | null;
  readonly part: number;
}

/** Facts of an access whose leaf names somebody. */
export interface ToldAccess {
  readonly typ: (typeof toldTypes)[number];
  readonly at: Timestamp;
  readonly role: string | null;
  readonly purpose: string | null;
}

/** Entry of the answering State's log: its leaf, or its hash and what is told of it. */
export interface CustodyEntry {
  readonly index: number;
  /** Hash of the leaf in the tree. */
  readonly hash: Sha256;
  /** Exact leaf bytes, base64; null where `told` stands in their place. */
  readonly leaf: string | null;
  readonly told: ToldAccess | null;
  /** Inclusion proof under the checkpoint, base64 hashes. */
  readonly proof: readonly string[];
  /** Encoded values behind digests of the leaf, ascending. */
  readonly disclosures: readonly string[];
}

/** Part of the answer. All parts prove under one checkpoint, so that they can be asked for again. */
export interface PackageAnswer {
  readonly ask: MessageId;
  readonly refused: CustodyRefusal | null;
  readonly part: number;
  /** None where it is refused. */
  readonly parts: number;
  /** Signed note of the checkpoint; empty where it is refused. */
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
          typ: oneOf(toldTypes),
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
