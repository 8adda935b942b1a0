/** Versions of the wire protocol that a gateway speaks, and the name of the algorithms it takes. */
export interface Protocol {
  readonly min: number;
  readonly max: number;
  readonly profile: string;
}

/** Versions of this program. A directory without an entry about them means the same: it is older than the entry. */
export const ownProtocol: Protocol = { min: 1, max: 1, profile: 'liaise-v1' };

type Range = Pick<Protocol, 'min' | 'max'>;

/** The highest version that both speak; undefined when there is none. */
export function commonProtocol(one: Range, other: Range): number | undefined {
  const highest = Math.min(one.max, other.max);
  return highest < Math.max(one.min, other.min) ? undefined : highest;
}
