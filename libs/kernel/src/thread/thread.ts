import { KernelError } from '../errors.js';
import type { Document } from '../documents/document.js';
import {
  evidentialKinds,
  type EvidentialKind,
} from '#capabilities/evidence/evidential-kinds.model';
import { isKind, isOpening } from '../documents/is-kind.js';
import type { Kind } from '../documents/kind.js';
import { priorities, type Priority } from '../lists.js';
import {
  documentKinds,
  kinds,
  opensThread,
  type DocumentKind,
  type OpeningKind,
} from '../documents/kinds.js';
import { requestTypeNames, type ThreadType } from '../documents/request-types.js';
import {
  openStates as open,
  threadStates,
  waitingStates as waiting,
  workingStates as working,
  type Side,
  type ThreadState,
} from './thread-states.js';

export {
  endedStates,
  isEnded,
  sides,
  threadStates,
  type Side,
  type ThreadState,
} from './thread-states.js';

/** Documents of a thread and local acts that move it. */
export type ThreadEvent =
  | 'claim'
  | 'delay-authorisation'
  | 'response-partial'
  | 'response-final'
  | 'refusal-part'
  | Exclude<DocumentKind, OpeningKind | 'response'>;

export interface Transition {
  readonly from: readonly ThreadState[];
  /** `SAME`: whatever it was. */
  readonly to: ThreadState | 'SAME';
  readonly by: Side;
  /** Only for a document of the other side that crossed one of ours: nobody may begin it here. */
  readonly crossing?: true;
}

type Rows = readonly Transition[];
type Table = Readonly<Record<ThreadEvent, Rows>>;

type OfOriginators =
  | 'recall'
  | 'correction'
  | 'recall-answer'
  | 'forward-consent-request'
  | 'forward-consent'
  | EvidentialKind;

/** Of either side, in whatever state, and it changes none. */
const anyTime = (from: readonly ThreadState[]): Rows =>
  (['ASKING', 'ASKED'] as const).map((by) => ({ from, to: 'SAME', by }) as const);

/** The originator's right does not end with the request, and what becomes evidence does so later. */
const ofOriginators = (from: readonly ThreadState[]): Pick<Table, OfOriginators> => {
  const rows = anyTime(from);
  return {
    recall: rows,
    correction: rows,
    'recall-answer': rows,
    'forward-consent-request': rows,
    'forward-consent': rows,
    ...(Object.fromEntries(evidentialKinds.map((kind) => [kind, rows])) as Record<
      EvidentialKind,
      Rows
    >),
  };
};

/** A document of the asked side, also from where it is still open whether a question is answered. */
const asked = (to: Transition['to'], crossed: readonly ThreadState[] = ['WITHDRAWN']): Rows => [
  { from: [...waiting, ...working], to, by: 'ASKED' },
  { from: ['CLARIFICATION_REQUESTED'], to: 'SAME', by: 'ASKED' },
  // Withdrawn, or closed, while it was on its way here.
  { from: crossed, to: 'SAME', by: 'ASKED', crossing: true },
];

/** An answer that crossed a withdrawal is an answer. */
const answering = (from: readonly ThreadState[], to: ThreadState): Rows => [
  { from, to, by: 'ASKED' },
  { from: ['WITHDRAWN'], to, by: 'ASKED', crossing: true },
];

/**
 * The transition table of a request. `claim` is an act of the asked side that sends nothing. Documents of the two sides
 * can cross on the way; the rows marked so make both sides agree again on whether the request is open, and on whether a
 * question waits for its answer.
 */
