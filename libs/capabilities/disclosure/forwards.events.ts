import type { Document, DocumentId, StateCode } from '#kernel';
import { type ThreadRecord, by } from '#threads';
import type { Session } from '#access';
import type { DraftOf } from '#journal';

/** Releases and what is handed on by them, in the log's own words. */

export const releaseAsked = (
  thread: ThreadRecord,
  { id, from, body }: Document<'forward-consent-request'>,
  session?: Session,
): DraftOf<'release.asked'> => ({
  typ: 'release.asked',
  ...by(thread, session),
  data: {
    document: id,
    item: body.item,
    by: from.state,
    recipient: body.recipient.state,
    until: body.until,
  },
});

export const releaseAnswered = (
  thread: ThreadRecord,
  { id, from, inReplyTo, body }: Document<'forward-consent'>,
  session?: Session,
): DraftOf<'release.answered'> => ({
  typ: 'release.answered',
  ...by(thread, session),
  data: {
    document: id,
    request: inReplyTo,
    item: body.item,
    outcome: body.outcome,
    by: from.state,
    recipient: body.recipient.state,
    until: body.until,
  },
});

/** `thread`: of the forward, or of the release that holds another State's. */
export const itemForwarded = (
  thread: ThreadRecord,
  forward: Document,
  item: { readonly id: DocumentId; readonly originator: StateCode },
  session?: Session,
): DraftOf<'item.forwarded'> => ({
  typ: 'item.forwarded',
  ...by(thread, session),
  data: {
    document: item.id,
    forward: forward.id,
    originator: item.originator,
    through: forward.from.state,
    to: forward.to.state,
  },
});
