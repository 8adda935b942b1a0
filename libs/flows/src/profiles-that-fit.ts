import type { AuthorityView } from '#model';
import { FRAME_BYTES } from '#transport';

/** What the profiles of all States may have together in one answer; the rest is for the authorities themselves. */
const allBytes = FRAME_BYTES / 2;

/**
 * The authorities of each State with as many of its profiles as its share of an answer holds, from the first on; of the others
 * `profile` is null. A neighbour describes as many authorities as it likes, at 26 KB each: whoever does must not keep anybody
 * from finding the others. Clients show what the signed directory says. Pure.
 */
export function withProfilesThatFit(
  states: readonly (readonly AuthorityView[])[],
): AuthorityView[] {
  const share = Math.floor(allBytes / Math.max(1, states.length));
  return states.flatMap((authorities) => {
    let left = share;
    return authorities.map((each) => {
      left -= Buffer.byteLength(JSON.stringify(each.profile));
      return left < 0 ? { ...each, profile: null } : each;
    });
  });
}
