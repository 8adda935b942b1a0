import {
  type Document,
  KernelError,
  type Timestamp,
  isKind,
  limitsText,
  sameLimits,
  standardLimits,
  type SaidTimeLimits,
  type TimeLimits,
} from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';

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

/** Where two States stand with their limits. */
export interface LimitsState {
  /** Of what is asked now. */
  readonly hold: TimeLimits;
  /** What each has said last, also where it is still to begin; null where it has said nothing. */
  readonly ours: SaidTimeLimits | null;
  readonly theirs: SaidTimeLimits | null;
  /** They say different things, or only one of them says anything but the standard: none of it holds, once it begins. */
  readonly differ: boolean;
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
