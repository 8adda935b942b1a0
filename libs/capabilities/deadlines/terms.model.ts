import { isTermWatched, type Term, type ThreadState } from '#kernel';

export interface TermAlert {
  readonly alert: 'TERM_ENDING' | 'TERM_ENDED';
  readonly level: 0 | 1;
}

export const termKey = ({ alert, level }: TermAlert): string => `${alert} ${level}`;

interface Watched {
  readonly term: Term | null;
  readonly state: ThreadState;
  readonly recorded: readonly string[];
}

/** Returns the alert to record now and the next check time, each null for none. */
export function termLook(
  { term, state, recorded }: Watched,
  now: Date,
): { readonly due: TermAlert | null; readonly again: Date | null } {
  if (term === null || !isTermWatched(state)) return { due: null, again: null };
  const [alarmAt, endsAt] = [new Date(term.alarmAt), new Date(term.endsAt)];
  const level = term.extended ? 1 : 0;
  const isNew = (alert: TermAlert): TermAlert | null =>
    recorded.includes(termKey(alert)) ? null : alert;
  if (endsAt <= now) return { due: isNew({ alert: 'TERM_ENDED', level }), again: null };
  if (alarmAt > now) return { due: null, again: alarmAt };
  return { due: isNew({ alert: 'TERM_ENDING', level }), again: endsAt };
}