const ofRequest: Partial<Table> = {
  claim: [
    { from: waiting, to: 'IN_PROGRESS', by: 'ASKED' },
    // What was answered may still be added to, by whoever has it then.
    { from: [...working, 'CLARIFICATION_REQUESTED', 'ANSWERED'], to: 'SAME', by: 'ASKED' },
  ],
  acknowledgement: [
    { from: ['SUBMITTED', 'TRANSFERRED'], to: 'REGISTERED', by: 'ASKED' },
    { from: ['REGISTERED', ...working, 'CLARIFICATION_REQUESTED'], to: 'SAME', by: 'ASKED' },
    { from: ['WITHDRAWN'], to: 'SAME', by: 'ASKED', crossing: true },
  ],
  // One question at a time: which answer belongs to which is then never in doubt.
  'clarification-question': [
    { from: [...waiting, ...working], to: 'CLARIFICATION_REQUESTED', by: 'ASKED' },
    { from: ['WITHDRAWN'], to: 'SAME', by: 'ASKED', crossing: true },
  ],
  clarification: [
    { from: ['CLARIFICATION_REQUESTED'], to: 'CLARIFIED', by: 'ASKING' },
    { from: ['ANSWERED', 'REFUSED'], to: 'SAME', by: 'ASKING', crossing: true },
  ],
  'delay-notice': asked('SAME'),
  'delay-authorisation': asked('AUTHORISATION_PENDING'),
  'response-partial': [
    ...asked('ANSWERED_PARTIAL', ['WITHDRAWN', 'CLOSED']),
    { from: ['ANSWERED'], to: 'SAME', by: 'ASKED' },
  ],
  'response-final': [
    ...answering([...open, 'ANSWERED'], 'ANSWERED'),
    { from: ['CLOSED'], to: 'SAME', by: 'ASKED', crossing: true },
  ],
  'refusal-part': asked('ANSWERED_PARTIAL'),
  refusal: answering(open, 'REFUSED'),
  // Whether a question waits does not change with whom it is answered to.
  'transfer-notice': asked('TRANSFERRED'),
  withdrawal: [
    { from: open, to: 'WITHDRAWN', by: 'ASKING' },
    // Answered before it came.
    { from: ['ANSWERED', 'REFUSED'], to: 'SAME', by: 'ASKING', crossing: true },
  ],
  feedback: [{ from: ['ANSWERED', 'REFUSED'], to: 'CLOSED', by: 'ASKING' }],
  ...ofOriginators(threadStates),
};

const placeOf = (kind: DocumentKind) => (kinds[kind] as Kind<unknown>).place;

/** The rows of a kind that has its place in threads of some types. */
function placed(kind: DocumentKind): Rows {
  const { by = [], states = threadStates, crossing = [] } = placeOf(kind) ?? {};
  return by.flatMap((side): Rows => [
    { from: states, to: 'SAME', by: side },
    ...(crossing.length > 0
      ? [{ from: crossing, to: 'SAME', by: side, crossing: true } as const]
      : []),
  ]);
}

/** A request, and what is said in threads of its type alone. Whether it may be said, rules say beside the table. */
const withPlaced = (type: ThreadType): Partial<Table> => ({
  ...ofRequest,
  ...Object.fromEntries(
    documentKinds
      .filter((kind) => placeOf(kind)?.types.includes(type) === true)
      .map((kind) => [kind, placed(kind)]),
  ),
});

const byType = new Map(requestTypeNames.map((type) => [type as ThreadType, withPlaced(type)]));

/** The states that information comes to. */
const told = [...waiting, 'IN_PROGRESS', 'WITHDRAWN', 'CLOSED'] as const;

/** Of information that nobody asked for: it is taken up, perhaps withdrawn, and what it was good for is told. */
const ofInformation: Partial<Table> = {
  claim: [
    { from: waiting, to: 'IN_PROGRESS', by: 'ASKED' },
    { from: ['IN_PROGRESS'], to: 'SAME', by: 'ASKED' },
  ],
  acknowledgement: [
    { from: ['SUBMITTED', 'TRANSFERRED'], to: 'REGISTERED', by: 'ASKED' },
    { from: ['REGISTERED', 'IN_PROGRESS'], to: 'SAME', by: 'ASKED' },
    { from: ['WITHDRAWN'], to: 'SAME', by: 'ASKED', crossing: true },
  ],
  'transfer-notice': [
    { from: [...waiting, 'IN_PROGRESS'], to: 'TRANSFERRED', by: 'ASKED' },
    { from: ['WITHDRAWN'], to: 'SAME', by: 'ASKED', crossing: true },
  ],
  withdrawal: [
    { from: [...waiting, 'IN_PROGRESS'], to: 'WITHDRAWN', by: 'ASKING' },
    { from: ['CLOSED'], to: 'SAME', by: 'ASKING', crossing: true },
  ],
  feedback: [
    { from: [...waiting, 'IN_PROGRESS'], to: 'CLOSED', by: 'ASKED' },
    { from: ['WITHDRAWN'], to: 'CLOSED', by: 'ASKED', crossing: true },
  ],
  ...ofOriginators(told),
};

/** Of what one data protection officer asks another: it is answered, anew where that was wrong, or needs no answer any more. */
const ofDataSubject: Partial<Table> = {
  'data-subject-answer': [
    { from: ['SUBMITTED'], to: 'ANSWERED', by: 'ASKED' },
    { from: ['ANSWERED'], to: 'SAME', by: 'ASKED' },
    { from: ['WITHDRAWN'], to: 'ANSWERED', by: 'ASKED', crossing: true },
  ],
  'data-subject-withdrawal': [
    { from: ['SUBMITTED'], to: 'WITHDRAWN', by: 'ASKING' },
    { from: ['ANSWERED'], to: 'SAME', by: 'ASKING', crossing: true },
  ],
};

