import {
  type Document,
  KernelError,
  type Timestamp,
  isKind,
  limitsText,
  sameLimits,
  standardLimits,
  type TimeLimits,
  phrase,
} from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { LimitsState } from './deadlines.contract.js';

/** Returns the time limits on which both directories agree at `at`; otherwise the standard limits. */
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
 * Requires that a request states the time limits agreed at `composedAt`. RISK_TO_LIFE is exempt, so that agreed limits cannot
 * delay the answer. @throws KernelError LIMITS_NOT_AGREED if the limits differ
 */
export function assertAgreedLimits(document: Document, own: Directory, peer: Directory): void {
  if (!isKind(document, 'request') || document.body.requestType === 'RISK_TO_LIFE') return;
  const agreed = agreedLimits(own, peer, document.composedAt);
  const stated = limitsOf(document);
  if (!sameLimits(agreed, stated))
    throw new KernelError(
      'LIMITS_NOT_AGREED',
      phrase`${limitsText(agreed)} hold, ${limitsText(stated)} are stated`,
    );
}
