import { TrustError } from '#chains';
import {
  looserThanEnclosed,
  mayBeForwarded,
  needsConsent,
  type HandledItem,
} from '#capabilities/disclosure/forwards/forwarding.model';
import {
  consentFlaw,
  type ConsentFlaw,
  type Released,
} from '#capabilities/disclosure/releases/consents.model';
import {
  isKind,
  timestamp,
  type AuthorityAddress,
  type Document,
  type Fingerprint,
  type Handling,
  type Sha256,
  type StateCode,
  phrase,
} from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { Enclosed, EnclosedDocument } from '#capabilities/disclosure/kinds/enclosed.kind';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import {
  documentIn,
  enclosedDocuments,
  invalid,
  releasesOf,
  type EnclosedDocuments,
  type ReadRelease,
} from './enclosed-reading.js';
import { Proofs, requireSigned, type Judge } from './enclosed-signatures.js';

export interface OpenedEnclosed extends EnclosedDocuments {
  readonly root: Fingerprint;
  /** True when this State confirmed the originator's root itself. False: only the forwarding State vouches for the root. */
  readonly isKnown: boolean;
  readonly posted: readonly PostedSigner[];
  readonly inner: readonly OpenedEnclosed[];
}

export interface Judging {
  readonly forwarder: Directory;
  readonly directoryOf: (state: StateCode) => Directory | undefined;
  readonly at: Date;
}

/** Verifies everything enclosed in `forward`, on all levels. The caller must verify `forward` first. */
export async function openEnclosed(
  forward: Document<'forward'>,
  judging: Judging,
  handlings: ReadonlyMap<Sha256, Handling> = new Map(),
): Promise<readonly OpenedEnclosed[]> {
  // Limits first: nothing is verified beyond them.
  const read = enclosedDocuments(forward);
  const hop: Hop = {
    forward,
    read,
    handlings,
    directory: () => Promise.resolve(judging.forwarder),
    at: judging.at,
    place: '',
    way: new Set([forward.to.state, forward.from.state]),
  };
  return openHop(hop, new Opening(judging.directoryOf, new Proofs()));
}

class Opening {
  constructor(
    private readonly directoryOf: (state: StateCode) => Directory | undefined,
    private readonly proofs: Proofs,
  ) {}

  judge(
    state: StateCode,
    { root, directory: entries }: Pick<Enclosed, 'root' | 'directory'>,
    { forward, directory, at, place }: Pick<Hop, 'forward' | 'directory' | 'at' | 'place'>,
  ): Judge {
    const known = this.directoryOf(state);
    if (known !== undefined && known.pinned !== root) throw invalid(place, 'root');
    const proof = (): Promise<Directory> => this.proofs.directory(state, root, entries);
    return { holder: { state: forward.from.state, directory }, known, proof, at };
  }
}

interface Hop {
  readonly forward: Document<'forward'>;
  readonly read: readonly EnclosedDocuments[];
  readonly handlings: ReadonlyMap<Sha256, Handling>;
  readonly directory: () => Promise<Directory>;
  readonly at: Date;
  readonly place: string;
  readonly way: ReadonlySet<StateCode>;
}

async function openHop(hop: Hop, opening: Opening): Promise<readonly OpenedEnclosed[]> {
  const { forward, read, handlings } = hop;
  const opened: OpenedEnclosed[] = [];
  const least: HandledItem[] = [];
  for (const [i, enclosed] of forward.body.enclosed.entries()) {
    const place = `${hop.place}/body/enclosed/${i}`;
    const item = read[i];
    if (item === undefined) throw invalid(place, 'document');
    const one = await openOne({ ...hop, place }, enclosed, item, opening);
    if (opened.some(({ documentSha256 }) => documentSha256 === one.documentSha256))
      throw invalid(place, phrase`enclosed twice`);
    const handling = handlings.get(one.documentSha256) ?? one.document.handling;
    assertConsent({ ...hop, place }, one, handling);
    opened.push(one);
    const releases = one.consent === null ? [] : allReleases(one.consent);
    least.push({ handling, consent: null });
    for (const { document } of releases) least.push({ handling, consent: document.handling });
  }
  const looser = looserThanEnclosed(forward.handling, least);
  if (looser !== undefined)
    throw new TrustError(
      'FORWARD_HANDLING_LOOSER',
      hop.place === '' ? looser : phrase`${hop.place}: ${looser}`,
    );
  return opened;
}

