import { closed, list, oneOf, pattern, schemaParser } from '#kernel';

/** Label of a reader: role and number, such as `defence-1`, never the name of a person. */
export type ReaderLabel = string & { readonly reader: unique symbol };

export const readerForm = '^[a-z][a-z0-9-]{0,31}$';

export function parseReaderLabel(value: unknown): ReaderLabel {
  if (typeof value !== 'string' || !new RegExp(readerForm).test(value))
    throw new RangeError('reader');
  return value as ReaderLabel;
}

export const givenReasons = ['THIRD_PERSON', 'HANDLING', 'LAW', 'NOT_NEEDED'] as const;
export type GivenReason = (typeof givenReasons)[number];

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

/** Types of log entries about other threads or persons. Withheld unless the officer decides to show a type to the reader. */
export const personalTypes = [
  'duplicates.checked',
  'duplicates.passed',
  'duplicates.noticed',
  'halt.told',
  'halt.heard',
  'halt.confirmed',
] as const;

/**
 * Types of log entries that an officer may withhold. Entries that support a proof, a consent or a duty to the accused are not
 * among them.
 */
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

export const variantBounds = { shown: 32, withheld: 256 } as const;

export interface WithheldItem {
  readonly item: string;
  readonly reason: GivenReason;
}

export interface Variant {
  readonly reader: ReaderLabel;
  readonly shown: readonly string[];
  readonly withheld: readonly WithheldItem[];
}

const item = pattern('^[A-Za-z0-9./-]{1,64}$');

export const parseVariant = schemaParser<Variant>(
  closed({
    reader: pattern<ReaderLabel>(readerForm),
    shown: list(item, variantBounds.shown),
    withheld: list(closed({ item, reason: oneOf(givenReasons) }), variantBounds.withheld),
  }),
  'VALUE_INVALID',
);
