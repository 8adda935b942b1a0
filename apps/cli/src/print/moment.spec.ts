import { expect, it } from '@jest/globals';
import { moment } from './moment.js';

it.each([
  ['UTC', '2026-03-01 23:30Z'],
  ['Europe/Rome', '2026-03-02 00:30+01'],
  ['Asia/Kolkata', '2026-03-02 05:00+05:30'],
  ['Atlantic/Reykjavik', '2026-03-01 23:30+00'],
])('a time in %s is %s', (zone, text) => {
  expect(moment('2026-03-01T23:30:12.123Z', zone)).toBe(text);
});
