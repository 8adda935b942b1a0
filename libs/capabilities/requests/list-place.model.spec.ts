import { describe, expect, it } from '@jest/globals';
import { aThreadId, at } from '../../../test/support/builders.js';
import { parseListPlace, placeOf, placeShown, type PlaceShown } from './list-place.model.js';

const thread = aThreadId('seen');

describe('a place in a list', () => {
  it.each<PlaceShown>([
    { thread, rank: null, dueAt: null },
    { thread, rank: 2, dueAt: at() },
    { thread, rank: 1, dueAt: null },
    { thread, rank: 0, dueAt: at(90) },
  ])('is read as it was written: %j', (shown) => {
    const place = placeOf(shown);
    expect(placeShown(parseListPlace(place))).toEqual(shown);
    expect(place).toMatch(new RegExp(parseListPlace.form));
  });

  it.each([
    ['no text', 7],
    ['no thread', '17'],
    ['another part', `${thread}~3~`],
    ['no part', `${thread}~~`],
    ['no time', `${thread}~0~soon`],
    ['more', `${thread}~0~~`],
    ['an unlike time', `${thread}~0~2026-02-30T00:00:00.000Z`],
    ['words around it', ` ${thread}`],
  ])('is refused: %s', (_, place) => {
    expect(() => parseListPlace(place)).toThrow(expect.objectContaining({ code: 'VALUE_INVALID' }));
  });
});
