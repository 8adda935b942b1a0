import type { Envelope } from '#kernel';
import type { Freshness } from '#trust';

/** Tolerance (ms) for a neighbour's clock that its time service has set back. */
const clockStepMs = 5_000;

/**
 * True when a neighbour sealed a message with an older directory than it had announced: its database lost entries. False if
 * the sealing was before the announcement.
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
