import { phrase } from '#kernel/phrase';
import type { Document, Handling } from '#kernel/documents/document';
import { KernelError } from '#kernel/errors';
import type { Sha256, Timestamp } from '#kernel/ids';
import { evidentialScopes } from './evidence.lists.js';
import type { EvidenceItem, Proceedings } from './kinds/evidence-item.kind.js';
import { isKind } from '#kernel/documents/is-kind';

/**
 * Maximum number of documents of each evidence kind by one State in a thread. The limit bounds the work that a neighbour can
 * cause.
 */
export const mostEvidenceOfKind = 128;

export function citedItems(document: Document): readonly EvidenceItem[] {
  if (isKind(document, 'evidence-consent-request')) return document.body.items;
  if (isKind(document, 'evidence-consent')) return document.body.items;
  if (isKind(document, 'formal-request')) return document.body.informalExchangeRefs;
  if (isKind(document, 'formal-request-draft')) return document.body.informalExchangeRefs ?? [];
  if (isKind(document, 'formal-answer')) return document.body.items;
  if (!isKind(document, 'exculpatory-notice')) return [];
  const { item, itemSha256 } = document.body;
  return [{ document: item, sha256: itemSha256, attachments: [] }];
}

/**
 * Requires that an evidence document cites each document once, never itself, and has plausible dates. Compares the dates with
 * `composedAt`. @throws KernelError DOCUMENT_INVALID
 */
export function assertEvidenceWords(document: Document): void {
  const named = citedItems(document).map((item) => item.document);
  if (new Set(named).size !== named.length)
    throw new KernelError('DOCUMENT_INVALID', phrase`/body must name each document once`);
  if (named.includes(document.id))
    throw new KernelError('DOCUMENT_INVALID', phrase`/body must not name the document itself`);
  const { composedAt } = document;
  if (isKind(document, 'evidence-consent'))
    assertToCome('expiresAt', document.body.expiresAt, composedAt);
  if (isKind(document, 'central-authority-notice'))
    assertOver('informedAt', document.body.informedAt, composedAt);
  if (!isKind(document, 'exculpatory-notice')) return;
  assertOver('foundAt', document.body.foundAt, composedAt);
  const { stage, disclosureAt } = document.body;
  if (stage === 'AFTER_DISCLOSURE') assertOver('disclosureAt', disclosureAt, composedAt);
  if (stage === 'BEFORE_DISCLOSURE') assertToCome('disclosureAt', disclosureAt, composedAt);
}

function assertOver(member: string, at: Timestamp | undefined, composedAt: Timestamp): void {
  if (at !== undefined && at > composedAt)
    throw new KernelError('DOCUMENT_INVALID', phrase`/body/${member} must be over`);
}

function assertToCome(member: string, at: Timestamp | undefined, composedAt: Timestamp): void {
  if (at !== undefined && at <= composedAt)
    throw new KernelError('DOCUMENT_INVALID', phrase`/body/${member} must be still to come`);
}

/**
 * True for a consent request, and for a consent whose scope includes proceedings. A `central-authority-notice` then becomes
 * due.
 */
export function makesEvidential(document: Document): boolean {
  if (isKind(document, 'evidence-consent-request')) return true;
  if (!isKind(document, 'evidence-consent')) return false;
  const { scope } = document.body;
  return evidentialScopes.some((each) => each === scope);
}

export const isWithin = (asked: readonly EvidenceItem[], items: readonly EvidenceItem[]): boolean =>
  items.every((item) =>
    asked.some(
      ({ document, sha256, attachments }) =>
        document === item.document &&
        sha256 === item.sha256 &&
        item.attachments.every((file) => attachments.includes(file)),
    ),
  );

export const sameProceedings = (a: Proceedings, b: Proceedings): boolean =>
  a.reference === b.reference &&
  a.jurisdiction === b.jurisdiction &&
  (a.kind === 'OTHER') === (b.kind === 'OTHER');

/**
 * Returns the member of a consent that does not fit the request; undefined if all fit. Only outcome LIMITED permits fewer
 * documents or files.
 */
