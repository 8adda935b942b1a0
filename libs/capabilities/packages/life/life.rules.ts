import type { Directory } from '#capabilities/directory/trust.model';
import type { RecallAct } from '#capabilities/disclosure/recalls/recalling.model';
import { type DocumentId, type Fingerprint, parseDocumentId, type StateCode } from '#kernel';
import { leafIn } from '#package';
import { packageBounds, type PackageConcern } from '../packages.lists.js';
import type { PlacedLeaf } from '../making/gathered.facts.js';
import {
  causeKey,
  type Concern,
  type EndedKey,
  type KeyEnd,
  type LivingPackage,
  type Rest,
  type Standing,
} from './life.facts.js';

export interface ShownItem {
  readonly document: DocumentId;
  readonly signer: Fingerprint;
  readonly signedAt: Date;
}

const ofItem: Readonly<Record<RecallAct, PackageConcern>> = {
  RECALL: 'ITEM_RECALLED',
  NARROW: 'ITEM_NARROWED',
  CORRECT: 'ITEM_CORRECTED',
};

const isNamed = (value: unknown, shown: ReadonlySet<string>): boolean =>
  Array.isArray(value) && value.some((each) => typeof each === 'string' && shown.has(each));

const dateOf = (value: unknown): Date | null =>
  typeof value === 'string' ? new Date(value) : null;

/** Returns what a package rests on: items, consents valid at `at`, and recalls. Reads log entries up to index `gathered`. */
export function restsOf(
  leaves: readonly PlacedLeaf[],
  { gathered, at }: { readonly gathered: number; readonly at: Date },
  items: readonly ShownItem[],
): Rest[] {
  const shown = new Set<string>(items.map(({ document }) => document));
  const said = leaves.flatMap(({ index, bytes }) => {
    const leaf = index <= gathered ? leafIn(bytes, index) : undefined;
    return leaf === undefined ? [] : [{ typ: leaf.read.typ, data: leaf.said.data }];
  });
  const named = (typ: string, member: string): DocumentId[] =>
    said.flatMap((leaf) => {
      const id = leaf.typ === typ ? leaf.data[member] : undefined;
      return typeof id === 'string' ? [parseDocumentId(id)] : [];
    });
  const recalls = new Set([
    ...named('item.recalled', 'recall'),
    ...named('consent.withdrawn', 'recall'),
  ]);
  const withdrawn = new Set(named('consent.withdrawn', 'document'));
  const consents = said.flatMap(({ typ, data }) => {
    const document = data['document'] as DocumentId;
    const until = dateOf(data['until']);
    const stands = !withdrawn.has(document) && (until === null || until > at);
    const isOf = typ === 'consent.granted' && isNamed(data['items'], shown);
    return isOf && stands ? [{ document, until }] : [];
  });
  return [
    ...items.map((item) => ({ kind: 'ITEM', ...item }) as const),
    ...consents.map((consent) => ({ kind: 'CONSENT', ...consent }) as const),
    ...[...recalls].map((document) => ({ kind: 'RECALL', document }) as const),
  ];
}

function changesOf({ rests, recalls, now }: Standing): Concern[] {
  const of = (kind: Rest['kind']): ReadonlySet<DocumentId> =>
    new Set(rests.flatMap((rest) => (rest.kind === kind ? [rest.document] : [])));
  const [items, consents, shown] = [of('ITEM'), of('CONSENT'), of('RECALL')];
  const made = recalls
    .filter(({ document }) => !shown.has(document))
    .flatMap(({ document, act, items: taken }): Concern[] => [
      ...(act === 'RECALL' && taken.some((each) => consents.has(each))
        ? [{ code: 'CONSENT_WITHDRAWN', cause: document } as const]
        : []),
      // A recalled consent counts once, as withdrawn. A narrowed or corrected one counts like a document.
      ...(taken.some((each) => items.has(each) && !(act === 'RECALL' && consents.has(each)))
        ? [{ code: ofItem[act], cause: document }]
        : []),
    ]);
  const ended = rests.flatMap((rest): Concern[] =>
    rest.kind === 'CONSENT' && rest.until !== null && rest.until <= now
      ? [{ code: 'CONSENT_EXPIRED', cause: rest.document }]
      : [],
  );
  return [...made, ...ended];
}

/** Returns when officers' keys were suspended or revoked. `to`: start of the key's next grant, or null. */
export function endedIn(
  directory: Pick<Directory, 'officers' | 'suspendedFrom' | 'revokedFrom'>,
): KeyEnd[] {
  const grants = directory.officers();
  return grants.flatMap((grant) => {
    const { fingerprint: key, authority, version } = grant;
    const [to = null] = grants
      // An ending entry is a grant of zero length.
      .filter((each) => each.fingerprint === key && each.authority === authority)
      .filter((each) => each.version > version && each.from !== each.to)
      .map(({ from }) => from)
      .sort();
    const ends = [directory.suspendedFrom(grant), directory.revokedFrom(grant)];
    return ends.flatMap((from) => (from === undefined ? [] : [{ key, from, to }]));
  });
}

/** Returns a concern for each key that may have signed after its end. */
function endedKeys(
  { rests, keys: machines }: Pick<Standing, 'rests' | 'keys'>,
  ended: readonly EndedKey[],
): Concern[] {
  const ofMachines = machines.flatMap(({ key, until, shownEnd }) => {
    const isNews = (from: Date): boolean => from <= until && (shownEnd === null || from < shownEnd);
    return ended.some((each) => each.key === key && isNews(new Date(each.from))) ? [key] : [];
  });
  const keys = rests.flatMap((rest) => {
    if (rest.kind !== 'ITEM') return [];
    const { signer, signedAt } = rest;
    const isEnded = ended.some(
      ({ key, from, to }) =>
        key === signer && new Date(from) <= signedAt && (to === null || signedAt < new Date(to)),
    );
    return isEnded ? [signer] : [];
  });
  return [...new Set([...keys, ...ofMachines])].map((cause) => ({ code: 'KEY_REVOKED', cause }));
}

/** Returns a reason not to build a gathered package, or undefined. Callers must first lock the case's log chain. */
export const changedSince = (standing: Standing, ended: readonly EndedKey[]): Concern | undefined =>
  [...changesOf(standing), ...endedKeys(standing, ended)][0];

function withinRoom(
  fresh: readonly Concern[],
  known: LivingPackage['known'],
  ended: readonly EndedKey[],
): readonly Concern[] {
  const states = new Map<string, StateCode>(ended.map(({ key, state }) => [key, state]));
  const used = new Map<StateCode | undefined, number>();
  const take = (cause: string): number => {
    const state = states.get(cause);
    const count = (used.get(state) ?? 0) + 1;
    used.set(state, count);
    return count;
  };
  for (const key of states.keys())
    if (known.has(causeKey({ code: 'KEY_REVOKED', cause: key }))) take(key);
  return fresh.filter(
    ({ code, cause }) => code !== 'KEY_REVOKED' || take(cause) <= packageBounds.keyConcerns,
  );
}

export function concernsOf(living: LivingPackage, ended: readonly EndedKey[]): readonly Concern[] {
  const all: Concern[] = [
    ...living.supersededBy.map((cause) => ({ code: 'SUPERSEDED', cause }) as const),
    ...changesOf(living),
    ...endedKeys(living, ended),
  ];
  const fresh = all.filter((concern) => !living.known.has(causeKey(concern)));
  const room = packageBounds.concerns - living.known.size;
  return withinRoom(fresh, living.known, ended).slice(0, room);
}
