import { scanGaps, type ScanGap } from '#capabilities/attachments/scans/scan.lists';
import type { ScanSaid } from '#capabilities/attachments/scans/scan.model';
import { say } from '#language/console';
import { printable } from '../printable.js';

const why: Readonly<Record<ScanGap, string>> = {
  NOT_YET: say('scan.notYet'),
  NO_SCANNER: say('scan.noScanner'),
  UNREACHABLE: say('scan.unreachable'),
  TIMED_OUT: say('scan.timedOut'),
  OVER_LIMIT: say('scan.overLimit'),
  ENCRYPTED: say('scan.encrypted'),
  FAILED: say('scan.failed'),
  UNFIT: say('scan.unfit'),
};

export function scanWords({ verdict, reason, engine }: ScanSaid): string {
  const by = engine === null ? '' : ` (${printable(engine)})`;
  if (verdict === 'CLEAN') return say('scan.scannedNothingFound', { by });
  if (verdict === 'INFECTED')
    return say('scan.infected', { reason: printable(reason ?? say('scan.unnamed')), by });
  const gap = scanGaps.find((each) => each === reason);
  return say('scan.notScanned', {
    reason: gap === undefined ? printable(reason ?? say('scan.unknown')) : why[gap],
  });
}

const parameter = (text: string, name: string): string | null =>
  new RegExp(`;${name}="([^"]{0,200})"`).exec(text)?.[1] ?? null;

export function scanOf(header: string | undefined): ScanSaid {
  const text = header ?? '';
  const [engine, reason] = [parameter(text, 'engine'), parameter(text, 'reason')];
  if (/^CLEAN(?:;|$)/.test(text)) return { verdict: 'CLEAN', reason: null, engine };
  return { verdict: 'NOT_SCANNED', reason, engine };
}
