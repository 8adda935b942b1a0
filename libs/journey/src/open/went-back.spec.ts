import { parseSha256, parseTimestamp } from '#kernel';
import { wentBack } from './went-back.js';

const head = parseSha256('a'.repeat(64));
const said = {
  point: { version: 14, head },
  issuedAt: parseTimestamp('2026-03-01T12:00:00.000Z'),
};
const sealed = (version: number, at: string) => ({
  directory: { version, head },
  sealedAt: parseTimestamp(at),
});

describe('an envelope that names an older directory', () => {
  it('is a sign that the State went back when it was sealed after the State had named a newer one', () => {
    expect(wentBack(sealed(13, '2026-03-01T12:00:05.001Z'), said)).toBe(true);
    expect(wentBack(sealed(1, '2026-03-08T12:00:00.000Z'), said)).toBe(true);
  });

  it('is none when it was sealed before, when the clock stepped, when nothing newer was said', () => {
    expect(wentBack(sealed(13, '2026-03-01T11:59:59.999Z'), said)).toBe(false);
    expect(wentBack(sealed(13, '2026-03-01T12:00:05.000Z'), said)).toBe(false);
    for (const version of [14, 15])
      expect(wentBack(sealed(version, '2026-03-08T12:00:00.000Z'), said)).toBe(false);
    expect(wentBack(sealed(13, '2026-03-08T12:00:00.000Z'), undefined)).toBe(false);
  });
});
