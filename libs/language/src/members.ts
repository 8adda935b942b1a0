import { say } from './console.js';
import { members } from './english/codes/members.js';

type MemberKey = keyof typeof members;

const isKnown = (key: string): key is MemberKey => Object.hasOwn(members, key);

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

// `['formal-answer', 'ground']` -> `member.formalAnswerGround`.
function keyOf(path: readonly string[]): string {
  const [first = '', ...rest] = path.flatMap((name) => name.split('-'));
  return `member.${first}${rest.map(capital).join('')}`;
}

/**
 * Returns the key of the most specific label for a form member, else undefined. `path`: kind or type of the form, then member
 * names.
 */
export function memberKey(path: readonly string[]): MemberKey | undefined {
  return path.map((_, from) => keyOf(path.slice(from))).find(isKnown);
}

export function memberLabel(path: readonly string[]): string {
  const key = memberKey(path);
  return key === undefined ? (path.at(-1) ?? '') : say(key);
}