/** The table of a thread. */
export function transitionsOf(type: ThreadType): Partial<Table> {
  if (type === 'SPONTANEOUS_INFORMATION') return ofInformation;
  if (type === 'DATA_SUBJECT_REQUEST') return ofDataSubject;
  return byType.get(type) ?? ofRequest;
}

export const transitions = {
  request: ofRequest,
  operation: transitionsOf('CONTROLLED_DELIVERY'),
  information: ofInformation,
  dataSubject: ofDataSubject,
} as const;

/** All tables. */
export const allTransitions: readonly Partial<Table>[] = [
  ...byType.values(),
  ofInformation,
  ofDataSubject,
];

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
    for (const { from, to } of rows)
      if (to !== 'SAME' && from.some((state) => reached.has(state))) reached.add(to);
  }
  const lost = states.filter((state) => !reached.has(state));
  if (lost.length > 0) throw new Error(`no event leads to ${lost.join(', ')}`);
}

for (const table of byType.values()) checkTransitions(table, threadStates);
checkTransitions(ofInformation, told);
checkTransitions(ofDataSubject, ['SUBMITTED', 'ANSWERED', 'WITHDRAWN']);
checkPlaces();

/** Refuses a kind that no table takes, and a place in threads of a type that there is not. */
function checkPlaces(): void {
  for (const kind of documentKinds) {
    const lost = placeOf(kind)?.types.find(
      (type) => !requestTypeNames.some((name) => name === type),
    );
    if (lost !== undefined) throw new Error(`${kind} has its place in an unknown type: ${lost}`);
    const events = [kind, `${kind}-final`] as readonly string[];
    const isTaken = allTransitions.some((table) => events.some((event) => event in table));
    if (!isTaken && !opensThread(kind)) throw new Error(`no table takes ${kind}`);
  }
}

/** A thread as the table sees it. */
export interface Moving {
  readonly requestType: ThreadType;
  readonly state: ThreadState;
}

/**
 * The state after `event`. `by` is the side the event came from; `received` when it came from the neighbour, and may
 * have crossed what we did. @throws KernelError TRANSITION_NOT_ALLOWED
 */
export function nextState(
  { requestType, state }: Moving,
  event: ThreadEvent,
  by: Side,
  received: boolean,
): ThreadState {
  const rows = transitionsOf(requestType)[event];
  if (rows === undefined)
    throw new KernelError('TRANSITION_NOT_ALLOWED', `${event} is never said in ${requestType}`);
  const row = rows.find(
    (t) => t.by === by && t.from.includes(state) && (received || t.crossing !== true),
  );
  if (row === undefined) throw new KernelError('TRANSITION_NOT_ALLOWED', `${event} while ${state}`);
  return row.to === 'SAME' ? state : row.to;
}

/** The thread event a document stands for; null for the document that opens the thread. */
export function threadEvent(document: Document): ThreadEvent | null {
  if (isOpening(document)) return null;
  if (isKind(document, 'response'))
    return document.body.final ? 'response-final' : 'response-partial';
  if (isKind(document, 'refusal'))
    return document.body.partial === true ? 'refusal-part' : 'refusal';
  if (isKind(document, 'delay-notice'))
    return document.body.reason === 'JUDICIAL_AUTHORISATION'
      ? 'delay-authorisation'
      : 'delay-notice';
  return document.kind as Exclude<ThreadEvent, 'claim'>;
}

/** Type of a thread, by the document that opens it. */
export function threadTypeOf(document: Document<OpeningKind>): ThreadType {
  if (isKind(document, 'request')) return document.body.requestType;
  return document.kind === 'data-subject-request'
    ? 'DATA_SUBJECT_REQUEST'
    : 'SPONTANEOUS_INFORMATION';
}

/** Line of a thread in a list, by the document that opens it: an ask about a person has no words but its reference. */
export const subjectLineOf = ({ body }: Document<OpeningKind>): string =>
  'subjectLine' in body ? body.subjectLine : body.ownReference;

/** The lane in which a document goes: of its thread, but a stop-word goes past every queue. */
export const laneOf = ({ kind }: Document, priority: Priority): Priority =>
  kind === 'halt' ? priorities.RISK_TO_LIFE : priority;

/** In which order it leaves. What is no request goes as the rest, unless its thread says otherwise (`laneOf`). */
export function priorityOf(document: Document): Priority {
  if (!isKind(document, 'request')) return priorities.NORMAL;
  if (document.body.requestType === 'RISK_TO_LIFE') return priorities.RISK_TO_LIFE;
  return document.body.urgent ? priorities.URGENT : priorities.NORMAL;
}
