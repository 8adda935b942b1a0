import type { CopyException, DocumentId } from '#kernel';
import type { Session } from '#access';
import type { DraftOf } from '#journal';
import { by, type ThreadRecord } from '#threads';
import type { ShownCopy } from './copying.model.js';

export const copied = (
  thread: ThreadRecord,
  document: DocumentId,
  { to, byRelease }: ShownCopy,
  session?: Session,
): DraftOf<'case.copied'> => ({
  typ: 'case.copied',
  ...by(thread, session),
  data: { side: thread.side, document, to, byRelease },
});

export const copyWithheld = (
  thread: ThreadRecord,
  document: DocumentId,
  exception: CopyException,
  session?: Session,
): DraftOf<'case.copy.withheld'> => ({
  typ: 'case.copy.withheld',
  ...by(thread, session),
  disclose: [{ name: 'exception', value: exception }],
  data: { side: thread.side, document },
});
