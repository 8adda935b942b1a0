import { describe, expect, it } from '@jest/globals';
import { liaise } from '../../../../test/support/command.js';
import { parseBody } from '#kernel';
import { lifeBody, placeIn } from './life.js';

const now = new Date('2026-11-28T02:10:00.000Z');
const danger = { words: 'Boat adrift, can you rescue?', where: '43.1N 15.2E' };

describe('a request about people in danger', () => {
  it('is whole by what little is known', () => {
    const body = lifeBody(danger, now);
    expect(parseBody('request', body)).toEqual(body);
    expect(body).toMatchObject({
      requestType: 'RISK_TO_LIFE',
      urgent: true,
      urgencyGrounds: ['THREAT_LIFE_INTEGRITY'],
      subjectLine: 'Risk to life: Boat adrift, can you rescue?',
      informationRequested: 'Boat adrift, can you rescue?',
      ownReference: 'LIFE 2026-11-28',
      language: 'en',
      subjects: [],
    });
    expect(body.details).toEqual({
      situation: 'SEA',
      place: "43° 06.00' N, 015° 12.00' E (43.1N 15.2E)",
      children: 'UNKNOWN',
      rescueInformed: 'UNKNOWN',
    });
  });

  it('says what was typed, and no more', () => {
    const said = {
      where: ' Lorry on the  A1, km 34',
      persons: 40,
      children: 'YES',
      rescueInformed: 'NO',
      situation: 'VEHICLE',
      reference: 'BP-2026/0419',
      language: 'fr',
    } as const;
    const body = lifeBody({ ...danger, ...said }, now);
    expect(body).toMatchObject({ ownReference: 'BP-2026/0419', language: 'fr' });
    expect(body.details).toEqual({
      situation: 'VEHICLE',
      place: 'Lorry on the A1, km 34',
      persons: 40,
      children: 'YES',
      rescueInformed: 'NO',
    });
    expect(lifeBody({ ...danger, where: 'Pier 3' }, now).details).toMatchObject({
      situation: 'OTHER',
    });
  });

  it('keeps all words, also those for which the first line has no place', () => {
    const words = `${'🚢'.repeat(300)}\nsinking`;
    const body = lifeBody({ ...danger, words }, now);
    expect(body.informationRequested).toBe(words);
    expect(Array.from(body.subjectLine)).toHaveLength(160);
    expect(Buffer.from(body.subjectLine).toString()).toBe(body.subjectLine);
    expect(body.subjectLine.endsWith('…')).toBe(true);
  });

  it('is not made of a position that is wrong, nor of no words', () => {
    expect(() => placeIn('15.2E 43.1N')).toThrow(
      expect.objectContaining({ code: 'CLI_POSITION_INVALID' }),
    );
    expect(() => lifeBody({ ...danger, words: ' ' }, now)).toThrow(
      expect.objectContaining({ code: 'ITEM_MISSING' }),
    );
  });
});

describe('request life', () => {
  const line = 'liaise request life --to XB/coast-guard --where "43.1N 15.2E" --persons 40';

  it('is at most 120 characters, as its help shows it first', async () => {
    const { out } = await liaise(['request', 'life', '--help']);
    const [, shown = ''] = /Examples:\n {2}\$ (.*)/.exec(out) ?? [];
    expect(shown).toBe(`${line} "Boat adrift, can you rescue?"`);
    expect(shown.length).toBeLessThanOrEqual(120);
  });

  it.each(['95N 15E', '15.2E 43.1N', '-95.1, 15.2', '43.1'])(
    'says which forms a position has, before anybody is asked: %s',
    async (where) => {
      const to = ['--to', 'XB/coast-guard', '--where', where];
      const { code, err, asked } = await liaise(['request', 'life', ...to, 'Help'], {
        answer: 'yes',
      });
      expect([code === 0, asked]).toEqual([false, []]);
      expect(err).toMatch('CLI_POSITION_INVALID');
      expect(err).toMatch('"43.1N 15.2E"');
      expect(err).toMatch('latitude');
    },
  );

  it.each([
    [['--children', 'MAYBE'], /YES, NO, UNKNOWN/],
    [['--persons', '-1'], /0 to 10000/],
    [['--situation', 'space'], /SEA, VEHICLE/],
  ])('names what is allowed: %j', async (options, allowed) => {
    const to = ['--to', 'XB/coast-guard', '--where', '43.1N 15.2E'];
    const { code, err } = await liaise(['request', 'life', ...to, ...options, 'Help']);
    expect(code).toBe(2);
    expect(err).toMatch(allowed);
  });
});
