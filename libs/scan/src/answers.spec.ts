import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnswerReader, engineOf, verdictOf } from './answers.js';

const engine = 'ClamAV 1.4.3/27000/Thu Nov 26 08:12:00 2026';
const longest = 64;

describe('what the daemon answers', () => {
  it.each([
    ['stream: OK', 'CLEAN', null],
    ['stream: Win.Test.EICAR_HDB-1 FOUND', 'INFECTED', 'Win.Test.EICAR_HDB-1'],
    ['stream: Liaise.Test.UNOFFICIAL FOUND', 'INFECTED', 'Liaise.Test.UNOFFICIAL'],
    ['stream: Heuristics.Broken.Executable FOUND', 'INFECTED', 'Heuristics.Broken.Executable'],
    // A signature's name may not forge another answer, nor hold terminal control characters.
    ['stream: OK FOUND', 'INFECTED', 'OK'],
    ['stream: a\x1b[2Jb\n c FOUND', 'INFECTED', 'a[2Jbc'],
    ['stream: \u0007 FOUND', 'INFECTED', 'unnamed'],
    ['stream: Heuristics.Encrypted.Zip FOUND', 'NOT_SCANNED', 'ENCRYPTED'],
    ['stream: Heuristics.Encrypted.PDF(44d88612:68) FOUND', 'NOT_SCANNED', 'ENCRYPTED'],
    ['stream: Heuristics.Limits.Exceeded.MaxScanTime FOUND', 'NOT_SCANNED', 'OVER_LIMIT'],
    ['INSTREAM size limit exceeded. ERROR', 'NOT_SCANNED', 'OVER_LIMIT'],
    ["stream: Can't allocate memory ERROR", 'NOT_SCANNED', 'FAILED'],
    ['UNKNOWN COMMAND', 'NOT_SCANNED', 'FAILED'],
    ['COMMAND READ TIMED OUT', 'NOT_SCANNED', 'FAILED'],
    ['stream: OK ', 'NOT_SCANNED', 'FAILED'],
    ['STREAM: OK', 'NOT_SCANNED', 'FAILED'],
    ['1: stream: OK', 'NOT_SCANNED', 'FAILED'],
    ['stream: FOUND', 'NOT_SCANNED', 'FAILED'],
    ['', 'NOT_SCANNED', 'FAILED'],
  ])('%j is %s, %s', (answer, verdict, reason) => {
    expect(verdictOf(answer, engine)).toEqual({ verdict, reason, engine });
  });

  it('nothing but its very word is clean', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (answer) => {
        const { verdict } = verdictOf(answer, engine);
        expect(verdict === 'CLEAN').toBe(answer === 'stream: OK');
      }),
    );
  });

  it('is the same however it is cut, and nothing behind it counts', () => {
    const texts = fc.string({ unit: 'binary-ascii', maxLength: longest });
    fc.assert(
      fc.property(texts, fc.string(), fc.array(fc.nat(), { maxLength: 20 }), (text, more, cuts) => {
        const answer = text.replaceAll('\0', '');
        const whole = `${answer}\0${more}`;
        const places = [...cuts.map((cut) => cut % whole.length), 0, whole.length].sort(
          (a, b) => a - b,
        );
        const reader = new AnswerReader(longest);
        let received: string | undefined;
        for (const [i, place] of places.slice(1).entries()) {
          received = reader.add(whole.slice(places[i], place));
          // No answer before its end has arrived.
          expect(received !== undefined).toBe(place > answer.length);
          if (received !== undefined) break;
        }
        expect(received).toBe(answer);
      }),
    );
  });

  it('is not listened to beyond its bound, whether or not it ends', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 }), (sizes) => {
        const reader = new AnswerReader(longest);
        let length = 0;
        for (const size of sizes) {
          length += size;
          const add = (): unknown => reader.add('x'.repeat(size));
          if (length <= longest) expect(add()).toBeUndefined();
          else expect(add).toThrow('FAILED');
          if (length > longest) return;
        }
      }),
    );
    expect(() => new AnswerReader(3).add('long\0')).toThrow('FAILED');
  });

  it.each([
    [engine, engine],
    ['ClamAV 1.4.3', 'ClamAV 1.4.3'],
    ['PONG', undefined],
    ['ClamAV \x1b[2J', undefined],
    [`ClamAV ${'x'.repeat(200)}`, undefined],
  ])('its name %j is taken as %j', (answer, name) => {
    expect(engineOf(answer)).toBe(name);
  });
});