export function unaskedMember(
  { body: asked }: Document<'evidence-consent-request'>,
  { body: said }: Document<'evidence-consent'>,
): 'given' | 'items' | 'proceedings' | undefined {
  if (said.given !== 'LATER') return 'given';
  if (!isWithin(asked.items, said.items)) return 'items';
  if (said.outcome !== 'LIMITED' && !isWithin(said.items, asked.items)) return 'items';
  const { proceedings } = said;
  return proceedings === undefined || sameProceedings(asked.proceedings, proceedings)
    ? undefined
    : 'proceedings';
}

export interface CitedItem {
  readonly document: Pick<Document, 'id' | 'thread' | 'from'>;
  readonly documentSha256: Sha256;
  readonly attachments: readonly Sha256[];
  readonly handling: Pick<Handling, 'codes'>;
  readonly recalled: boolean;
}

export interface GivenConsent {
  readonly document: Document;
  readonly withdrawn: boolean;
}

export interface EvidentialUse {
  readonly proceedings: Proceedings;
  readonly at: Timestamp;
}

export const useFlaws = [
  'ITEM_RECALLED',
  'NO_CONSENT',
  'REFUSED',
  'FILE_NOT_COVERED',
  'SCOPE',
  'OTHER_PROCEEDINGS',
  'EXPIRED',
  'WITHDRAWN',
] as const;
export type UseFlaw = (typeof useFlaws)[number];

/**
 * Returns why an item may not be used as evidence; undefined when it may. The originator must consent (Directive (EU)
 * 2023/977 art. 1; UN Convention art. 18(19)).
 */
export function evidentialUse(
  item: CitedItem,
  consents: readonly GivenConsent[],
  use: EvidentialUse,
): UseFlaw | undefined {
  if (item.recalled) return 'ITEM_RECALLED';
  let nearest: UseFlaw = 'NO_CONSENT';
  for (const { document, withdrawn } of consents) {
    const flaw = flawOf(item, document, use) ?? (withdrawn ? 'WITHDRAWN' : undefined);
    if (flaw === undefined) return undefined;
    if (useFlaws.indexOf(flaw) > useFlaws.indexOf(nearest)) nearest = flaw;
  }
  return nearest;
}

function flawOf(item: CitedItem, consent: Document, use: EvidentialUse): UseFlaw | undefined {
  const { document, documentSha256 } = item;
  if (!isConsentOf(consent, document)) return 'NO_CONSENT';
  const { items, outcome, expiresAt } = consent.body;
  const named = items.find((each) => each.document === document.id);
  if (named?.sha256 !== documentSha256) return 'NO_CONSENT';
  if (outcome === 'REFUSED') return 'REFUSED';
  if (item.attachments.some((file) => !named.attachments.includes(file))) return 'FILE_NOT_COVERED';
  const flaw = scopeFlaw(consent.body, item.handling, use.proceedings);
  if (flaw !== undefined) return flaw;
  return expiresAt !== undefined && use.at > expiresAt ? 'EXPIRED' : undefined;
}

const isConsentOf = (
  consent: Document,
  { thread, from }: CitedItem['document'],
): consent is Document<'evidence-consent'> =>
  isKind(consent, 'evidence-consent') &&
  consent.thread === thread &&
  consent.from.state === from.state;

function scopeFlaw(
  { scope, proceedings }: Document<'evidence-consent'>['body'],
  { codes }: CitedItem['handling'],
  used: Proceedings,
): UseFlaw | undefined {
  switch (scope) {
    case 'ANY_CRIMINAL_PROCEEDINGS':
      return used.kind === 'OTHER' ? 'OTHER_PROCEEDINGS' : undefined;
    case 'NAMED_PROCEEDINGS':
      return proceedings !== undefined && sameProceedings(proceedings, used)
        ? undefined
        : 'OTHER_PROCEEDINGS';
    case 'INVESTIGATION':
      return used.kind !== 'INVESTIGATION' || codes.includes('H1') ? 'SCOPE' : undefined;
    default:
      return 'SCOPE';
  }
}
