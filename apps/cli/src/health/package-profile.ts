import type { AuditBeat } from './audit-beat.js';
import { fail, ok, warn, type Finding } from './finding.js';

export interface PackageProfile {
  /** True when no person has reviewed the profile. */
  readonly isDraft: boolean;
  /**
   * Whole days until the key that signed the profile expires, negative afterwards. Undefined when nobody signed the
   * profile, or when the directory ended the key.
   */
  readonly keyDays: number | undefined;
  /**
   * True when the directory has ended the key that signed the profile, or lists no such key. An ended key is never
   * extended, so the profile must be signed anew.
   */
  readonly isEnded: boolean;
}

/** Profile in the audit service's report; undefined before the evidence service has reported one. Pure. */
export function packageProfileOf({
  metrics,
}: Pick<AuditBeat, 'metrics'>): PackageProfile | undefined {
  const { 'profile.draft': draft, 'profile.keyDays': keyDays, 'profile.ended': ended } = metrics;
  return draft === undefined
    ? undefined
    : { isDraft: draft > 0, keyDays, isEnded: ended !== undefined && ended > 0 };
}

const nearDays = 30;

const isNear = ({ keyDays }: PackageProfile): boolean =>
  keyDays !== undefined && keyDays <= nearDays;

const isOver = ({ keyDays, isEnded }: PackageProfile): boolean =>
  isEnded || (keyDays !== undefined && keyDays < 0);

/** Colour of the profile in `liaise status`: true good, false bad, undefined neither. Pure. */
export function packageProfileMark(found: PackageProfile): boolean | undefined {
  if (isOver(found)) return false;
  return found.isDraft || isNear(found) ? undefined : true;
}

export function packageProfileLine(found: PackageProfile | undefined): string {
  if (found === undefined) return 'unknown';
  const { isDraft, keyDays, isEnded } = found;
  const who = isDraft
    ? 'packages are judged by a draft profile: none is approved'
    : 'packages are judged by a reviewed profile';
  if (isEnded) return `${who}; the key that signed it was ended`;
  if (keyDays === undefined || keyDays > nearDays) return who;
  return `${who}; the key that signed it ${expires(keyDays)}`;
}

function expires(keyDays: number): string {
  if (keyDays < 0) return 'has expired';
  if (keyDays === 0) return 'expires within a day';
  return keyDays === 1 ? 'expires in 1 day' : `expires in ${keyDays} days`;
}

const extend =
  'extend the key of packages (liaise key extend), or sign the profile by the new one: liaise package sign-profile';
const signAnew =
  'an ended key is never extended: sign the profile by the key of packages in force (liaise package sign-profile), then start evidence again';

export function judgePackageProfile(found: PackageProfile): Finding {
  const [name, line] = ['package profile', packageProfileLine(found)];
  const { isDraft } = found;
  if (found.isEnded) return fail(name, line, signAnew);
  if (isOver(found)) return fail(name, line, extend);
  if (isNear(found)) return warn(name, line, extend);
  return isDraft
    ? warn(
        name,
        line,
        'a lawyer of the State reviews a profile; name it in `packages.profileFile`: see the guide, keeping',
      )
    : ok(name, line);
}
