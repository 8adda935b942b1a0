import { type Handling, trafficLights } from '#kernel';

/**
 * Members that a narrowing says anew. The evaluation is no matter of who may do what: it stays as it was. So does the classification: a
 * holder that may not have the higher one could only be told to give back what it has, which a recall does.
 */
export type Narrowing = Pick<Handling, 'codes' | 'restrictions' | 'retentionMonths' | 'tlp'>;

/**
 * Member of a new handling that is laxer than it was; undefined when none is. Codes may only be added, the months only
 * become fewer, the words of H3 stay, with more after them, and a mark of TLP may only become a later one; without one it stays as it
 * was. Pure.
 */
export function laxerMember(before: Narrowing, after: Narrowing): keyof Narrowing | undefined {
  if (before.codes.some((code) => !after.codes.includes(code))) return 'codes';
  if (after.retentionMonths > before.retentionMonths) return 'retentionMonths';
  if (!after.restrictions.startsWith(before.restrictions)) return 'restrictions';
  const [was, is] = [before.tlp, after.tlp];
  const laxer =
    was !== undefined && is !== undefined && trafficLights.indexOf(is) < trafficLights.indexOf(was);
  return laxer ? 'tlp' : undefined;
}

/** The handling that counts from then on. Pure. */
export const narrowedBy = (
  before: Handling,
  { codes, restrictions, retentionMonths, tlp = before.tlp }: Narrowing,
): Handling => ({
  ...before,
  codes,
  restrictions,
  retentionMonths,
  ...(tlp !== undefined && { tlp }),
});

/** Joins narrowings of one document, the oldest first: the last one counts, with the last mark. Pure. */
export const narrowedOn = (
  before: Narrowing | undefined,
  { tlp = before?.tlp, ...next }: Narrowing,
): Narrowing => ({ ...next, ...(tlp !== undefined && { tlp }) });
