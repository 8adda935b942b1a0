import { scanGaps, type ScanGap } from '#capabilities/attachments/scans/scan.lists';
import type { ScanSaid } from '#capabilities/attachments/scans/scan.model';
import { printable } from '../printable.js';

const why: Readonly<Record<ScanGap, string>> = {
  NOT_YET: 'nobody has fetched it yet',
  NO_SCANNER: 'this gateway has no antivirus scanner',
  UNREACHABLE: 'the antivirus scanner does not answer',
  TIMED_OUT: 'the antivirus scanner did not answer in time',
  OVER_LIMIT: 'it is larger, or packed deeper, than the antivirus scanner takes',
  ENCRYPTED: 'it is encrypted',
  FAILED: 'the antivirus scanner failed',
  UNFIT: 'the settings of the antivirus scanner would let pass what it does not look at',
};

export function scanWords({ verdict, reason, engine }: ScanSaid): string {
  const by = engine === null ? '' : ` (${printable(engine)})`;
  if (verdict === 'CLEAN') return `scanned, nothing found${by}`;
  if (verdict === 'INFECTED') return `INFECTED: ${printable(reason ?? 'unnamed')}${by}`;
  const gap = scanGaps.find((each) => each === reason);
  return `NOT SCANNED: ${gap === undefined ? printable(reason ?? 'unknown') : why[gap]}`;
}

const parameter = (text: string, name: string): string | null =>
  new RegExp(`;${name}="([^"]{0,200})"`).exec(text)?.[1] ?? null;

/** Scan verdict in the header of a download. An unknown verdict counts as not scanned. Pure. */
export function scanOf(header: string | undefined): ScanSaid {
  const text = header ?? '';
  const [engine, reason] = [parameter(text, 'engine'), parameter(text, 'reason')];
  if (/^CLEAN(?:;|$)/.test(text)) return { verdict: 'CLEAN', reason: null, engine };
  return { verdict: 'NOT_SCANNED', reason, engine };
}
