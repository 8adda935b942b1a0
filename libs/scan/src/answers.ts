import type { ScanGap } from '#capabilities/attachments/scans/scan.lists';
import { notScanned, type ScanSaid } from '#capabilities/attachments/scans/scan.model';

const nameOf = (text: string): string =>
  text.replace(/[^\x21-\x7e]/g, '').slice(0, 120) || 'unnamed';

/**
 * Verdict of the daemon's answer: CLEAN for `OK`, INFECTED for a virus alert. NOT_SCANNED otherwise, also for an alert about
 * an unreadable file. Pure.
 */
export function verdictOf(answer: string, engine: string): ScanSaid {
  if (answer === 'stream: OK') return { verdict: 'CLEAN', reason: null, engine };
  if (answer === 'INSTREAM size limit exceeded. ERROR') return notScanned('OVER_LIMIT', engine);
  const found = /^stream: (.+) FOUND$/s.exec(answer)?.[1];
  if (found === undefined) return notScanned('FAILED', engine);
  if (found.startsWith('Heuristics.Encrypted.')) return notScanned('ENCRYPTED', engine);
  if (found.startsWith('Heuristics.Limits.Exceeded')) return notScanned('OVER_LIMIT', engine);
  return { verdict: 'INFECTED', reason: nameOf(found), engine };
}

export const engineOf = (answer: string): string | undefined =>
  /^ClamAV [\x20-\x7e]{1,110}$/.test(answer) ? answer : undefined;

export class Gap extends Error {
  constructor(readonly gap: ScanGap) {
    super(gap);
  }
}

/**
 * Collects the parts of an answer. `add` returns the whole answer when its closing NUL has arrived, else undefined. @throws
 * Gap FAILED if the answer is longer than `longest`
 */
export class AnswerReader {
  private text = '';

  constructor(private readonly longest: number) {}

  add(part: string): string | undefined {
    this.text += part;
    const end = this.text.indexOf('\0');
    if ((end < 0 ? this.text.length : end) > this.longest) throw new Gap('FAILED');
    return end < 0 ? undefined : this.text.slice(0, end);
  }
}
