import { clockAct, type Document, type Term } from '#kernel';
import { by, caseOf, type ThreadRecord } from '#threads';
import type { Session } from '#access';
import type { DraftOf } from '#journal';
import type { TermAlert } from './terms.model.js';

export const termPassed = (
  thread: ThreadRecord,
  { endsAt, extended }: Term,
  alert: TermAlert['alert'],
): DraftOf<'term.ending' | 'term.ended'> => ({
  typ: alert === 'TERM_ENDING' ? 'term.ending' : 'term.ended',
  case: caseOf(thread),
  data: { side: thread.side, endsAt, extended },
});

export function termExtended(
  thread: ThreadRecord,
  document: Document,
  session?: Session,
): DraftOf<'term.extended'>[] {
  const act = clockAct(document);
  if (act?.act !== 'PROLONG') return [];
  const data = { document: document.id, by: document.from.state, endsAt: act.until };
  return [{ typ: 'term.extended', ...by(thread, session), data }];
}
