import type { Envelope } from '#kernel';
import type { Freshness } from '#trust';

/** Both times are of the clock of one machine; a time service may set it back by so much without an alarm of its own. */
const clockStepMs = 5_000;

/**
 * True when a State sealed this after it had said that its directory was newer than the one the envelope names: its database was
 * put back, or entries were deleted from it. What was sealed before it said so may come late, and is no such sign. Pure.
 */
export function wentBack(
  { directory, sealedAt }: Pick<Envelope, 'directory' | 'sealedAt'>,
  said: Pick<Freshness, 'point' | 'issuedAt'> | undefined,
): boolean {
  return (
    said !== undefined &&
    directory.version < said.point.version &&
    Date.parse(sealedAt) > Date.parse(said.issuedAt) + clockStepMs
  );
}
