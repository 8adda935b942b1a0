import type { Document, DocumentId, StateCode } from '#kernel';
import { type ThreadRecord, by } from '#threads';
import type { Session } from '#access';
import type { DraftOf } from '#journal';

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
