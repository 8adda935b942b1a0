import type { Directory } from '#capabilities/directory/trust.model';
import type { RecallAct } from '#capabilities/disclosure/recalls/recalling.model';
import { type DocumentId, type Fingerprint, parseDocumentId } from '#kernel';
import { leafIn } from '#package';
import { packageBounds, type PackageConcern } from '../packages.lists.js';
import type { PlacedLeaf } from '../making/gathered.facts.js';
import {
  causeKey,
  type Concern,
  type EndedKey,
  type LivingPackage,
  type Rest,
  type Standing,
} from './life.facts.js';

/** A document that a package shows, and who signed it when. */
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

/**
 * Grounds of a package: its documents, each consent that covers one of them and stands by the leaves up to the gathering, and the
 * recalls that these leaves show. Pure.
 */
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

/** Recalls that a package does not show, and ends of consents, that touch what it rests on; each once. Pure. */
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

/**
 * Keys of officers that an entry ended: a suspension, the end of a post, or of the grant. Each until a later grant of the same
 * authority lets it act again. Pure.
 */
export function endedIn(
  directory: Pick<Directory, 'officers' | 'suspendedFrom' | 'revokedFrom'>,
): EndedKey[] {
  const grants = directory.officers();
  return grants.flatMap((grant) => {
    const { fingerprint: key, authority, version } = grant;
    const [to = null] = grants
      // An entry that ends a grant is a grant of no time.
      .filter((each) => each.fingerprint === key && each.authority === authority)
      .filter((each) => each.version > version && each.from !== each.to)
      .map(({ from }) => from)
      .sort();
    const ends = [directory.suspendedFrom(grant), directory.revokedFrom(grant)];
    return ends.flatMap((from) => (from === undefined ? [] : [{ key, from, to }]));
  });
}

/** Keys by which a document was signed though an entry had ended them by then, each once. */
function endedKeys(rests: readonly Rest[], ended: readonly EndedKey[]): Concern[] {
  const keys = rests.flatMap((rest) => {
    if (rest.kind !== 'ITEM') return [];
    const { signer, signedAt } = rest;
    const isEnded = ended.some(
      ({ key, from, to }) =>
        key === signer && new Date(from) <= signedAt && (to === null || signedAt < new Date(to)),
    );
    return isEnded ? [signer] : [];
  });
  return [...new Set(keys)].map((cause) => ({ code: 'KEY_REVOKED', cause }));
}

/**
 * Why a package that was gathered is not made: something that it shows as standing was taken back, narrowed, corrected or has ended
 * since, or the key under it. Undefined: it is made. Asked under the lock of the chain of the case. Pure.
 */
export const changedSince = (standing: Standing, ended: readonly EndedKey[]): Concern | undefined =>
  [...changesOf(standing), ...endedKeys(standing.rests, ended)][0];

/** Concerns of a package that are not on record yet, within the bound of one. Pure. */
export function concernsOf(living: LivingPackage, ended: readonly EndedKey[]): readonly Concern[] {
  const all: Concern[] = [
    ...changesOf(living),
    ...endedKeys(living.rests, ended),
    ...living.supersededBy.map((cause) => ({ code: 'SUPERSEDED', cause }) as const),
  ];
  return all
    .filter((concern) => !living.known.has(causeKey(concern)))
    .slice(0, packageBounds.concerns - living.known.size);
}
