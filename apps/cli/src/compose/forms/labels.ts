import { memberLabel } from '#language/members';
import type { Blank } from './filling.js';

const wordsOf = (type: string): string => type.toLowerCase().replaceAll('_', '-');

/** Label of the member at a path of a draft, in the language of this process. Pure. */
export function labelAt({ kind, type }: Blank, path: readonly string[]): string {
  const names = path.filter((name) => name !== 'body' && !/^\d+$/.test(name));
  const [first, ...rest] = names;
  const isOfType = first === 'details' && type !== undefined && rest.length > 0;
  return memberLabel(isOfType ? [wordsOf(type), ...rest] : [kind, ...names]);
}
