import { describe, expect, it } from '@jest/globals';
import { scanGaps } from '#capabilities/attachments/scans/scan.lists';
import { scanOf, scanWords } from './scan-words.js';

describe('what the scanner says of a file', () => {
  it.each([
    ['CLEAN;engine="ClamAV 1/2/x";at="t"', 'scanned, nothing found (ClamAV 1/2/x)'],
    ['NOT_SCANNED;reason="ENCRYPTED";engine="ClamAV 1/2/x"', 'NOT SCANNED: it is encrypted'],
    ['NOT_SCANNED;reason="LATER_WORD"', 'NOT SCANNED: LATER_WORD'],
    ['NOT_SCANNED', 'NOT SCANNED: unknown'],
    ['CLEANED', 'NOT SCANNED: unknown'],
    ['"CLEAN"', 'NOT SCANNED: unknown'],
    [undefined, 'NOT SCANNED: unknown'],
  ])('%j is told as %j', (header, words) => {
    expect(scanWords(scanOf(header))).toBe(words);
  });

  it('has words for every gap, and shows no character that a terminal acts on', () => {
    const gapWords = scanGaps.map((reason) =>
      scanWords({ verdict: 'NOT_SCANNED', reason, engine: null }),
    );
    expect(new Set(gapWords).size).toBe(scanGaps.length);
    const odd = { verdict: 'INFECTED', reason: 'A\u001b[2J', engine: 'C\u0007' } as const;
    expect(scanWords(odd)).not.toMatch(/\p{Cc}/u);
  });
});
