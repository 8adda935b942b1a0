import { parseFingerprint, parseStateCode } from '#kernel';
import { noRoots, parseRoots, type Roots } from '#package';

export function rootsOf(file: Uint8Array | undefined, typed: readonly string[]): Roots {
  const known = file === undefined ? noRoots : parseRoots(Buffer.from(file).toString('utf8'));
  const states = new Map(known.states);
  for (const each of typed) {
    const [state, fingerprint] = each.split(':');
    states.set(parseStateCode(state), parseFingerprint(fingerprint));
  }
  return { ...known, states };
}
