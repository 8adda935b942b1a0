import { citedItems, evidentialUse, type CitedItem, type GivenConsent } from './citing.model.js';
import { isKind, type DocumentId, phrase } from '#kernel';
import type { EvidenceItem } from './kinds/evidence-item.kind.js';
import { ExchangeError } from '#threads';
import type { Item, Rule } from '#capabilities/capability';
import { isGone, namedConsents, type EvidenceFacts } from './evidence.facts.js';
import { cited, consents, few } from './evidence.rules.js';
import { handlingIn } from '#capabilities/disclosure/recalls/recalls.facts';

const asks = { INTAKE: true, SEALING: true, FILING: true } as const;

function consentsOf({ document }: Item, facts: EvidenceFacts): readonly GivenConsent[] | Error {
  const given: GivenConsent[] = [];
  for (const { document: id } of namedConsents(document)) {
    const record = facts.records.get(id);
    const words = record === undefined || record.withdrawnFromUse ? undefined : facts.said.get(id);
    if (words instanceof Error) return words;
    if (record !== undefined && words !== undefined)
      given.push({ document: words, withdrawn: isGone(facts, record) });
  }
  return given;
}

function usedItem(
  { document: id, attachments }: EvidenceItem,
  { thread }: Item,
  facts: EvidenceFacts,
): CitedItem | Error | undefined {
  const record = facts.records.get(id);
  if (record === undefined || isGone(facts, record)) return undefined;
  const said = (each: DocumentId) => facts.said.get(each);
  const handling = handlingIn({ recalls: facts.recalls.get(thread.id) ?? [], said }, id);
  const document = said(id);
  if (handling instanceof Error) return handling;
  if (document instanceof Error) return document;
  if (handling === undefined || document === undefined) return undefined;
  const { documentSha256 } = record;
  return { ...{ document, documentSha256, attachments, handling }, recalled: false };
}

interface UsedItem {
  readonly place: number;
  readonly item: CitedItem | undefined;
}

function usedItems(item: Item, facts: EvidenceFacts): readonly UsedItem[] | Error {
  const used: UsedItem[] = [];
  for (const [place, cited] of citedItems(item.document).entries()) {
    if (facts.records.get(cited.document)?.direction === item.direction) continue;
    const found = usedItem(cited, item, facts);
    if (found instanceof Error) return found;
    used.push({ place, item: found });
  }
  return used;
}

function requireUsable(item: Item, facts: EvidenceFacts): Error | undefined {
  const { document, at } = item;
  if (!isKind(document, 'formal-request')) return undefined;
  const used = usedItems(item, facts);
  if (!(used instanceof Error) && used.length === 0) return undefined;
  const consents = consentsOf(item, facts);
  if (consents instanceof Error) return consents;
  if (used instanceof Error) return used;
  const use = { proceedings: document.body.proceedings, at };
  for (const { place, item: cited } of used) {
    const flaw = cited === undefined ? 'ITEM_RECALLED' : evidentialUse(cited, consents, use);
    if (flaw === undefined) continue;
    const path = `/body/informalExchangeRefs/${place}`;
    return new ExchangeError('EVIDENCE_CONSENT_NEEDED', phrase`${path}: ${flaw}`);
  }
  return undefined;
}

/** Rules for a formal request, applied at intake, sealing and filing, because a consent may end in between. */
export const formalRequestRules: readonly Rule<EvidenceFacts>[] = [
  { ...few, asks },
  { ...cited, asks },
  { ...consents, asks },
  {
    ...{ name: 'requireUsable', codes: ['EVIDENCE_CONSENT_NEEDED'] },
    ...{ asks, judge: requireUsable },
  },
];
