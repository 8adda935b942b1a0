import type { Envelope } from '#kernel';
import type { Freshness } from '#trust';

/** Tolerance (ms) for a neighbour's clock that its time service has set back. */
const clockStepMs = 5_000;

/**
 * True when a message was sealed with an older directory than the neighbour had announced before: the neighbour's database
 * was restored or lost entries. A late arrival alone gives false.
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
