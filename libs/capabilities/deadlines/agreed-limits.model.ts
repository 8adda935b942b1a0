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
 * The limits between two States at a time: what both say, where they say the same; else the standard ones. The same whoever of
 * the two asks. Pure.
 */
export function agreedLimits(one: Directory, other: Directory, at: Timestamp): TimeLimits {
  const said = one.timeLimits.at(other.state, at);
  const answered = other.timeLimits.at(one.state, at);
  return said !== undefined && answered !== undefined && sameLimits(said, answered)
    ? said
    : standardLimits;
}

/** Pure. */
export function limitsState(own: Directory, peer: Directory, at: Timestamp): LimitsState {
  const ours = own.timeLimits.last(peer.state) ?? null;
  const theirs = peer.timeLimits.last(own.state) ?? null;
  const differ = !sameLimits(ours ?? standardLimits, theirs ?? standardLimits);
  return { hold: agreedLimits(own, peer, at), ours, theirs, differ };
}

/** The limits of a request: those that its signed words state, else the standard ones. Pure. */
const limitsOf = (document: Document<'request'>): TimeLimits =>
  document.body.timeLimits ?? standardLimits;

/**
 * A request states the limits that held between the two States when it was composed: neither changes them alone, nor afterwards.
 * One about risk to life states none (its schema says so), so that no agreement can keep it back.
 * @throws KernelError LIMITS_NOT_AGREED
 */
export function requireAgreedLimits(document: Document, own: Directory, peer: Directory): void {
  if (!isKind(document, 'request') || document.body.requestType === 'RISK_TO_LIFE') return;
  const agreed = agreedLimits(own, peer, document.composedAt);
  const stated = limitsOf(document);
  if (!sameLimits(agreed, stated))
    throw new KernelError(
      'LIMITS_NOT_AGREED',
      `${limitsText(agreed)} hold, ${limitsText(stated)} are stated`,
    );
}
