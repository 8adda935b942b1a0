import { citedItems } from './citing.model.js';
import { isKind, type Document, type DocumentId } from '#kernel';
import { type ThreadRecord, by, caseOf } from '#threads';
import type { Session } from '#access';
import type { Draft, DraftOf } from '#journal';

export function evidenceEvents(
  thread: ThreadRecord,
  document: Document,
  session?: Session,
): Draft[] {
  const base = by(thread, session);
  const items = citedItems(document).map((item) => item.document);
  const said = { document: document.id, by: document.from.state };
  const request = document.inReplyTo;
  if (isKind(document, 'evidence-consent-request'))
    return [{ typ: 'consent.requested', ...base, data: { ...said, items } }];
  if (isKind(document, 'evidence-consent')) return [consentGiven(thread, document, session)];
  if (isKind(document, 'exculpatory-notice')) {
    const { item, stage } = document.body;
    return [{ typ: 'notice.exculpatory', ...base, data: { ...said, item, stage } }];
  }
  if (isKind(document, 'central-authority-notice'))
    return [{ typ: 'ca.informed', ...base, data: said }];
  if (isKind(document, 'formal-request') || isKind(document, 'formal-request-draft')) {
    const draft = document.kind === 'formal-request-draft';
    return [{ typ: 'formal.requested', ...base, data: { ...said, items, draft } }];
  }
  if (!isKind(document, 'formal-answer')) return [];
  const { outcome } = document.body;
  return [{ typ: 'formal.answered', ...base, data: { ...said, items, request, outcome } }];
}

function consentGiven(
  thread: ThreadRecord,
  document: Document<'evidence-consent'>,
  session?: Session,
): Draft {
  const { outcome, scope, expiresAt = null } = document.body;
  const items = citedItems(document).map((item) => item.document);
  const asked = document.inReplyTo;
  const request = asked !== null && !items.includes(asked) ? asked : null;
  const base = by(thread, session);
  const data = { document: document.id, by: document.from.state, items, request };
  return outcome === 'REFUSED' || scope === undefined
    ? { typ: 'consent.refused', ...base, data }
    : { typ: 'consent.granted', ...base, data: { ...data, outcome, scope, until: expiresAt } };
}

export const consentWithdrawn = (
  thread: ThreadRecord,
  { id: recall, from }: Document<'recall'>,
  consent: DocumentId,
  session?: Session,
): DraftOf<'consent.withdrawn'> => ({
  typ: 'consent.withdrawn',
  ...by(thread, session),
  data: { document: consent, recall, by: from.state },
});

export const itemExculpatory = (
  thread: ThreadRecord,
  item: DocumentId,
  session: Session,
): DraftOf<'item.exculpatory'> => ({
  typ: 'item.exculpatory',
  ...by(thread, session),
  data: { document: item },
});

export const noticeOwed = (
  thread: ThreadRecord,
  document: DocumentId,
  late: Omit<DraftOf<'ca.owed'>['data'], 'document'>,
): DraftOf<'ca.owed'> => ({
  typ: 'ca.owed',
  case: caseOf(thread),
  data: { document, ...late },
});
