import { type Handling, trafficLights } from '#kernel';

export type Narrowing = Pick<Handling, 'codes' | 'restrictions' | 'retentionMonths' | 'tlp'>;

/** Returns the first member that is less strict in `after` than in `before`; undefined for none. */
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

export const narrowedOn = (
  before: Narrowing | undefined,
  { tlp = before?.tlp, ...next }: Narrowing,
): Narrowing => ({ ...next, ...(tlp !== undefined && { tlp }) });
