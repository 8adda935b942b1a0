import { afterEach, describe, expect, it } from '@jest/globals';
import { untranslated, use } from '#language/console';
import { speak } from '#language/speak';
import { descriptionText, parserText } from './parser-words.js';

afterEach(() => {
  use('en', untranslated);
});

const said = [
  ["error: unknown option '--nope'\n(Did you mean --open?)\n", 'option inconnue'],
  ["error: unknown command 'nope'\n(Did you mean one of note, notes?)\n", 'commande inconnue'],
  ["error: missing required argument 'file'\n", "il manque l'argument"],
  ["error: option '--limit <number>' argument missing\n", 'demande une valeur'],
  ["error: required option '--to <state>' not specified\n", 'il faut donner'],
  ["error: option '--limit <number>' argument 'abc' is invalid. Allowed: 1 to 100.\n", 'abc'],
  ["error: option '--way <way>' argument 'x' is invalid. Allowed choices are a, b.\n", 'Au choix'],
  ["error: command-argument value 'x' is invalid for argument 'thread'. Give an id.\n", 'thread'],
] as const;

describe('what the parser prints of wrong usage', () => {
  it.each(said.map(([text]) => text))('is in English as the parser says it: %j', (text) => {
    expect(parserText(text)).toBe(text);
  });

  it.each(said)('is in French without a word of the parser: %j', async (text, part) => {
    await speak('fr');
    expect(parserText(text)).toContain(part);
    expect(parserText(text)).not.toMatch(
      /error:|is invalid|Did you mean|choices are|missing|not spec/,
    );
  });

  it('names how many arguments a command takes', async () => {
    const text = "error: too many arguments for 'list'. Expected 1 argument but got 3.";
    expect(parserText(text)).toBe(text);
    await speak('fr');
    expect(parserText(text)).toContain('Attendus : 1, donnés : 3.');
  });

  it('leaves every other line as it is', async () => {
    await speak('fr');
    expect(parserText('Ajoutez --help.\nerror of somebody')).toBe(
      'Ajoutez --help.\nerror of somebody',
    );
  });
});

it.each([
  ['rows (default: 50)', 'rows (par défaut : 50)'],
  ['way (choices: "a", "b")', 'way (au choix : "a", "b")'],
  ['way (choices: "a", "b", default: "a")', 'way (au choix : "a", "b" ; par défaut : "a")'],
  ['a way (as agreed)', 'a way (as agreed)'],
])('the description of an option says %j in French as %j', async (english, french) => {
  expect(descriptionText(english)).toBe(english);
  await speak('fr');
  expect(descriptionText(english)).toBe(french);
});
