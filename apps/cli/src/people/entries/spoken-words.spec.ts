import { describe, expect, it } from '@jest/globals';
import type { Context } from '../../context.js';
import { Terminal } from '../../terminal.js';
import { parseSpokenWords, placesToAsk, assertSameWords } from './spoken-words.js';

const words = [...'abcdefghijkl'].map((letter) => letter.repeat(4));

const hearing = (spokenWords?: readonly string[]) => ({
  peer: 'XB',
  words,
  inviting: true,
  spokenWords,
});

function at(answer?: (question: string, tries: number) => string) {
  const shown: string[] = [];
  const asked: string[] = [];
  const sink = { write: (text: string) => shown.push(text) };
  const context: Context = {
    terminal: new Terminal(sink, sink),
    env: {},
    now: () => new Date(),
    readInput: () => Promise.resolve(new Uint8Array()),
    untilAsked: () => Promise.resolve(),
    ...(answer !== undefined && {
      ask: (question: string) => {
        asked.push(question);
        return Promise.resolve(answer(question, asked.length));
      },
    }),
  };
  return { context, shown, asked };
}
const rightOf = (question: string): string => words[Number(/\d+/.exec(question)?.[0]) - 1] ?? '';

describe('the words of a ceremony', () => {
  it('are asked for at three places, other ones at each side', () => {
    for (let round = 0; round < 200; round += 1) {
      const [ours, theirs] = [placesToAsk(true), placesToAsk(false)];
      expect([new Set(ours).size, new Set(theirs).size]).toEqual([3, 3]);
      expect(ours.every((place) => place % 2 === 0 && place < 12)).toBe(true);
      expect(theirs.every((place) => place % 2 === 1 && place < 12)).toBe(true);
    }
    expect(placesToAsk(true, () => 0)).toEqual([0, 2, 4]);
    expect(placesToAsk(false, (most: number) => most - 1)).toEqual([7, 9, 11]);
  });

  it('are not shown where they are asked for', async () => {
    const { context, shown, asked } = at((question) => rightOf(question).toUpperCase());
    await assertSameWords(context, hearing());
    const missing = asked.map(rightOf);
    expect(missing).toHaveLength(3);
    for (const word of words) expect(shown.join('').includes(word)).toBe(!missing.includes(word));
  });

  it('may be mistyped once, and are refused then', async () => {
    const once = at((question, tries) => (tries === 1 ? 'wrong' : rightOf(question)));
    await assertSameWords(once.context, hearing());
    expect(once.asked).toHaveLength(4);
    const wrong = at(() => 'wrong');
    await expect(assertSameWords(wrong.context, hearing())).rejects.toMatchObject({
      code: 'CLI_WORDS_DIFFER',
    });
    const none = at(() => '');
    await expect(assertSameWords(none.context, hearing())).rejects.toMatchObject({
      code: 'CLI_NOT_CONFIRMED',
    });
  });

  it('are given by a script, all twelve; the wrong ones are named by their place', async () => {
    const { context, shown } = at();
    await assertSameWords(
      context,
      hearing(parseSpokenWords(` ${words.join(' ').toUpperCase()}\n`)),
    );
    expect(shown.join('')).toMatch('aaaa  bbbb  cccc  dddd');
    const swapped = [words[1] ?? '', words[0] ?? '', ...words.slice(2)];
    await expect(assertSameWords(context, hearing(swapped))).rejects.toMatchObject({
      code: 'CLI_WORDS_DIFFER',
      detail: 'word 1, 2',
    });
    await expect(assertSameWords(at().context, hearing())).rejects.toMatchObject({
      code: 'CLI_NOT_CONFIRMED',
    });
    for (const text of ['one two', words.join(''), words.join(' 1 ')])
      expect(() => parseSpokenWords(text)).toThrow('the twelve words');
  });
});
