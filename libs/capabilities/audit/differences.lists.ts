/** What is not as it should be between us and a neighbour, or in what a neighbour says of its log. */
export const differenceKinds = [
  'EVIDENCE',
  'QUARANTINED',
  'NUMBER_MISSING',
  'RECEIPT_MISSING',
  'CHECKPOINT_UNPROVEN',
  'REPORT_DIFFERS',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];
