import type { Envelope } from '#kernel';
import type { Freshness } from '#trust';

/** Tolerance (ms): a time service may set a clock back this far without an alarm. */
const clockStepMs = 5_000;

/**
 * True when a message names an older directory than its State had announced before sealing: the State's database was
 * restored, or entries were deleted. Late arrival alone is no sign.
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
