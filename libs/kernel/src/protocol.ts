export interface Protocol {
  readonly min: number;
  readonly max: number;
  readonly profile: string;
}

export const ownProtocol: Protocol = { min: 1, max: 1, profile: 'liaise-v1' };

type Range = Pick<Protocol, 'min' | 'max'>;

export function commonProtocol(one: Range, other: Range): number | undefined {
  const highest = Math.min(one.max, other.max);
  return highest < Math.max(one.min, other.min) ? undefined : highest;
}
