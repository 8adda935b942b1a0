import { isTermWatched, type Term, type ThreadState } from '#kernel';

/** Alert of a term, told to both States: it nears its end, it has ended. */
export interface TermAlert {
  readonly alert: 'TERM_ENDING' | 'TERM_ENDED';
  /** 1 once it was extended: its new end has alarms of its own. */
  readonly level: 0 | 1;
}

/** As a row is asked for it. */
export const termKey = ({ alert, level }: TermAlert): string => `${alert} ${level}`;

/** A term, the state of its thread, and what is recorded of it. */
interface Watched {
  readonly term: Term | null;
  readonly state: ThreadState;
  readonly recorded: readonly string[];
}

/**
 * The alert that is due now, once for each end, and when to look again; null: never. Who looks after the end records the end alone.
 * Pure.
 */
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
