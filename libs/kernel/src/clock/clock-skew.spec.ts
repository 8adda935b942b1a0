import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDocumentId } from '../../../../test/support/builders.js';
import { clockOf, mostExtensions, type ClockAct, type ClockMark } from './clock.js';
import { parseTimestamp, type Timestamp } from '../ids.js';
import { priorities, type Priority } from '../lists.js';

const hour = 3_600_000;
const begin = Date.UTC(2026, 2, 1, 12);
const time = (ms: number): Timestamp => parseTimestamp(new Date(ms).toISOString());
const mark = (label: string, at: number, act: ClockAct): ClockMark => ({
  document: aDocumentId(label),
  deliveredAt: time(at),
  act,
});
const start = (at: number): ClockMark => mark('request', at, { act: 'START' });
const question = (label: string, at: number): ClockMark => mark(label, at, { act: 'PAUSE' });
const answer = (label: string, at: number): ClockMark =>
  mark(`${label} answered`, at, { act: 'RESUME', question: aDocumentId(label) });
const indirect = (label: string, at: number): ClockMark => mark(label, at, { act: 'INDIRECT' });
const until = (label: string, at: number, later: number): ClockMark =>
  mark(label, at, { act: 'EXTEND', until: time(at + later) });

const { NORMAL, URGENT, RISK_TO_LIFE } = priorities;
const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2036, 11, 31) });
const priority = fc.constantFrom<Priority>(RISK_TO_LIFE, URGENT, NORMAL);

describe('more time for the asked State', () => {
  const pauses = fc.array(fc.tuple(fc.nat(200 * hour), fc.nat(100 * hour)), { maxLength: 4 });

  it('what the asked State says of its time once it is late moves nothing', () => {
    const words = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 * hour }), fc.boolean()), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(instant, pauses, priority, words, (from, spans, p, late) => {
        const marks = [
          start(from),
          ...spans.flatMap(([after, length], i) => [
            question(`q${i}`, from + after),
            answer(`q${i}`, from + after + length),
          ]),
        ];
        const clock = clockOf(marks, p);
        const due = Date.parse(clock.dueAt ?? '');
        const said = late.map(([after, judge], i) =>
          judge ? until(`e${i}`, due + after, 1_000 * hour) : indirect(`i${i}`, due + after),
        );
        expect(clockOf([...said, ...marks], p)).toMatchObject({
          dueAt: clock.dueAt,
          limitSeconds: clock.limitSeconds,
          extendedUntil: null,
        });
      }),
    );
  });

  it('takes no more announcements of a judge than 64', () => {
    const many = Array.from({ length: 70 }, (_, i) => until(`e${i}`, begin + i, 20 * hour));
    const clock = clockOf([start(begin), ...many], URGENT);
    expect(clock.extendedUntil).toBe(time(begin + mostExtensions - 1 + 20 * hour));
  });
});

describe('with clocks of the two States that differ', () => {
  const skew = fc.integer({ min: -26 * hour, max: 26 * hour });
  type Step = 'QUESTION' | 'ACKNOWLEDGE' | 'INDIRECT' | 'EXTEND';
  const steps = (...names: Step[]) =>
    fc.array(fc.tuple(fc.nat(30 * hour), fc.constantFrom(...names)), { maxLength: 12 });

  const stamped = (
    from: number,
    done: readonly (readonly [number, Step])[],
    asking: number,
    asked: number,
  ): { marks: ClockMark[]; paused: number; questions: number } => {
    const marks: ClockMark[] = [start(from + asked)];
    let [now, paused, questions] = [from, 0, 0];
    let since: number | null = null;
    for (const [i, [gap, step]] of done.entries()) {
      now += gap;
      if (step === 'INDIRECT') marks.push(indirect(`${i}`, now + asking));
      else if (step === 'EXTEND') marks.push(until(`${i}`, now + asking, 90 * hour));
      else if (step === 'ACKNOWLEDGE') marks.push(mark(`${i}`, now + asking, { act: step }));
      else if (since === null) {
        since = now;
        questions += 1;
        marks.push(question(`q${questions}`, now + asking));
      } else {
        paused += now - since;
        since = null;
        marks.push(answer(`q${questions}`, now + asked));
      }
    }
    if (since === null) return { marks, paused, questions };
    return {
      marks: marks.filter(({ document }) => document !== aDocumentId(`q${questions}`)),
      paused,
      questions: questions - 1,
    };
  };

  it('both compute one deadline to the second, in whatever order they learnt', () => {
    const all = steps('QUESTION', 'ACKNOWLEDGE', 'INDIRECT', 'EXTEND');
    fc.assert(
      fc.property(
        instant,
        all,
        priority,
        fc.tuple(skew, skew),
        fc.infiniteStream(fc.nat()),
        (from, done, p, [asking, asked], order) => {
          const { marks } = stamped(from, done, asking, asked);
          const there = marks
            .map((each) => [order.next().value as number, each] as const)
            .sort(([a], [b]) => a - b)
            .map(([, each]) => each);
          const clock = clockOf(marks, p);
          expect(clockOf(there, p)).toEqual(clock);
          expect(clock.state).toBe('RUNNING');
        },
      ),
    );
  });

  it('it is wrong by no more than they differ, for each question once', () => {
    fc.assert(
      fc.property(
        instant,
        steps('QUESTION', 'ACKNOWLEDGE'),
        priority,
        fc.tuple(skew, skew),
        (from, done, p, [asking, asked]) => {
          const { marks, paused, questions } = stamped(from, done, asking, asked);
          const { dueAt, startedAt, limitSeconds } = clockOf(marks, p);
          expect(startedAt).toBe(time(from + asked));
          const right = from + asked + (limitSeconds ?? NaN) * 1_000 + paused;
          const wrong = Math.abs(Date.parse(dueAt ?? '') - right);
          expect(wrong).toBeLessThanOrEqual(questions * Math.abs(asked - asking));
        },
      ),
    );
  });
});
