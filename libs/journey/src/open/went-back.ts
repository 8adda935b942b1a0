import type { Envelope } from '#kernel';
import type { Freshness } from '#trust';

/** Tolerance (ms) for a neighbour's clock that its time service has set back. */
const clockStepMs = 5_000;

/**
 * True when a message names an older directory than its sender announced earlier; otherwise false. The sender's database then
 * has lost entries.
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
