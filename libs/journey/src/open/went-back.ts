import type { Envelope } from '#kernel';
import type { Freshness } from '#trust';

/** Tolerance: a time service may set the one machine's clock back this far without an alarm. */
const clockStepMs = 5_000;

/**
 * True for a message sealed by an older directory than its State had announced before sealing. The State's database was
 * restored or entries were deleted; late arrival alone is no sign.
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
