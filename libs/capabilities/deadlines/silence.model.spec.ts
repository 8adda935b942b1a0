import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { priorities } from '#kernel';
import { awaited, lookAt, silenceLimit, type SilenceStage, type Way } from './silence.model.js';

const minute = 60_000;
const begin = Date.UTC(2026, 2, 1, 12);
const at = (minutes: number): Date => new Date(begin + minutes * minute);
const limits = { silenceUrgentMinutes: 15, silenceMinutes: 240 };

interface Journey {
  readonly relayed: number | null;
  readonly delivered: number | null;
  readonly ended: number | null;
}

const by = (minutes: number | null, now: number): Date | null =>
  minutes === null || minutes > now ? null : at(minutes);

const wayAt = ({ relayed, delivered, ended }: Journey, now: number): Way => ({
  queuedAt: at(0),
  relayedAt: by(relayed, now),
  deliveredAt: by(delivered, now),
  ended: by(ended, now) !== null,
});

function recorded(
  journey: Journey,
  limit: number,
  delays: readonly number[],
): (readonly [SilenceStage, number])[] {
  const silences: (readonly [SilenceStage, number])[] = [];
  let now = limit;
  for (let i = 0; i < 200; i += 1) {
    now += delays[i % delays.length] ?? 0;
    const known = silences.map(([stage]) => stage);
    const { silence, again } = lookAt(wayAt(journey, now), known, limit * minute, at(now));
    if (silence !== null) silences.push([silence.stage, now]);
    if (again === null) break;
    now = (again.getTime() - begin) / minute;
  }
  return silences;
}

function silencesOf({ relayed, delivered, ended }: Journey, limit: number) {
  const end = ended ?? Infinity;
  const steps = [
    { stage: 'NOT_RELAYED', since: 0, until: Math.min(relayed ?? Infinity, end) },
    { stage: 'NOT_DELIVERED', since: relayed, until: Math.min(delivered ?? Infinity, end) },
    { stage: 'NOT_RETRIEVED', since: delivered, until: end },
  ] as const;
  return steps.flatMap(({ stage, since, until }) =>
    since !== null && since < end && until > since + limit ? [[stage, since + limit] as const] : [],
  );
}

describe('the limit', () => {
  it('is the short one for what is urgent and for a risk to life', () => {
    expect(silenceLimit(priorities.RISK_TO_LIFE, limits)).toBe(15 * minute);
    expect(silenceLimit(priorities.URGENT, limits)).toBe(15 * minute);
    expect(silenceLimit(priorities.NORMAL, limits)).toBe(240 * minute);
  });
});

describe('what is awaited', () => {
  const way: Way = { queuedAt: at(0), relayedAt: null, deliveredAt: null, ended: false };

  it('is the first step that is missing, since the one before', () => {
    expect(awaited(way)).toEqual({ stage: 'NOT_RELAYED', since: at(0) });
    expect(awaited({ ...way, relayedAt: at(1) })).toEqual({
      stage: 'NOT_DELIVERED',
      since: at(1),
    });
    expect(awaited({ ...way, relayedAt: at(1), deliveredAt: at(2) })).toEqual({
      stage: 'NOT_RETRIEVED',
      since: at(2),
    });
    // The process ended after the publish, before it could record it.
    expect(awaited({ ...way, deliveredAt: at(2) })?.stage).toBe('NOT_RETRIEVED');
  });

  it('is nothing once it was read, refused or may not leave', () => {
    expect(awaited({ ...way, ended: true })).toBeNull();
    expect(lookAt({ ...way, ended: true }, [], minute, at(99))).toEqual({
      silence: null,
      again: null,
    });
  });
});

describe('looking', () => {
  const journeys = fc
    .tuple(
      fc.option(fc.integer({ min: 0, max: 100 })),
      fc.option(fc.integer({ min: 0, max: 100 })),
      fc.option(fc.integer({ min: 0, max: 300 })),
    )
    .map(([relayed, later, last]): Journey => {
      const delivered = relayed === null || later === null ? null : relayed + later;
      const ended = last === null ? null : (delivered ?? relayed ?? 0) + last;
      return { relayed, delivered, ended };
    });

  it('in time records each silence at the minute at which it has lasted too long, and nothing else', () => {
    fc.assert(
      fc.property(journeys, fc.integer({ min: 1, max: 60 }), (journey, limit) => {
        expect(recorded(journey, limit, [0])).toEqual(silencesOf(journey, limit));
      }),
    );
  });

  it('late, after an outage, records each once at most, in order, and none that was broken before', () => {
    const delays = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(journeys, fc.integer({ min: 1, max: 60 }), delays, (journey, limit, late) => {
        const silences = recorded(journey, limit, late);
        const due = new Map<SilenceStage, number>(silencesOf(journey, limit));
        expect(new Set(silences.map(([stage]) => stage)).size).toBe(silences.length);
        for (const [stage, when] of silences) {
          expect(when).toBeGreaterThanOrEqual(due.get(stage) ?? Infinity);
          expect(awaited(wayAt(journey, when))?.stage).toBe(stage);
        }
      }),
    );
  });
});
