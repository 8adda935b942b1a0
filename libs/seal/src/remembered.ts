import type { Key } from 'openpgp';
import { wholeSeconds } from './profile.js';

const mostAnswers = 16;

export class Remembered<T> {
  private readonly keys = new WeakMap<Key, Map<string, Promise<T>>>();

  answerTo(key: Key, question: string, at: Date, ask: () => Promise<T>): Promise<T> {
    let answers = this.keys.get(key);
    if (answers === undefined) this.keys.set(key, (answers = new Map<string, Promise<T>>()));
    const name = `${wholeSeconds(at)} ${question}`;
    const known = answers.get(name);
    if (known !== undefined) return known;
    const answer = ask();
    answers.set(name, answer);
    // The caller gets the error; here it is only removed from the cache.
    answer.catch(() => answers.delete(name));
    for (const oldest of answers.keys()) {
      if (answers.size <= mostAnswers) break;
      answers.delete(oldest);
    }
    return answer;
  }
}
