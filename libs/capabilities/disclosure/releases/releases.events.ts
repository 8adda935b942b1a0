import type { Document } from '#kernel';
import { type ThreadRecord, by } from '#threads';
import type { Session } from '#access';
import type { DraftOf } from '#journal';

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
