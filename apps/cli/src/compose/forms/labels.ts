import { memberLabel } from '#language/members';
import type { Blank } from './filling.js';

const wordsOf = (type: string): string => type.toLowerCase().replaceAll('_', '-');

export function labelAt({ kind, type }: Blank, path: readonly string[]): string {
  const names = path.filter((name) => name !== 'body' && !/^\d+$/.test(name));
  const [first, ...rest] = names;
  const isOfType = first === 'details' && type !== undefined && rest.length > 0;
  return memberLabel(isOfType ? [wordsOf(type), ...rest] : [kind, ...names]);
}
