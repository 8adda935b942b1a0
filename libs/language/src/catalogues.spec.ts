import { describe, expect, it } from '@jest/globals';
import { languageOf, languages } from './languages.js';
import { awaitsReview, catalogues, say } from './say.js';

const { en } = catalogues;
const all: readonly (readonly [string, Readonly<Record<string, string>>])[] =
  Object.entries(catalogues);

const slotsOf = (text: string | undefined): readonly string[] =>
  [...(text ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

describe.each(all)('the catalogue of %s', (language, texts) => {
  it('has every key of the English one, and no other', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort());
  });

  it('takes the same values for each, and has no other brace', () => {
    for (const [key, text] of Object.entries(en))
      expect([key, slotsOf(texts[key])]).toEqual([key, slotsOf(text)]);
    const loose = Object.values(texts).filter((text) => /[{}]/.test(text.replace(/\{\w+\}/g, '')));
    expect(loose).toEqual([]);
  });

  it('says each in short lines that no terminal acts on', () => {
    const bad = Object.entries(texts).filter(
      ([key, text]) =>
        text.trim() !== text ||
        text === '' ||
        text.split('\n').some((line) => line.length > 100 || /\p{C}/u.test(line)) ||
        (text.includes('\n') && key !== 'verifier.usage'),
    );
    expect(bad).toEqual([]);
  });

  it('says no text for two keys of one kind', () => {
    const said = Object.entries(texts).map(([key, text]) => `${key.split('.')[0] ?? ''} ${text}`);
    expect(new Set(said).size).toBe(said.length);
    expect(language).toMatch(/^[a-z]{2}$/);
  });
});

it('a translation says something else than the English text, but for words of both', () => {
  const english: Readonly<Record<string, string>> = en;
  const same = Object.entries(catalogues.fr).filter(([key, text]) => english[key] === text);
  expect(same.map(([key]) => key).sort()).toEqual(['check.V04', 'report.version']);
});

it('a message is found by its key, with the values that it names', () => {
  expect(say('outcome.fail')).toBe('FAIL');
  expect(say('outcome.fail', 'fr')).toBe('ÉCHEC');
  expect(say('verify.unnamed', 'en', { events: 3 })).toBe('Withheld by number alone: 3 events');
  const braced = say('verify.heading', 'fr', { exhibit: '{exhibit}' });
  expect(braced).toBe('Dossier de preuve «\u00a0{exhibit}\u00a0»');
});

it('only a text that somebody answers for goes without a notice', () => {
  expect(languages.filter(awaitsReview)).toEqual(['fr']);
});

it.each([
  [{}, 'en'],
  [{ LANG: 'fr_FR.UTF-8' }, 'fr'],
  [{ LANG: 'fr' }, 'fr'],
  [{ LANG: 'fr@euro' }, 'fr'],
  [{ LANG: 'fr_FR.UTF-8', LC_ALL: 'C' }, 'en'],
  [{ LANG: 'C', LC_ALL: '', LC_MESSAGES: 'fr_BE' }, 'fr'],
  [{ LANG: 'frr_DE' }, 'en'],
  [{ LANG: 'constructor' }, 'en'],
])('the environment %j asks for %s', (env, language) => {
  expect(languageOf(env)).toBe(language);
});
