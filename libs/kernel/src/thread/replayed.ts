import type { ClockAct } from '../clock/clock.js';
import { isCoded } from '../errors.js';
import { opensThread, type DocumentKind } from '../documents/kinds.js';
import type { ThreadType } from '../documents/request-types.js';
import {
  allTransitions,
  nextState,
  type Side,
  type ThreadEvent,
  type ThreadState,
  type Transition,
} from './thread.js';

export interface SaidInThread {
  readonly by: Side;
  readonly kind: DocumentKind;
  readonly act: ClockAct['act'] | null;
}

function eventOf({ kind, act }: SaidInThread): ThreadEvent | null {
  if (opensThread(kind)) return null;
  if (kind === 'response') return act === 'STOP' ? 'response-final' : 'response-partial';
  if (kind === 'refusal') return act === 'STOP' ? 'refusal' : 'refusal-part';
  if (kind === 'delay-notice') return act === 'EXTEND' ? 'delay-authorisation' : 'delay-notice';
  return kind;
}

const tables: readonly Readonly<Record<string, readonly Transition[] | undefined>>[] =
  allTransitions;

export const movesThread = (kind: DocumentKind): boolean =>
  (['STOP', 'EXTEND', null] as const).some((act) => {
    const event = eventOf({ by: 'ASKED', kind, act });
    return event !== null && tables.some((table) => table[event]?.some(({ to }) => to !== 'SAME'));
  });

/** Computes a thread's state from its documents in order of arrival. Ignores documents that the state reached so far forbids. */
export function replayed(
  requestType: ThreadType,
  said: readonly SaidInThread[],
  claimed: boolean,
): ThreadState {
  const step = (state: ThreadState, event: ThreadEvent, by: Side): ThreadState => {
    try {
      return nextState({ requestType, state }, event, by, true);
    } catch (error) {
      if (!isCoded(error)) throw error;
      return state;
    }
  };
  const state = said.reduce<ThreadState>((now, each) => {
    const event = eventOf(each);
    return event === null ? now : step(now, event, each.by);
  }, 'SUBMITTED');
  return claimed ? step(state, 'claim', 'ASKED') : state;
}
