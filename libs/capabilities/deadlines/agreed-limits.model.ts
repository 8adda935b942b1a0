import {
  type Document,
  KernelError,
  type Timestamp,
  isKind,
  limitsText,
  sameLimits,
  standardLimits,
  type TimeLimits,
} from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { LimitsState } from './deadlines.contract.js';

/**
 * Returns the time limits that both directories state at time `at`. If they differ or one is missing, returns the standard
 * limits.
 */
export function agreedLimits(one: Directory, other: Directory, at: Timestamp): TimeLimits {
  const said = one.timeLimits.at(other.state, at);
  const answered = other.timeLimits.at(one.state, at);
  return said !== undefined && answered !== undefined && sameLimits(said, answered)
    ? said
    : standardLimits;
}

export function limitsState(own: Directory, peer: Directory, at: Timestamp): LimitsState {
  const ours = own.timeLimits.last(peer.state) ?? null;
  const theirs = peer.timeLimits.last(own.state) ?? null;
  const differ = !sameLimits(ours ?? standardLimits, theirs ?? standardLimits);
  return { hold: agreedLimits(own, peer, at), ours, theirs, differ };
}

const limitsOf = (document: Document<'request'>): TimeLimits =>
  document.body.timeLimits ?? standardLimits;

/**
 * Requires that a request states the time limits agreed when it was composed. A risk to life is exempt, so no agreement can
 * delay it. @throws KernelError LIMITS_NOT_AGREED
 */
export function assertAgreedLimits(document: Document, own: Directory, peer: Directory): void {
  if (!isKind(document, 'request') || document.body.requestType === 'RISK_TO_LIFE') return;
  const agreed = agreedLimits(own, peer, document.composedAt);
  const stated = limitsOf(document);
  if (!sameLimits(agreed, stated))
    throw new KernelError(
      'LIMITS_NOT_AGREED',
      `${limitsText(agreed)} hold, ${limitsText(stated)} are stated`,
    );
}
