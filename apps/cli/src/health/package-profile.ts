import type { AuditBeat } from './audit-beat.js';
import { fail, ok, warn, type Finding } from './finding.js';

export interface PackageProfile {
  /** True when no person has reviewed the profile. */
  readonly isDraft: boolean;
  /**
   * Whole days until the key that signed the profile expires, negative afterwards. Undefined for the built-in profile,
   * which nobody signed.
   */
  readonly keyDays: number | undefined;
}

/** Profile in the audit service's report; undefined before the evidence service has reported one. Pure. */
export function packageProfileOf({
  metrics,
}: Pick<AuditBeat, 'metrics'>): PackageProfile | undefined {
  const { 'profile.draft': draft, 'profile.keyDays': keyDays } = metrics;
  return draft === undefined ? undefined : { isDraft: draft > 0, keyDays };
}

const nearDays = 30;

const isNear = ({ keyDays }: PackageProfile): boolean =>
  keyDays !== undefined && keyDays <= nearDays;

/** Colour of the profile in `liaise status`: true good, false bad, undefined neither. Pure. */
export function packageProfileMark(found: PackageProfile): boolean | undefined {
  if (found.keyDays !== undefined && found.keyDays < 0) return false;
  return found.isDraft || isNear(found) ? undefined : true;
}

export function packageProfileLine(found: PackageProfile | undefined): string {
  if (found === undefined) return 'unknown';
  const { isDraft, keyDays } = found;
  const who = isDraft
    ? 'packages are judged by a draft profile: none is approved'
    : 'packages are judged by a reviewed profile';
  if (keyDays === undefined) return who;
  const key =
    keyDays < 0
      ? 'the key that signed it has ended'
      : `the key that signed it ends in ${keyDays} days`;
  return keyDays > nearDays ? who : `${who}; ${key}`;
}

const signAnew =
  'extend the key of packages (liaise key extend), or sign the profile by the new one: liaise package sign-profile';

export function judgePackageProfile(found: PackageProfile): Finding {
  const [name, line] = ['package profile', packageProfileLine(found)];
  const { isDraft, keyDays } = found;
  if (keyDays !== undefined && keyDays < 0) return fail(name, line, signAnew);
  if (isNear(found)) return warn(name, line, signAnew);
  return isDraft
    ? warn(
        name,
        line,
        'a lawyer of the State reviews a profile; name it in `packages.profileFile`: see the guide, keeping',
      )
    : ok(name, line);
}
