import { randomInt } from 'node:crypto';
import { InvalidArgumentError } from 'commander';
import { say } from '#language/console';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';

const wordCount = 12;
const askedCount = 3;
const mostTries = 2;
const wordForm = /^[a-z]{2,12}$/;

const wordsIn = (text: string): string[] =>
  text
    .trim()
    .toLowerCase()
    .split(/[\s,]+/u);

export function parseSpokenWords(text: string): readonly string[] {
  const words = wordsIn(text);
  if (words.length !== wordCount || !words.every((word) => wordForm.test(word)))
    throw new InvalidArgumentError(say('heard.allowedTwelveWordsHeard'));
  return words;
}

/**
 * Chooses positions (0 to 11) of three words to type: even positions for the inviting State, odd positions for the other
 * State. Pure, except for `pick`.
 */
export function placesToAsk(inviting: boolean, pick = randomInt): readonly number[] {
  const left = Array.from({ length: wordCount / 2 }, (_, i) => 2 * i + (inviting ? 0 : 1));
  const places = Array.from({ length: askedCount }, () => left.splice(pick(left.length), 1));
  return places.flat().sort((a, b) => a - b);
}

export function wordLines(
  peer: string,
  words: readonly string[],
  hidden: readonly number[] = [],
): string[] {
  const shown = words.map((word, i) => (hidden.includes(i) ? `(${i + 1}: ____)` : word));
  return [
    say('heard.twelveWordsBothSides', { peer }),
    ...[0, 4, 8].map((at) => `    ${shown.slice(at, at + 4).join('  ')}`),
  ];
}

const differ = (places: readonly number[]): CliError =>
  new CliError(
    'CLI_WORDS_DIFFER',
    say('heard.word', { places: places.map((place) => place + 1).join(', ') }),
  );

export interface Hearing {
  readonly peer: string;
  readonly words: readonly string[];
  readonly inviting: boolean;
  readonly spokenWords: readonly string[] | undefined;
}

/**
 * Compares the twelve words that the neighbour read aloud (`spokenWords`) with the computed words. If `spokenWords` is undefined, the
 * person types three hidden words. @throws CliError CLI_WORDS_DIFFER; CLI_NOT_CONFIRMED if nobody can be asked or nothing is
 * typed
 */
export async function assertSameWords(
  context: Context,
  { peer, words, inviting, spokenWords }: Hearing,
): Promise<void> {
  const { terminal } = context;
  if (spokenWords !== undefined) {
    const wrong = words.flatMap((word, i) => (spokenWords[i] === word ? [] : [i]));
    if (wrong.length > 0) throw differ(wrong);
    for (const line of wordLines(peer, words)) terminal.message(line);
    return;
  }
  const places = placesToAsk(inviting);
  for (const line of wordLines(peer, words, places)) terminal.message(line);
  if (context.ask === undefined)
    throw new CliError('CLI_NOT_CONFIRMED', say('heard.nobodyAskedWordsGive'));
  terminal.message(say('heard.typeMissingWordsNeighbour'));
  for (const place of places) await assertTyped(context.ask, words, place);
}

async function assertTyped(
  ask: (question: string) => Promise<string>,
  words: readonly string[],
  place: number,
): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const answer = (await ask(say('heard.askForWord', { place: place + 1 }))).trim().toLowerCase();
    if (answer === '')
      throw new CliError('CLI_NOT_CONFIRMED', say('heard.wordNotTyped', { place: place + 1 }));
    if (answer === words[place]) return;
  }
  throw differ([place]);
}
