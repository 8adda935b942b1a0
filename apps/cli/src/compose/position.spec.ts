import { describe, expect, it } from '@jest/globals';
import { isMeantAsPosition, parsePosition, positionWords } from './position.js';

const refused = (why: RegExp): unknown =>
  expect.objectContaining({
    code: 'CLI_POSITION_INVALID',
    detail: expect.stringMatching(why) as unknown,
  });

describe('a position', () => {
  it.each([
    '43.1N 15.2E',
    '43.1 N, 15.2 E',
    '43.1n15.2e',
    '43.1° N 15.2° E',
    'N43.1 E15.2',
    'N 43.1, E 15.2',
    'N43.1° E15.2°',
    '43,1N 15,2E',
    '43 06N 15 12E',
    '43 06.0N 015 12.0E',
    "43°06.0'N 015°12.0'E",
    '43° 06,0′ N, 015° 12,0′ E',
    '43-06.0N 015-12.0E',
    'N43 06.0 E015 12.0',
    `43°06'00"N 15°12'00"E`,
    `43° 06′ 00″ N / 15° 12′ 00″ E`,
    `43°06'00''N 15°12'00''E`,
    '43-06-00N 015-12-00E',
    'N43 06 00 E15 12 00',
    '43.1, 15.2',
    '43.1 15.2',
    '43.1,15.2',
    '+43.1; +15.2',
    '  43.1   15.2 ',
  ])('is read from %s', (text) => {
    const { latitude, longitude } = parsePosition(text);
    expect(latitude).toBeCloseTo(43.1, 9);
    expect(longitude).toBeCloseTo(15.2, 9);
  });

  it.each([
    ['43.1S 15.2W', -43.1, -15.2],
    ['-43.1, -15.2', -43.1, -15.2],
    ['−43.1 15.2', -43.1, 15.2],
    ['S43 30 W015 45', -43.5, -15.75],
    ['43 06.5N 015 12.5E', 43 + 6.5 / 60, 15 + 12.5 / 60],
    [`43°06'30"N 15°12'30.6"E`, 43 + 6.5 / 60, 15 + 12.51 / 60],
    ['90N 180E', 90, 180],
    ['-90, -180', -90, -180],
    ['0 0', 0, 0],
  ])('keeps its hemisphere and all its parts: %s', (text, latitude, longitude) => {
    const found = parsePosition(text);
    expect(found.latitude).toBeCloseTo(latitude, 9);
    expect(found.longitude).toBeCloseTo(longitude, 9);
  });

  it.each([
    ['90.1N 15E', /latitude.*90/],
    ['-90.1, 15', /latitude.*90/],
    ['115.2, 43.1', /latitude, which comes first/],
    ['43N 180.1E', /longitude.*180/],
    ['43 60N 15 12E', /below 60/],
    [`43°06'60"N 15°12'00"E`, /below 60/],
    ['43.5 06N 15 12E', /decimals/],
    [`43°06.5'30"N 15°12'00"E`, /decimals/],
    ['15.2E 43.1N', /latitude comes first/],
    ['E15.2 N43.1', /latitude comes first/],
    ['43.1N 15.2N', /one number is N or S/],
    ['43.1E 15.2W', /one number is N or S/],
    // Ambiguous forms are refused.
    ['4306.5N 01512.0E', /none of these forms/],
    ['43,1', /none of these forms/],
    ['43,1 15,2', /none of these forms/],
    ['43.1,15', /none of these forms/],
    ['43.1', /none of these forms/],
    ['43.1N', /none of these forms/],
    ['43.1N 15.2O', /none of these forms/],
    ['-43.1S 15.2E', /none of these forms/],
    ['43.1N 15.2E 7', /none of these forms/],
    ['', /none of these forms/],
  ])('is refused, saying why: %s', (text, why) => {
    expect(() => parsePosition(text)).toThrow(refused(why));
  });

  it('is said in degrees and minutes, and read again from that', () => {
    expect(positionWords(parsePosition('43.1N 15.2E'))).toBe("43° 06.00' N, 015° 12.00' E");
    expect(positionWords(parsePosition('-8.999999, -0.5'))).toBe("09° 00.00' S, 000° 30.00' W");
    for (let n = -180; n <= 180; n += 0.37) {
      const position = { latitude: n / 2, longitude: n };
      const again = parsePosition(positionWords(position));
      expect(Math.abs(again.latitude - position.latitude)).toBeLessThan(0.0001);
      expect(Math.abs(again.longitude - position.longitude)).toBeLessThan(0.0001);
    }
  });
});

describe('a place', () => {
  it.each(['12 miles west of the cape', 'A1, km 34', '43.1N 15.2E, off Vis', 'гавань 3'])(
    'in words is none: %s',
    (text) => expect(isMeantAsPosition(text)).toBe(false),
  );

  it.each(['43.1N 15.2E', '95.1N 15.2E', '43.1N 15.2O', '17', `43°06'N`])(
    'without a word is meant as a position: %s',
    (text) => expect(isMeantAsPosition(text)).toBe(true),
  );
});
