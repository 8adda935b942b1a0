import type { Key } from 'openpgp';
import { wholeSeconds } from './profile.js';

/** Answers kept of one key: envelopes of a batch bear few different seconds. */
const mostAnswers = 16;

/**
 * Answers about a key at a time. An answer depends on nothing but the key and the whole second, the grain of OpenPGP, so a
 * batch asks each key once. Refusals are not kept.
 */
export class Remembered<T> {
  private readonly keys = new WeakMap<Key, Map<string, Promise<T>>>();

  /** `question` tells apart what is asked of one key at one time. */
  of(key: Key, question: string, at: Date, ask: () => Promise<T>): Promise<T> {
    let answers = this.keys.get(key);
    if (answers === undefined) this.keys.set(key, (answers = new Map<string, Promise<T>>()));
    const name = `${wholeSeconds(at)} ${question}`;
    const known = answers.get(name);
    if (known !== undefined) return known;
    const answer = ask();
    answers.set(name, answer);
    // The caller is told of it; here it is only forgotten.
    answer.catch(() => answers.delete(name));
    for (const oldest of answers.keys()) {
      if (answers.size <= mostAnswers) break;
      answers.delete(oldest);
    }
    return answer;
  }
}
