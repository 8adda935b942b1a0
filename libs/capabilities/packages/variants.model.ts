import { closed, list, oneOf, pattern, schemaParser } from '#kernel';

/** Label of a reader: a role in the proceedings and a number such as `defence-1`, no name of a person. */
export type ReaderLabel = string & { readonly reader: unique symbol };

export const readerForm = '^[a-z][a-z0-9-]{0,31}$';

/** @throws RangeError */
export function parseReaderLabel(value: unknown): ReaderLabel {
  if (typeof value !== 'string' || !new RegExp(readerForm).test(value))
    throw new RangeError('reader');
  return value as ReaderLabel;
}

/** Reasons that a builder may give. What is too large or erased is decided by what there is. */
export const givenReasons = ['THIRD_PERSON', 'HANDLING', 'LAW', 'NOT_NEEDED'] as const;
export type GivenReason = (typeof givenReasons)[number];

/** Names of values that stand in leaves only as digests. */
export const valueNames = [
  'actor',
  'case',
  'dutyOfficers',
  'exception',
  'facts',
  'formalRoute',
  'forward',
  'from',
  'keeper',
  'office',
  'officer',
  'recipient',
  'sha256',
  'sha512',
  'to',
] as const;

/** Entries of the thread that tell of other threads or persons: withheld unless a builder shows them to its reader. */
export const personalTypes = [
  'duplicates.checked',
  'duplicates.passed',
  'duplicates.noticed',
  'halt.told',
  'halt.heard',
  'halt.confirmed',
] as const;

/** Entries that a builder may withhold: none on which a proof, a consent or the duty to the accused rests. */
export const withholdableTypes = [
  ...personalTypes,
  'case.assigned',
  'case.claimed',
  'case.copied',
  'case.copy.withheld',
  'case.escalated',
  'case.glass.broken',
  'case.handover',
  'case.noted',
  'case.released',
  'case.roster.added',
  'case.roster.removed',
  'case.transferred',
  'erasure.stopped',
  'hold.lifted',
  'hold.set',
  'item.exported',
  'item.viewed',
  'retention.due',
  'retention.reviewed',
] as const;

/** Bounds of what a builder says of one variant. */
export const variantBounds = { shown: 32, withheld: 256 } as const;

/** Something that is withheld from a reader, and why. */
export interface WithheldItem {
  /** Name of a value, type of an entry, id of a document, or that id, `/` and the number of an attachment. */
  readonly item: string;
  readonly reason: GivenReason;
}

/** Package for one reader: what is shown to it beyond the least, and what is withheld beyond the usual. */
export interface Variant {
  readonly reader: ReaderLabel;
  /** Names of values, and types of entries that are withheld otherwise. */
  readonly shown: readonly string[];
  readonly withheld: readonly WithheldItem[];
}

const item = pattern('^[A-Za-z0-9./-]{1,64}$');

/** @throws KernelError VALUE_INVALID */
export const parseVariant = schemaParser<Variant>(
  closed({
    reader: pattern<ReaderLabel>(readerForm),
    shown: list(item, variantBounds.shown),
    withheld: list(closed({ item, reason: oneOf(givenReasons) }), variantBounds.withheld),
  }),
  'VALUE_INVALID',
);
