import type { Handling } from './document.js';

/** What a narrowing says anew. The evaluation is no matter of who may do what: it stays as it was. */
export type Narrowing = Pick<Handling, 'codes' | 'restrictions' | 'retentionMonths'>;

/**
 * Which member of a new handling is laxer than it was; undefined when none is. Codes may only be added, the months only
 * become fewer, and the words of H3 stay, with more after them. Pure.
 */
export function laxerMember(before: Narrowing, after: Narrowing): keyof Narrowing | undefined {
  if (before.codes.some((code) => !after.codes.includes(code))) return 'codes';
  if (after.retentionMonths > before.retentionMonths) return 'retentionMonths';
  return after.restrictions.startsWith(before.restrictions) ? undefined : 'restrictions';
}

/** The handling that counts from then on. Pure. */
export const narrowedBy = (
  before: Handling,
  { codes, restrictions, retentionMonths }: Narrowing,
): Handling => ({ ...before, codes, restrictions, retentionMonths });
