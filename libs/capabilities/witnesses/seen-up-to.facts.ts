import { type Journal, nameOfKey } from '#journal';
import type { Tx } from '#store';
import { keyHash, parseVerifierKey, type Verifier } from '#tlog';
import type { TrustStore } from '#trust';
import type { FormalWitness, SeenUpTo } from '#capabilities/witnesses/formal-witnesses.model';

interface Keyed {
  readonly verifier: Verifier;
  readonly witness: FormalWitness;
}

function partyOf(
  trust: TrustStore,
  neighbours: readonly Keyed[],
  verifier: Verifier,
): FormalWitness {
  const isSame = (key: Verifier): boolean => keyHash(key) === keyHash(verifier);
  const own = trust.own().logKeys.allNoteKeys('witness');
  if (own.some(({ vkey }) => isSame(parseVerifierKey(vkey))))
    return { party: 'OWN', name: trust.state };
  const neighbour = neighbours.find((each) => isSame(each.verifier));
  return neighbour?.witness ?? { party: 'OUTSIDE', name: keyHash(verifier) };
}

export async function loadSeenUpTo(
  tx: Tx,
  { trust, journal }: { readonly trust: TrustStore; readonly journal: Journal },
  outside: readonly Verifier[],
): Promise<readonly SeenUpTo[]> {
  const neighbours = trust
    .peers()
    .listPeers()
    .flatMap(({ peer }) =>
      trust
        .directoryOf(peer)
        .logKeys.allNoteKeys('witness')
        .map(({ vkey }): Keyed => {
          return { verifier: parseVerifierKey(vkey), witness: { party: 'NEIGHBOUR', name: peer } };
        }),
    );
  const all = [
    ...neighbours,
    ...outside.map((verifier) => ({ verifier, witness: partyOf(trust, neighbours, verifier) })),
  ];
  const names = all.map(({ verifier }) => nameOfKey(verifier));
  const newest = await journal.witnesses.newestOf(tx, [...new Set(names)]);
  const sizes = new Map(newest.map(({ witness, size }) => [witness, size]));
  return all.map(({ witness }, i) => ({ ...witness, size: sizes.get(names[i] ?? '') ?? 0 }));
}
