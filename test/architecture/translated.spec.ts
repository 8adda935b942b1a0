import { readFileSync } from 'node:fs';
import { englishHashes } from './translated.js';

const file = new URL('../../libs/language/src/french/translated-from.json', import.meta.url);

it('each French text belongs to the English text of today', () => {
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
  const now = englishHashes();
  const keys = new Set([...Object.keys(now), ...Object.keys(recorded)]);
  // Translate these anew, then: node scripts/translated.mjs KEY...
  expect([...keys].filter((key) => now[key] !== recorded[key])).toEqual([]);
  expect(keys.size).toBeGreaterThan(3_000);
});
