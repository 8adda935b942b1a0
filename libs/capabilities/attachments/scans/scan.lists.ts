export const scanVerdicts = ['CLEAN', 'INFECTED', 'NOT_SCANNED'] as const;
export type ScanVerdict = (typeof scanVerdicts)[number];

/**
 * Why nothing can be said of a file: nobody asked for it yet; there is no scanner; it does not answer; not in time; more, or
 * deeper, than it takes; encrypted; it says that it failed, or nothing that is understood; its settings would let what it does
 * not look at pass as clean.
 */
export const scanGaps = [
  ...(['NOT_YET', 'NO_SCANNER', 'UNREACHABLE', 'TIMED_OUT'] as const),
  ...(['OVER_LIMIT', 'ENCRYPTED', 'FAILED', 'UNFIT'] as const),
] as const;
export type ScanGap = (typeof scanGaps)[number];
