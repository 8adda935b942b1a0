export const scanVerdicts = ['CLEAN', 'INFECTED', 'NOT_SCANNED'] as const;
export type ScanVerdict = (typeof scanVerdicts)[number];

export const scanGaps = [
  ...(['NOT_YET', 'NO_SCANNER', 'UNREACHABLE', 'TIMED_OUT'] as const),
  ...(['OVER_LIMIT', 'ENCRYPTED', 'FAILED', 'UNFIT'] as const),
] as const;
export type ScanGap = (typeof scanGaps)[number];
