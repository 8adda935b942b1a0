import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { errorTexts, say, untranslated, use, type ConsoleKey } from './console.js';
import { sayCount } from './count.js';
import { englishKeys, englishText } from './english/console.js';
import { filled, isPlain } from './format.js';
import { formatted } from './icu.js';
import { languages } from './languages.js';
import { speak, translationOf } from './speak.js';

const en: Readonly<Record<string, string>> = Object.fromEntries(
  englishKeys().map((key) => [key, englishText(key as ConsoleKey)]),
);
const others = ['fr'] as const;
const parsed = (text: string): IntlMessageFormat =>
  new IntlMessageFormat(text, 'en', {}, { ignoreTag: true });

// Element types 1 to 6 of the parser name a value.
function namesIn(text: string): readonly string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, value } = node as { readonly type?: unknown; readonly value?: unknown };
    if (typeof type === 'number' && type >= 1 && type <= 6) names.add(String(value));
    for (const each of Object.values(node)) visit(each);
  };
  visit(parsed(text).getAst());
  return [...names].sort();
}

const all = await Promise.all(
  languages.map(async (language) => ({ language, ...(await translationOf(language)) })),
);

afterEach(() => speak('en'));

describe('the texts of the command line', () => {
  it('have keys of two words or a word and a code, and no character that acts on a terminal', () => {
    const key = /^[a-z][A-Za-z0-9]*\.(?:[a-z][A-Za-z0-9]*|[A-Z][A-Z_]*)$/;
    expect(Object.keys(en).filter((each) => !key.test(each))).toEqual([]);
    const said = [{ language: 'en', texts: en }, ...all].flatMap(({ language, texts }) =>
      Object.entries(texts).map(([each, text]) => ({ each: `${language} ${each}`, text })),
    );
    const acting = said.filter(({ text }) => text === '' || /(?!\n)\p{C}/u.test(text));
    expect(acting).toEqual([]);
    expect(Object.keys(en).length).toBeGreaterThan(1_900);
    expect(englishKeys().length).toBe(Object.keys(en).length);
  });

  it('are ICU messages, each said alike with the parser and without it', () => {
    const differing = Object.entries(en).filter(([, text]) => {
      const given = Object.fromEntries(namesIn(text).map((name, at) => [name, at + 2]));
      return isPlain(text) && filled(text, given) !== String(parsed(text).format(given));
    });
    const counting = Object.entries(en).filter(([, text]) => !isPlain(text));
    expect(counting.filter(([, text]) => !text.includes(', plural,'))).toEqual([]);
    expect(counting.length).toBeGreaterThan(10);
    expect(differing).toEqual([]);
  });

  it('take the same values in each language', () => {
    for (const { texts } of all)
      for (const [key, text] of Object.entries(texts))
        expect([key, namesIn(text)]).toEqual([key, namesIn(en[key] ?? '')]);
  });

  it.each(others)('are all there in %s', async (language) => {
    const { texts } = await translationOf(language);
    expect(Object.keys(en).filter((key) => !(key in texts))).toEqual([]);
  });
});

describe('a text', () => {
  it('is said in the language of the process, or in English where it is missing', async () => {
    await speak('fr');
    expect(say('program.examples')).toBe('Exemples :');
    use('fr', { ...untranslated, format: formatted });
    expect(say('program.examples')).toBe(en['program.examples']);
  });

  it('has the plural of its own language', async () => {
    const entries = (): string[] => [0, 1, 2].map((count) => sayCount('mend.words', { count }));
    expect(entries()).toEqual(['0 entries were', '1 entry was', '2 entries were']);
    await speak('fr');
    expect(entries()).toEqual([
      '0 inscription remise',
      '1 inscription remise',
      '2 inscriptions remises',
    ]);
  });

  it('writes numbers as they are given, and braces of a value stay', () => {
    expect(sayCount('mend.words', { count: 12_345 })).toBe('12345 entries were');
    expect(say('mend.putBackSeeLiaise', { words: '{dir}', dir: '/srv' })).toBe(
      '{dir} put back. See liaise status --dir /srv',
    );
    expect(formatted("a '{b}' of {c}", 'en', { c: 1n })).toBe('a {b} of 1');
  });
});

it('names in every language the word for yes that a question takes', async () => {
  for (const language of languages) {
    await speak(language);
    const word = say('yesNo.yes');
    const whole = new RegExp(`(?<!--)\\b${word}\\b`);
    expect(say('peopleAsking.typeYes', { what: '', word })).toMatch(whole);
    const { remedy } = errorTexts('CLI_NOT_CONFIRMED', { title: '', remedy: 'answer yes' });
    expect([language, remedy]).toEqual([language, expect.stringMatching(whole)]);
    for (const key of ['requestsLife.help', 'filled.formHelp'] as const)
      expect([key, (await translationOf(language)).texts[key] ?? 'yes']).toEqual([
        key,
        expect.stringMatching(whole),
      ]);
  }
});

it('a title of an error is said in the language of the process', async () => {
  const wrong = { title: 'Wrong.', remedy: '' };
  expect(errorTexts('CLI_USAGE', wrong).title).toBe('Wrong.');
  await speak('fr');
  expect(errorTexts('CLI_USAGE', wrong).title).toMatch(/commande/);
  expect(errorTexts('CLI_UNKNOWN', wrong).title).toBe('Wrong.');
});
