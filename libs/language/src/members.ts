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
 * Key of the label that matches most names at the end of `path`; undefined if none matches. `path`: kind or type of the form,
 * then member names.
 */
export function memberKey(path: readonly string[]): MemberKey | undefined {
  return path.map((_, from) => keyOf(path.slice(from))).find(isKnown);
}

/** Label of a form member in the language of this process; the last name of `path` if there is no label. */
export function memberLabel(path: readonly string[]): string {
  const key = memberKey(path);
  return key === undefined ? (path.at(-1) ?? '') : say(key);
}
