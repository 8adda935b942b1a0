import { describe, expect, it } from '@jest/globals';
import { catalogues, say } from './say.js';

const keys = Object.keys(catalogues.en);

const all: readonly (readonly [string, Readonly<Record<string, string>>])[] =
  Object.entries(catalogues);

describe.each(all)('the catalogue of %s', (language, texts) => {
  it('has every key of the English one, and no other', () => {
    expect(Object.keys(texts).sort()).toEqual([...keys].sort());
  });

  it('says each in one short line that no terminal acts on', () => {
    const bad = Object.entries(texts).filter(
      ([, text]) => text.trim() !== text || text === '' || text.length > 100 || /\p{C}/u.test(text),
    );
    expect(bad).toEqual([]);
  });

  it('says no text for two keys of one kind', () => {
    const said = Object.entries(texts).map(([key, text]) => `${key.split('.')[0] ?? ''} ${text}`);
    expect(new Set(said).size).toBe(said.length);
    expect(language).toMatch(/^[a-z]{2}$/);
  });
});

it('a message is found by its key', () => {
  expect(say('outcome.fail')).toBe('FAIL');
});
