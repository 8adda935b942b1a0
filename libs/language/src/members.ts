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

/** Key of a label: the longest end of the path that has one. `path`: kind or type of the form, then names of members. */
export function memberKey(path: readonly string[]): MemberKey | undefined {
  return path.map((_, from) => keyOf(path.slice(from))).find(isKnown);
}

/** Label of a member of a form in the language of this process; its name where it has none. */
export function memberLabel(path: readonly string[]): string {
  const key = memberKey(path);
  return key === undefined ? (path.at(-1) ?? '') : say(key);
}
