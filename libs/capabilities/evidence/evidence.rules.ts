import { citedItems, mostEvidenceOfKind, unaskedMember } from './citing.model.js';
import { isKind, type Document, type DocumentId, type DocumentKind, phrase } from '#kernel';
import { mayBeEvidence } from './evidence-replies.model.js';
import type { EvidenceItem } from './kinds/evidence-item.kind.js';
import { ThreadsError, ExchangeError, type DispatchHead } from '#threads';
import { beforeItIsFiled, type Consequence, type Item, type Rule } from '#capabilities/capability';
import { consentWithdrawn, evidenceEvents } from './evidence.events.js';
import {
  isGone,
  namedConsents,
  standsAlone,
  type EvidenceFacts,
  type WithdrawalFacts,
} from './evidence.facts.js';
import type { NewMark } from './evidence.rows.js';

const asks = beforeItIsFiled;
const asksOthers = {
  ...asks,
  SEALING:
    'The sealer judges a formal request again, for a consent may be over since; every other document about evidence stands.',
} as const;

const citedBy: Readonly<Partial<Record<DocumentKind, { path: string; by?: 'own' | 'other' }>>> = {
  'evidence-consent-request': { path: '/body/items', by: 'other' },
  'evidence-consent': { path: '/body/items', by: 'own' },
  'exculpatory-notice': { path: '/body/item' },
  'formal-request-draft': { path: '/body/informalExchangeRefs' },
  'formal-request': { path: '/body/informalExchangeRefs' },
  'formal-answer': { path: '/body/items', by: 'own' },
};

function requireFewOfKind(
  { document, thread }: Item,
  { besides }: EvidenceFacts,
): Error | undefined {
  const said = besides
    .get(thread.id)
    ?.find((each) => each.document === document.id && each.kind === document.kind);
  if (said !== undefined && said.many < mostEvidenceOfKind) return undefined;
  return new ExchangeError(
    'EVIDENCE_IMPOSSIBLE',
    phrase`${mostEvidenceOfKind} in this thread already`,
  );
}

function isCitable(record: DispatchHead, { document, thread, direction }: Item): boolean {
  const by = citedBy[document.kind]?.by;
  const isBy = by === undefined || (record.direction === direction) === (by === 'own');
  return record.thread === thread.id && mayBeEvidence(record.kind) && isBy;
}

function itemFlaw(
  cited: EvidenceItem,
  item: Item,
  { records, said }: EvidenceFacts,
): '' | '/sha256' | '/attachments' | Error | undefined {
  const record = records.get(cited.document);
  if (record === undefined || !isCitable(record, item)) return '';
  if (record.documentSha256 !== cited.sha256) return '/sha256';
  if (cited.attachments.length === 0 || record.withdrawnFromUse) return undefined;
  const words = said.get(record.id);
  if (words instanceof Error) return words;
  const files = words?.attachments.map(({ sha256 }) => sha256) ?? [];
  return cited.attachments.every((file) => files.includes(file)) ? undefined : '/attachments';
}

function requireCited(item: Item, facts: EvidenceFacts): Error | undefined {
  const path = citedBy[item.document.kind]?.path ?? '';
  for (const [i, cited] of citedItems(item.document).entries()) {
    const flaw = itemFlaw(cited, item, facts);
    if (flaw instanceof Error) return flaw;
    if (flaw !== undefined)
      return new ExchangeError('EVIDENCE_IMPOSSIBLE', phrase`${path}/${i}${flaw}`);
  }
  return undefined;
}

function requireStanding({ document }: Item, facts: EvidenceFacts): Error | undefined {
  if (isKind(document, 'evidence-consent') && document.body.outcome === 'REFUSED') return undefined;
  const at = citedItems(document).findIndex((cited) => {
    const record = facts.records.get(cited.document);
    return record === undefined || isGone(facts, record);
  });
  return at < 0
    ? undefined
    : new ExchangeError('EVIDENCE_IMPOSSIBLE', phrase`/body/items/${at}: recalled`);
}

function theirs(
  { document: { inReplyTo }, direction }: Item,
  { records }: EvidenceFacts,
  kind: DocumentKind,
): DispatchHead | undefined {
  const record = inReplyTo === null ? undefined : records.get(inReplyTo);
  return record?.kind === kind && record.direction !== direction ? record : undefined;
}

function wordsOf<K extends DocumentKind>(
  id: DocumentId,
  kind: K,
  { said }: EvidenceFacts,
): Document<K> | Error | undefined {
  const words = said.get(id);
  if (words === undefined || words instanceof Error) return words;
  return isKind(words, kind) ? words : undefined;
}

function requireAskedConsent(item: Item, facts: EvidenceFacts): Error | undefined {
  const { document, thread } = item;
  if (!isKind(document, 'evidence-consent') || standsAlone(document)) return undefined;
  const asked = theirs(item, facts, 'evidence-consent-request');
  if (asked === undefined) return new ExchangeError('PARENT_MISMATCH', 'inReplyTo');
  const given = facts.answers.get(thread.id) ?? [];
  if (given.some((each) => each.asked === asked.id && each.answer !== document.id))
    return new ThreadsError('EVIDENCE_ANSWERED');
  const request = wordsOf(asked.id, 'evidence-consent-request', facts);
  if (request instanceof Error) return request;
  const member = request === undefined ? 'items' : unaskedMember(request, document);
  return member && new ExchangeError('EVIDENCE_IMPOSSIBLE', phrase`/body/${member}`);
}

