import { TrustError, isJudgement } from '#chains';
import {
  enclosedLimits,
  type Enclosed,
  type EnclosedDocument,
  type EnclosedRelease,
} from '#capabilities/disclosure/kinds/enclosed.kind';
import { isKind, type Document, type Fingerprint, type Sha256, phrase, type Detail } from '#kernel';
import { decodeDocument, sha256, WireError } from '#wire';

export const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64');

export const invalid = (place: string, why: Detail, cause?: unknown): TrustError =>
  new TrustError('ENCLOSED_INVALID', phrase`${place}: ${why}`, cause);

export interface ReadDocument {
  readonly document: Document;
  readonly documentSha256: Sha256;
}

export interface ReadRelease extends ReadDocument {
  readonly releases: readonly ReadRelease[];
}

export interface EnclosedDocuments extends ReadDocument {
  readonly consent: ReadRelease | null;
  readonly inner: readonly EnclosedDocuments[];
}

/**
 * Limits the number of enclosed documents and of directory entries over all levels. Count before verifying, so that hostile
 * input costs little.
 */
export class Budget {
  private documents = 0;
  private entries = 0;
  private readonly directories = new Set<string>();

  document(place: string): void {
    this.documents += 1;
    if (this.documents > enclosedLimits.allDocuments)
      throw invalid(place, phrase`more than ${enclosedLimits.allDocuments} documents in all`);
  }

  directory(root: Fingerprint, entries: Enclosed['directory'], place: string): void {
    const key = JSON.stringify([root, entries]);
    if (this.directories.has(key)) return;
    this.directories.add(key);
    this.entries += entries.length;
    if (this.entries > enclosedLimits.allEntries)
      throw invalid(place, phrase`more than ${enclosedLimits.allEntries} directory entries in all`);
  }
}

export function enclosedDocuments(forward: Document<'forward'>): readonly EnclosedDocuments[] {
  return readAll(forward, '', enclosedLimits.hops - 1, new Budget());
}

export function handedOn(document: Document): readonly Document[] {
  const within = ({ document: said, inner }: EnclosedDocuments): readonly Document[] => [
    said,
    ...inner.flatMap(within),
  ];
  return isKind(document, 'forward') ? enclosedDocuments(document).flatMap(within) : [];
}

export function enclosedReleases(consent: Document<'forward-consent'>): readonly ReadRelease[] {
  return readReleases(consent, '', new Budget());
}

function readAll(
  forward: Document<'forward'>,
  above: string,
  hops: number,
  budget: Budget,
): readonly EnclosedDocuments[] {
  if (hops === 0) throw invalid(above, phrase`more than ${enclosedLimits.hops} borders on its way`);
  return forward.body.enclosed.map((enclosed, i) =>
    readOne(enclosed, `${above}/body/enclosed/${i}`, hops, budget),
  );
}

function readOne(
  enclosed: Enclosed,
  place: string,
  hops: number,
  budget: Budget,
): EnclosedDocuments {
  const read = readDocument(enclosed, place, budget);
  const { consent, root, directory } = enclosed;
  budget.directory(root, directory, place);
  const { document } = read;
  return {
    ...read,
    consent: consent === undefined ? null : readRelease(consent, `${place}/consent`, budget),
    inner: isKind(document, 'forward')
      ? readAll(document, `${place}/document`, hops - 1, budget)
      : [],
  };
}

function readRelease(signed: EnclosedDocument, place: string, budget: Budget): ReadRelease {
  const read = readDocument(signed, place, budget);
  const { document } = read;
  return {
    ...read,
    releases: isKind(document, 'forward-consent') ? readReleases(document, place, budget) : [],
  };
}

const readReleases = (
  { body: { releases = [] } }: Document<'forward-consent'>,
  place: string,
  budget: Budget,
): readonly ReadRelease[] =>
  releases.map((each, i) => {
    const at = `${place}/body/releases/${i}`;
    // Counted by entries, not by the claimed owner.
    if (each.directory !== undefined) budget.directory(noRoot, each.directory, at);
    return readRelease(each, at, budget);
  });
const noRoot = '' as Fingerprint;

function readDocument(signed: EnclosedDocument, place: string, budget: Budget): ReadDocument {
  budget.document(place);
  return {
    document: documentIn(signed, place),
    documentSha256: sha256(bytesOf(signed.document)),
  };
}

export function documentIn({ document }: EnclosedDocument, place: string): Document {
  try {
    return decodeDocument(bytesOf(document));
  } catch (error) {
    if (!isJudgement(error) && !(error instanceof WireError)) throw error;
    throw invalid(place, (error as { code?: string }).code ?? 'document', error);
  }
}

export const releasesOf = (consent: Document): readonly EnclosedRelease[] =>
  isKind(consent, 'forward-consent') ? (consent.body.releases ?? []) : [];
