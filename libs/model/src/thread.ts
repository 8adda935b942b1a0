import { ModelError } from './errors.js';
import type { Document } from './document.js';
import { isKind } from './parse.js';
import { priorities, type Priority } from './lists.js';

/** States of a thread that both sides compute from the documents and acts they know. */
export const threadStates = [
  'SUBMITTED',
  'REGISTERED',
  'IN_PROGRESS',
  'ANSWERED_PARTIAL',
  'ANSWERED',
  'REFUSED',
  'WITHDRAWN',
] as const;
export type ThreadState = (typeof threadStates)[number];

/** Who may make an event happen: the State that asks or the one that is asked. */
export type Side = 'ASKING' | 'ASKED';

/** Documents of a thread and local acts that move it. */
export type ThreadEvent =
  'claim' | 'acknowledgement' | 'response-partial' | 'response-final' | 'refusal' | 'withdrawal';

export interface Transition {
  readonly from: readonly ThreadState[];
  readonly to: ThreadState;
  readonly by: Side;
}

/** The transition table. `claim` is an act of the asked side that sends nothing. */
export const transitions: Readonly<Record<ThreadEvent, readonly Transition[]>> = {
  claim: [
    { from: ['SUBMITTED', 'REGISTERED'], to: 'IN_PROGRESS', by: 'ASKED' },
    { from: ['ANSWERED_PARTIAL'], to: 'ANSWERED_PARTIAL', by: 'ASKED' },
  ],
  acknowledgement: [
    { from: ['SUBMITTED'], to: 'REGISTERED', by: 'ASKED' },
    { from: ['IN_PROGRESS'], to: 'IN_PROGRESS', by: 'ASKED' },
  ],
  'response-partial': [
    {
      from: ['SUBMITTED', 'REGISTERED', 'IN_PROGRESS', 'ANSWERED_PARTIAL'],
      to: 'ANSWERED_PARTIAL',
      by: 'ASKED',
    },
  ],
  'response-final': [
    {
      from: ['SUBMITTED', 'REGISTERED', 'IN_PROGRESS', 'ANSWERED_PARTIAL'],
      to: 'ANSWERED',
      by: 'ASKED',
    },
  ],
  refusal: [
    {
      from: ['SUBMITTED', 'REGISTERED', 'IN_PROGRESS', 'ANSWERED_PARTIAL'],
      to: 'REFUSED',
      by: 'ASKED',
    },
  ],
  withdrawal: [
    {
      from: ['SUBMITTED', 'REGISTERED', 'IN_PROGRESS', 'ANSWERED_PARTIAL'],
      to: 'WITHDRAWN',
      by: 'ASKING',
    },
  ],
};

/**
 * Refuses a table with a state that no event leads to, or with two rows of an event for one state and side (which of
 * them applied would depend on their order). Runs when this module is loaded.
 */
export function checkTransitions(
  table: Readonly<Record<string, readonly Transition[]>>,
  states: readonly ThreadState[],
): void {
  const seen = new Set<string>();
  for (const [event, rows] of Object.entries(table))
    for (const { from, by } of rows)
      for (const state of from) {
        const key = `${event} by ${by} from ${state}`;
        if (seen.has(key)) throw new Error(`two transitions: ${key}`);
        seen.add(key);
      }
  const reached = new Set<ThreadState>(states.slice(0, 1));
  const rows = Object.values(table).flat();
  for (let before = 0; before < reached.size;) {
    before = reached.size;
    for (const { from, to } of rows) if (from.some((state) => reached.has(state))) reached.add(to);
  }
  const lost = states.filter((state) => !reached.has(state));
  if (lost.length > 0) throw new Error(`no event leads to ${lost.join(', ')}`);
}

checkTransitions(transitions, threadStates);

/** The state after `event`; throws TRANSITION_NOT_ALLOWED. `by` is the side the event came from. */
export function nextState(state: ThreadState, event: ThreadEvent, by: Side): ThreadState {
  const row = transitions[event].find((t) => t.by === by && t.from.includes(state));
  if (row === undefined) throw new ModelError('TRANSITION_NOT_ALLOWED', `${event} while ${state}`);
  return row.to;
}

/** True for a state that nothing leads out of: the thread is closed. */
export const isFinal = (state: ThreadState): boolean =>
  !Object.values(transitions).some((rows) => rows.some(({ from }) => from.includes(state)));

/** The thread event a document stands for; null for the request that opens the thread. */
export function threadEvent(document: Document): ThreadEvent | null {
  switch (document.kind) {
    case 'request':
      return null;
    case 'response':
      return isKind(document, 'response') && document.body.final
        ? 'response-final'
        : 'response-partial';
    case 'acknowledgement':
    case 'refusal':
    case 'withdrawal':
      return document.kind;
  }
}

export function priorityOf(document: Document): Priority {
  if (!isKind(document, 'request')) return priorities.NORMAL;
  if (document.body.requestType === 'RISK_TO_LIFE') return priorities.RISK_TO_LIFE;
  return document.body.urgent ? priorities.URGENT : priorities.NORMAL;
}
