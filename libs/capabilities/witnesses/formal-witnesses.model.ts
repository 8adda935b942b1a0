/** Whose witness of the custody log it is: of this State, of a neighbour, or of neither. */
export type WitnessParty = 'OWN' | 'NEIGHBOUR' | 'OUTSIDE';

/** A witness of the custody log. */
export interface FormalWitness {
  readonly party: WitnessParty;
  /** State or key: two keys of one State are one witness. */
  readonly name: string;
}

/**
 * Whether the cosignatures of these suffice for a formal act: of a neighbour, and of one more that is not this State. Its own mirror
 * counts neither alone nor beside others. Pure.
 */
export function sufficesForFormalActs(witnesses: readonly FormalWitness[]): boolean {
  const others = witnesses.filter(({ party }) => party !== 'OWN');
  const distinct = new Set(others.map(({ party, name }) => `${party} ${name}`));
  return others.some(({ party }) => party === 'NEIGHBOUR') && distinct.size >= 2;
}

/** A witness, and up to which size it has cosigned the log. */
export interface SeenUpTo extends FormalWitness {
  readonly size: number;
}

/**
 * Size up to which enough witnesses have cosigned the log for a formal act; 0 for none. Who cosigned a size has seen all below it. Pure.
 */
export function formallyCosignedTo(witnesses: readonly SeenUpTo[]): number {
  const sizes = [...new Set(witnesses.map(({ size }) => size))].sort((a, b) => b - a);
  return (
    sizes.find((size) => sufficesForFormalActs(witnesses.filter((each) => each.size >= size))) ?? 0
  );
}
