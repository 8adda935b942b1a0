export const differenceKinds = [
  'EVIDENCE',
  'QUARANTINED',
  'NUMBER_MISSING',
  'RECEIPT_MISSING',
  'CHECKPOINT_UNPROVEN',
  'REPORT_DIFFERS',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];
