export type WitnessParty = 'OWN' | 'NEIGHBOUR' | 'OUTSIDE';

export interface FormalWitness {
  readonly party: WitnessParty;
  /** State that runs the witness, or the key of a witness outside. Witnesses of one State count as one. */
  readonly name: string;
}

/**
 * Tells whether the witnesses suffice for a formal act: a neighbour and at least one other witness. This State's own witness
 * never counts.
 */
export function sufficesForFormalActs(witnesses: readonly FormalWitness[]): boolean {
  const others = witnesses.filter(({ party }) => party !== 'OWN');
  const distinct = new Set(others.map(({ party, name }) => `${party} ${name}`));
  return others.some(({ party }) => party === 'NEIGHBOUR') && distinct.size >= 2;
}

export interface SeenUpTo extends FormalWitness {
  readonly size: number;
}

/** Largest log size that enough witnesses for a formal act have cosigned; 0 for none. A cosignature covers all smaller sizes. */
export function formallyCosignedTo(witnesses: readonly SeenUpTo[]): number {
  const sizes = [...new Set(witnesses.map(({ size }) => size))].sort((a, b) => b - a);
  return (
    sizes.find((size) => sufficesForFormalActs(witnesses.filter((each) => each.size >= size))) ?? 0
  );
}
