import type { Scan } from './scan.contract.js';
import type { ScanGap } from './scan.lists.js';

/** Scan as an event of the log says it: the event has a time of its own. */
export type ScanSaid = Omit<Scan, 'at'>;

export const notScanned = (reason: ScanGap, engine: string | null = null): ScanSaid => ({
  ...{ verdict: 'NOT_SCANNED', reason, engine },
});

export const neverScanned: Scan = { ...notScanned('NOT_YET'), at: null };

/** `ClamAV 1.4.3/27000/Thu Nov 26 ...`: the number of the signatures. */
const numbered = /^[^/]{1,60}\/(\d{1,12})\//;

/** Of signatures without a number nothing is known: they are older than any that have one. */
const numberOf = (engine: string | null): number => {
  const number = numbered.exec(engine ?? '')?.[1];
  return number === undefined ? -1 : Number(number);
};

/**
 * Whether a verdict still counts where that engine would judge now: only if the signatures are provably the same. An engine
 * that gives them no number is asked each time. Pure.
 */
export const stillCounts = ({ verdict, engine }: Scan, now: string | null): boolean =>
  verdict !== 'NOT_SCANNED' && engine !== null && engine === now && numbered.test(engine);

/**
 * Verdict that is kept after a look: one that found something counts until a scanner has looked again, with the same signatures or newer
 * ones, and finds nothing. A look that began before may end after the one that found it. Pure.
 */
export const scanKept = (before: Scan, now: Scan): Scan =>
  before.verdict === 'INFECTED' &&
  (now.verdict === 'NOT_SCANNED' || numberOf(now.engine) < numberOf(before.engine))
    ? before
    : now;
