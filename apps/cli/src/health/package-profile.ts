import { say } from '#language/console';
import { sayCount } from '#language/count';
import type { AuditBeat } from './audit-beat.js';
import { fail, ok, warn, type Finding } from './finding.js';

export interface PackageProfile {
  /** True when no person has reviewed the profile. */
  readonly isDraft: boolean;
  /**
   * Whole days until the key that signed the profile expires, negative afterwards. Undefined for an unsigned profile, or when
   * `isEnded`.
   */
  readonly keyDays: number | undefined;
  /** True when the key that signed the profile is revoked or not in the directory. The profile must then be signed anew. */
  readonly isEnded: boolean;
}

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

/**
 * Colour in `liaise status`: true for green, undefined for yellow, false for red. Yellow warns of a draft or a near expiry.
 * Pure.
 */
export function packageProfileMark(found: PackageProfile): boolean | undefined {
  if (isOver(found)) return false;
  return found.isDraft || isNear(found) ? undefined : true;
}

export function packageProfileLine(found: PackageProfile | undefined): string {
  if (found === undefined) return say('health.unknown');
  const { isDraft, keyDays, isEnded } = found;
  const who = isDraft
    ? say('packageProfile.packagesJudgedDraftProfile')
    : say('packageProfile.packagesJudgedReviewedProfile');
  if (isEnded) return say('packageProfile.keySignedEnded', { who });
  if (keyDays === undefined || keyDays > nearDays) return who;
  return say('packageProfile.keySigned', { who, keyDays: expires(keyDays) });
}

function expires(keyDays: number): string {
  if (keyDays < 0) return say('packageProfile.hasExpired');
  if (keyDays === 0) return say('packageProfile.expiresWithinDay');
  return sayCount('packageProfile.expiresDays', { keyDays });
}

const extend = say('packageProfile.extend');
const signAnew = say('packageProfile.signAnew');

export function judgePackageProfile(found: PackageProfile): Finding {
  const [name, line] = [say('packageProfile.packageProfile'), packageProfileLine(found)];
  const { isDraft } = found;
  if (found.isEnded) return fail(name, line, signAnew);
  if (isOver(found)) return fail(name, line, extend);
  if (isNear(found)) return warn(name, line, extend);
  return isDraft
    ? warn(name, line, say('packageProfile.lawyerStateReviewsProfile'))
    : ok(name, line);
}
