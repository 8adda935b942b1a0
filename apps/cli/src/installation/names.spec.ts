import { officerNamedBy } from './names.js';

describe('the officer that a user id names', () => {
  it.each([
    ['a.novak@border-police', 'a.novak'],
    ['Ana Novak <a.novak@border-police>', 'a.novak'],
    ['Ana Novak <a.novak@border.example>', undefined],
    ['Ana Novak', undefined],
    ['a.novak@border-police@more', undefined],
    ['', undefined],
  ])('%j: %s', (userId, officer) => {
    expect(officerNamedBy(userId)?.officer).toBe(officer);
  });
});
