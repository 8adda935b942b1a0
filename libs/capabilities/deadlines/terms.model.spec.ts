import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayMs, termOf, timestamp, type ThreadState } from '#kernel';
import { aDocumentId } from '../../../test/support/builders.js';
import { termKey, termLook } from './terms.model.js';

const begin = Date.UTC(2024, 1, 1, 12);
const at = (days: number) => timestamp(new Date(begin + days * dayMs));
const start = (until: number) => ({
  document: aDocumentId('request'),
  deliveredAt: at(0),
  act: { act: 'START', until: at(until) } as const,
});
const prolong = (name: string, delivered: number, until: number) => ({
  document: aDocumentId(name),
  deliveredAt: at(delivered),
  act: { act: 'PROLONG', until: at(until) } as const,
});
const look = (days: number, recorded: readonly string[] = [], state: ThreadState = 'ANSWERED') =>
  termLook({ term: termOf([start(60)], at(0)), state, recorded }, new Date(at(days)));

describe('the term of a thread', () => {
  it('is none before the request came, and where nothing ends by itself', () => {
    expect(termOf([start(60)], null)).toBeNull();
    const plain = { ...start(60), act: { act: 'START' } as const };
    expect(termOf([plain], at(0))).toBeNull();
  });

  it('lasts to the instant that was signed; both States are warned after three quarters of it', () => {
    const term = { startedAt: at(0), alarmAt: at(45), endsAt: at(60), extended: false };
    expect(termOf([start(60)], at(0))).toEqual(term);
    expect(termOf([start(60), prolong('x', 50, 90)], at(0))).toEqual({
      ...{ startedAt: at(0), alarmAt: at(67.5), endsAt: at(90), extended: true },
    });
  });

  it('is extended once, by what was delivered first', () => {
    const twice = [start(60), prolong('x', 50, 80), prolong('y', 51, 90)];
    expect(termOf(twice, at(0))).toMatchObject({ endsAt: at(80), extended: true });
  });

  it('warns between its begin and its end, however long it is', () => {
    const length = fc.integer({ min: 1, max: 400 * dayMs });
    fc.assert(
      fc.property(length, (ms) => {
        const endsAt = timestamp(new Date(begin + ms));
        const mark = { ...start(0), act: { act: 'START', until: endsAt } as const };
        const term = termOf([mark], at(0));
        const share = (Date.parse(term?.alarmAt ?? '') - begin) / ms;
        expect(share).toBeLessThanOrEqual(0.75);
        expect(share).toBeGreaterThan(0.75 - 1 / ms);
      }),
    );
  });
});

describe('a look at a term', () => {
  it('warns once at three quarters, and once at its end', () => {
    expect(look(44)).toEqual({ due: null, again: new Date(at(45)) });
    const ending = { alert: 'TERM_ENDING', level: 0 } as const;
    expect(look(45)).toEqual({ due: ending, again: new Date(at(60)) });
    expect(look(46, [termKey(ending)])).toEqual({ due: null, again: new Date(at(60)) });
    const ended = { alert: 'TERM_ENDED', level: 0 } as const;
    expect(look(60, [termKey(ending)])).toEqual({ due: ended, again: null });
    expect(look(61, [termKey(ending), termKey(ended)])).toEqual({ due: null, again: null });
  });

  it('that comes late, after an outage, says that it has ended, and not that it will', () => {
    expect(look(99)).toEqual({ due: { alert: 'TERM_ENDED', level: 0 }, again: null });
  });

  it('warns anew of the end to which it was extended', () => {
    const term = termOf([start(60), prolong('x', 50, 90)], at(0));
    const recorded = ['TERM_ENDING 0'];
    const of = (days: number) =>
      termLook({ term, state: 'IN_PROGRESS', recorded }, new Date(at(days)));
    expect(of(60)).toEqual({ due: null, again: new Date(at(67.5)) });
    expect(of(68)).toEqual({ due: { alert: 'TERM_ENDING', level: 1 }, again: new Date(at(90)) });
    expect(of(90).due).toEqual({ alert: 'TERM_ENDED', level: 1 });
  });

  it('is over once it was refused, withdrawn or closed', () => {
    for (const state of ['REFUSED', 'WITHDRAWN', 'CLOSED'] as const)
      for (const days of [46, 61])
        expect(look(days, [], state)).toEqual({ due: null, again: null });
  });
});