async function openOne(
  hop: Hop,
  enclosed: Enclosed,
  item: EnclosedDocuments,
  opening: Opening,
): Promise<OpenedEnclosed> {
  const { place, forward } = hop;
  const { document } = item;
  const { state } = document.from;
  if (state === forward.from.state) throw invalid(place, phrase`of the State that forwards it`);
  if (hop.way.has(state)) throw invalid(place, phrase`of a State to which it comes back`);
  if (!mayBeForwarded(document.kind)) throw invalid(place, phrase`a ${document.kind}`);
  const judge = opening.judge(state, enclosed, hop);
  const posted = await requireSigned(document, enclosed, judge, place);
  const inner = isKind(document, 'forward')
    ? await openHop(
        {
          forward: document,
          read: item.inner,
          // Later narrowings are known to the holders, who each judged by them.
          handlings: new Map(),
          directory: () => ownOf(judge),
          // The consent for that hop had to last until then.
          at: new Date(document.composedAt),
          place: `${place}/document`,
          way: new Set([...hop.way, state]),
        },
        opening,
      )
    : [];
  const isKnown = judge.known !== undefined;
  const opened = { ...item, root: enclosed.root, isKnown, posted, inner };
  if (enclosed.consent === undefined) return opened;
  const released = { ...hop, place: `${place}/consent` };
  const releasing = await requireReleased(released, enclosed.consent, { opened, judge }, opening);
  return { ...opened, posted: [...posted, ...releasing] };
}

interface Judged {
  readonly opened: OpenedEnclosed;
  readonly judge: Judge;
}

async function requireReleased(
  hop: Hop,
  signed: EnclosedDocument,
  { opened, judge }: Judged,
  opening: Opening,
): Promise<readonly PostedSigner[]> {
  const { place } = hop;
  const consent = documentIn(signed, place);
  if (consent.from.state !== opened.document.from.state)
    throw invalid(place, phrase`of another State`);
  const posted = [...(await requireSigned(consent, signed, judge, place))];
  const { document: forward } = opened;
  if (!isKind(forward, 'forward')) return posted;
  for (const [i, release] of releasesOf(consent).entries()) {
    const within = {
      ...hop,
      forward,
      directory: () => ownOf(judge),
      place: `${place}/body/releases/${i}`,
    };
    const about = documentIn(release, within.place);
    const inner = opened.inner.findIndex(
      ({ document }) => isKind(about, 'forward-consent') && document.id === about.body.item,
    );
    const [one, enclosed] = [opened.inner[inner], forward.body.enclosed[inner]];
    if (one === undefined || enclosed === undefined)
      throw invalid(within.place, phrase`of nothing that is enclosed`);
    const { root, directory } = enclosed;
    const proven = { root, directory: release.directory ?? directory };
    const judged = { opened: one, judge: opening.judge(one.document.from.state, proven, within) };
    posted.push(...(await requireReleased(within, release, judged, opening)));
  }
  return posted;
}

export const postedIn = (opened: readonly OpenedEnclosed[]): readonly PostedSigner[] =>
  opened.flatMap(({ posted, inner }) => [...posted, ...postedIn(inner)]);

const ownOf = ({ known, proof }: Judge): Promise<Directory> =>
  known === undefined ? proof() : Promise.resolve(known);

const allReleases = (release: ReadRelease): readonly ReadRelease[] => [
  release,
  ...release.releases.flatMap(allReleases),
];

export type Going = Pick<Released, 'holder' | 'through' | 'recipient' | 'purpose' | 'at'>;

/**
 * Returns why `release` does not permit the forwarding that `going` describes; `NONE` without a release, undefined if
 * permitted. Verifies no signatures.
 */
export function releaseFlaw(
  { document, documentSha256, inner }: EnclosedDocuments,
  release: ReadRelease | undefined,
  going: Going,
): ConsentFlaw | 'NONE' | undefined {
  if (release === undefined) return 'NONE';
  const flaw = consentFlaw(release.document, { document, documentSha256, ...going });
  if (flaw !== undefined) return flaw;
  const { holder, through = [], ...end } = going;
  const before = { ...end, holder: addressOf(document.from), through: [holder, ...through] };
  for (const one of inner) {
    const its = release.releases.filter(
      ({ document: about }) =>
        isKind(about, 'forward-consent') && about.body.item === one.document.id,
    );
    const inside = its.length > 1 ? 'ANOTHER_ITEM' : releaseFlaw(one, its[0], before);
    if (inside !== undefined) return inside;
  }
  return release.releases.length > inner.length ? 'ANOTHER_ITEM' : undefined;
}

function assertConsent(
  { forward, read, at, place }: Hop,
  one: OpenedEnclosed,
  handling: Handling,
): void {
  const { document, consent } = one;
  if (consent === null) {
    const beside = read.map((each) => each.document);
    if (needsConsent(document, handling, forward.purpose, beside))
      throw new TrustError('CONSENT_MISSING', place);
    return;
  }
  const flaw = releaseFlaw(one, consent, {
    holder: addressOf(forward.from),
    recipient: addressOf(forward.to),
    purpose: forward.purpose,
    at: timestamp(at),
  });
  if (flaw === 'NONE') throw new TrustError('CONSENT_MISSING', phrase`${place}/consent`);
  if (flaw !== undefined)
    throw new TrustError('CONSENT_INVALID', phrase`${place}/consent: ${flaw}`);
}

export const addressOf = ({ state, authority }: AuthorityAddress): AuthorityAddress => ({
  state,
  authority,
});
