import type { Scan } from './scan.contract.js';
import type { ScanGap } from './scan.lists.js';

export type ScanSaid = Omit<Scan, 'at'>;

export const notScanned = (reason: ScanGap, engine: string | null = null): ScanSaid => ({
  ...{ verdict: 'NOT_SCANNED', reason, engine },
});

export const neverScanned: Scan = { ...notScanned('NOT_YET'), at: null };

const numbered = /^[^/]{1,60}\/(\d{1,12})\//;

const numberOf = (engine: string | null): number => {
  const number = numbered.exec(engine ?? '')?.[1];
  return number === undefined ? -1 : Number(number);
};

/** True if engine and virus signatures are unchanged since the verdict. False after NOT_SCANNED or without a version number. */
export const stillCounts = ({ verdict, engine }: Scan, now: string | null): boolean =>
  verdict !== 'NOT_SCANNED' && engine !== null && engine === now && numbered.test(engine);

/** Returns the verdict to keep, normally `now`. Only a scan with equal or newer signatures lifts INFECTED. */
export const scanKept = (before: Scan, now: Scan): Scan =>
  before.verdict === 'INFECTED' &&
  (now.verdict === 'NOT_SCANNED' || numberOf(now.engine) < numberOf(before.engine))
    ? before
    : now;