function requireNotice(item: Item, facts: EvidenceFacts): Error | undefined {
  const { document } = item;
  if (!isKind(document, 'exculpatory-notice')) return undefined;
  if (document.body.stage !== 'CONSULTATION_REQUESTED') return undefined;
  const answered = theirs(item, facts, 'exculpatory-notice');
  if (answered === undefined) return new ExchangeError('PARENT_MISMATCH', 'inReplyTo');
  const notice = wordsOf(answered.id, 'exculpatory-notice', facts);
  if (notice instanceof Error) return notice;
  return notice?.body.item === document.body.item
    ? undefined
    : new ExchangeError('EVIDENCE_IMPOSSIBLE', '/body/item');
}

function requireAnswer(
  { document: { inReplyTo }, direction }: Item,
  { records }: EvidenceFacts,
): Error | undefined {
  const asked = inReplyTo === null ? undefined : records.get(inReplyTo);
  const isTheirs = asked !== undefined && asked.direction !== direction;
  return isTheirs ? undefined : new ExchangeError('PARENT_MISMATCH', 'inReplyTo');
}

function requireConsents(
  { document, thread, direction }: Item,
  { records, lost }: EvidenceFacts,
): Error | undefined {
  const named = namedConsents(document);
  for (const [i, { document: id, sha256 }] of named.entries()) {
    const record = records.get(id);
    const isOne =
      record?.thread === thread.id &&
      record.kind === 'evidence-consent' &&
      record.direction !== direction;
    if (!isOne || record.documentSha256 !== sha256)
      return new ExchangeError('EVIDENCE_IMPOSSIBLE', phrase`/body/consentRefs/${i}`);
  }
  const at = direction === 'IN' ? named.findIndex((each) => lost.has(each.document)) : -1;
  if (at < 0) return undefined;
  return new ExchangeError('EVIDENCE_IMPOSSIBLE', phrase`/body/consentRefs/${at}: it never stood`);
}

/** Requires the text `effect` if and only if a recall withdraws a consent to evidential use. */
function requireEffect({ document }: Item, { records }: WithdrawalFacts): Error | undefined {
  if (!isKind(document, 'recall') || document.body.what !== 'RECALL') return undefined;
  const isConsent = document.body.items.some((id) => records.get(id)?.kind === 'evidence-consent');
  return isConsent === (document.body.effect !== undefined)
    ? undefined
    : new ExchangeError('CONSENT_EFFECT');
}

type Judging = Omit<Rule<EvidenceFacts>, 'asks'>;
const codes = ['EVIDENCE_IMPOSSIBLE'] as const;

export const few: Judging = { name: 'requireFewOfKind', codes, judge: requireFewOfKind };
export const cited: Judging = { name: 'requireCited', codes, judge: requireCited };
export const consents: Judging = { name: 'requireConsents', codes, judge: requireConsents };

export const evidenceRules: readonly Rule<EvidenceFacts>[] = [
  { ...few, asks: asksOthers },
  {
    ...{ name: 'requireAnswer', kinds: ['formal-answer'], codes: ['PARENT_MISMATCH'] },
    ...{ asks, judge: requireAnswer },
  },
  {
    ...cited,
    kinds: [
      'evidence-consent-request',
      'evidence-consent',
      'exculpatory-notice',
      'formal-request-draft',
      'formal-answer',
    ],
    asks: asksOthers,
  },
  {
    name: 'requireStanding',
    kinds: ['evidence-consent-request', 'evidence-consent', 'formal-answer'],
    codes: ['EVIDENCE_IMPOSSIBLE'],
    ...{ asks, judge: requireStanding },
  },
  {
    ...{ name: 'requireAskedConsent', kinds: ['evidence-consent'] },
    codes: ['PARENT_MISMATCH', 'EVIDENCE_ANSWERED', 'EVIDENCE_IMPOSSIBLE'],
    ...{ asks, judge: requireAskedConsent },
  },
  {
    ...{ name: 'requireNotice', kinds: ['exculpatory-notice'] },
    codes: ['PARENT_MISMATCH', 'EVIDENCE_IMPOSSIBLE'],
    ...{ asks, judge: requireNotice },
  },
  { ...consents, kinds: ['formal-request-draft'], asks: asksOthers },
];

export function decideEvidence({
  document,
  thread,
  direction,
  session,
}: Item): Consequence<NewMark> {
  const drafts = evidenceEvents(thread, document, session);
  if (!isKind(document, 'exculpatory-notice')) return { drafts };
  const { item, stage } = document.body;
  return stage === 'CONSULTATION_REQUESTED'
    ? { drafts }
    : { effect: { thread, item, direction, notice: document.id }, drafts };
}

export const withdrawalRules: readonly Rule<WithdrawalFacts>[] = [
  { name: 'requireEffect', codes: ['CONSENT_EFFECT'], asks, judge: requireEffect },
];

export function decideWithdrawal(
  { document, thread, session }: Item,
  { records }: WithdrawalFacts,
): Consequence<never> {
  if (!isKind(document, 'recall') || document.body.effect === undefined) return { drafts: [] };
  const consents = document.body.items.filter((id) => records.get(id)?.kind === 'evidence-consent');
  return { drafts: consents.map((id) => consentWithdrawn(thread, document, id, session)) };
}
