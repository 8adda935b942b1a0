import type { EvidenceItem } from '#capabilities/evidence/kinds/evidence-item.kind';
import { leafIn } from '#package';
import {
  isKind,
  parseSha256,
  parseTimestamp,
  type DocumentId,
  type MessageId,
  type Sha256,
  type Timestamp,
} from '#kernel';
import { leafHash } from '#tlog';
import type { AskedRecord, NamedConsent } from './custody-record.facts.js';
import type { PlacedEntry } from './custody-record.rows.js';
import {
  custodyRecordLimits,
  givenTypes,
  type PackageAsk,
  summarizedTypes,
  type AccessSummary,
} from './custody-record.schema.js';

export const mostGivenADay = 2 * custodyRecordLimits.parts;

function coveredBy({ document, takenBack }: NamedConsent, now: Timestamp): readonly EvidenceItem[] {
  if (!isKind(document, 'evidence-consent') || takenBack.has(document.id)) return [];
  const { outcome, custodyRecord, expiresAt, items } = document.body;
  const isOver = expiresAt !== undefined && now > expiresAt;
  return outcome === 'REFUSED' || custodyRecord !== true || isOver ? [] : items;
}

/**
 * Returns the requested documents if one valid consent covers the log entries of all, else undefined. Returns undefined
 * after `mostGivenADay` answer parts within 24 hours.
 */
export function coveredDocuments(
  { consentSha256, items }: Pick<PackageAsk, 'consentSha256' | 'items'>,
  { consent, given, now }: AskedRecord,
): readonly DocumentId[] | undefined {
  if (consent?.sha256 !== consentSha256 || given >= mostGivenADay) return undefined;
  const named = coveredBy(consent, now).filter(({ sha256 }) => items.includes(sha256));
  const isWhole = items.every((item) => named.some(({ sha256 }) => sha256 === item));
  if (!isWhole || named.some((item) => consent.takenBack.has(item.document))) return undefined;
  return named.map((item) => item.document);
}

export interface RecordSubject {
  readonly documents: ReadonlySet<DocumentId>;
  readonly messages: ReadonlySet<MessageId>;
  readonly consent: DocumentId;
  readonly request: DocumentId | null;
}

export interface SaidEntry {
  readonly event: string;
  readonly index: number;
  readonly hash: Sha256;
  readonly leaf: Uint8Array | null;
  readonly summary: AccessSummary | null;
}

type Data = Readonly<Record<string, unknown>>;

const has = (set: ReadonlySet<string>, value: unknown): boolean =>
  typeof value === 'string' && set.has(value);

const oneOf = <T extends string>(types: readonly T[], typ: string): T | undefined =>
  types.find((each) => each === typ);

function isSummarized(typ: AccessSummary['typ'], data: Data, about: RecordSubject): boolean {
  if (typ === 'consent.granted') return data['document'] === about.consent;
  if (typ === 'consent.requested') return data['document'] === about.request;
  return has(about.documents, data['document']);
}

const isGiven = (data: Data, about: RecordSubject): boolean =>
  has(about.documents, data['document']) || has(about.messages, data['messageId']);

const codeOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const roleOf = (actor: unknown): string | null =>
  typeof actor === 'object' && actor !== null && 'role' in actor ? codeOf(actor.role) : null;

/**
 * Returns the log entries for an answer: whole leaves first, then entries of `summarizedTypes` with no more than type, time, role
 * and purpose.
 */
export function saidEntries(leaves: readonly PlacedEntry[], about: RecordSubject): SaidEntry[] {
  const found = leaves.flatMap(({ event, index, leaf: bytes }): SaidEntry[] => {
    const { read, said } = leafIn(bytes, index) ?? {};
    if (read === undefined || said === undefined) return [];
    const { actor } = said.whole;
    const hash = parseSha256(Buffer.from(leafHash(bytes)).toString('hex'));
    const isNameless = read.case === undefined && actor === undefined;
    if (oneOf(givenTypes, read.typ) !== undefined && isNameless && isGiven(said.data, about))
      return [{ event, index, hash, leaf: bytes, summary: null }];
    const typ = oneOf(summarizedTypes, read.typ);
    if (typ === undefined || !isSummarized(typ, said.data, about)) return [];
    const purpose = codeOf(said.data['purpose']);
    const summary = { typ, at: parseTimestamp(read.emit), role: roleOf(actor), purpose };
    return [{ event, index, hash, leaf: null, summary }];
  });
  return found
    .sort((a, b) => Number(a.summary !== null) - Number(b.summary !== null) || a.index - b.index)
    .slice(0, custodyRecordLimits.ofPackage);
}

export const partsOf = (entries: readonly unknown[]): number =>
  Math.max(1, Math.ceil(entries.length / custodyRecordLimits.leaves));

export const entriesOfPart = <T>(entries: readonly T[], part: number): T[] =>
  entries.slice(part * custodyRecordLimits.leaves, (part + 1) * custodyRecordLimits.leaves);
