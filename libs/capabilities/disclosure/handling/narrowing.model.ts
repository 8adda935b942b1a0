import { type Handling, trafficLights } from '#kernel';

/**
 * Members that a narrowing may restrict. Evaluation and classification are fixed: a holder not cleared for a higher class
 * needs a recall instead.
 */
export type Narrowing = Pick<Handling, 'codes' | 'restrictions' | 'retentionMonths' | 'tlp'>;

/** Returns the member that became laxer. Codes may only be added, months reduced, H3 text extended and TLP raised. */
export function laxerMember(before: Narrowing, after: Narrowing): keyof Narrowing | undefined {
  if (before.codes.some((code) => !after.codes.includes(code))) return 'codes';
  if (after.retentionMonths > before.retentionMonths) return 'retentionMonths';
  if (!after.restrictions.startsWith(before.restrictions)) return 'restrictions';
  const [was, is] = [before.tlp, after.tlp];
  const laxer =
    was !== undefined && is !== undefined && trafficLights.indexOf(is) < trafficLights.indexOf(was);
  return laxer ? 'tlp' : undefined;
}

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

/** Joins narrowings of one document, oldest first. The last one counts, with the last TLP mark. */
export const narrowedOn = (
  before: Narrowing | undefined,
  { tlp = before?.tlp, ...next }: Narrowing,
): Narrowing => ({ ...next, ...(tlp !== undefined && { tlp }) });
