import { phrase } from '../phrase.js';
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

export type ThreadEvent =
  | 'claim'
  | 'delay-authorisation'
  | 'response-partial'
  | 'response-final'
  | 'refusal-part'
  | Exclude<DocumentKind, OpeningKind | 'response'>;

export interface Transition {
  readonly from: readonly ThreadState[];
  readonly to: ThreadState | 'SAME';
  readonly by: Side;
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

const anyTime = (from: readonly ThreadState[]): Rows =>
  (['ASKING', 'ASKED'] as const).map((by) => ({ from, to: 'SAME', by }) as const);

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

const asked = (to: Transition['to'], crossed: readonly ThreadState[] = ['WITHDRAWN']): Rows => [
  { from: [...waiting, ...working], to, by: 'ASKED' },
  { from: ['CLARIFICATION_REQUESTED'], to: 'SAME', by: 'ASKED' },
  // Withdrawn or closed here while it was on its way.
  { from: crossed, to: 'SAME', by: 'ASKED', crossing: true },
];

const answering = (from: readonly ThreadState[], to: ThreadState): Rows => [
  { from, to, by: 'ASKED' },
  { from: ['WITHDRAWN'], to, by: 'ASKED', crossing: true },
];

/** Table of a request's state changes, by event. Rows marked `crossing` apply only to events from the neighbour. */
const ofRequest: Partial<Table> = {
  claim: [
    { from: waiting, to: 'IN_PROGRESS', by: 'ASKED' },
    // The authority holding the request may still add to an answer.
    { from: [...working, 'CLARIFICATION_REQUESTED', 'ANSWERED'], to: 'SAME', by: 'ASKED' },
  ],
  acknowledgement: [
    { from: ['SUBMITTED', 'TRANSFERRED'], to: 'REGISTERED', by: 'ASKED' },
    { from: ['REGISTERED', ...working, 'CLARIFICATION_REQUESTED'], to: 'SAME', by: 'ASKED' },
    { from: ['WITHDRAWN'], to: 'SAME', by: 'ASKED', crossing: true },
  ],
  // One question at a time, so each answer belongs to exactly one.
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
  // A transfer does not change whether a question waits.
  'transfer-notice': asked('TRANSFERRED'),
  withdrawal: [
    { from: open, to: 'WITHDRAWN', by: 'ASKING' },
    // Answered before the withdrawal arrived.
    { from: ['ANSWERED', 'REFUSED'], to: 'SAME', by: 'ASKING', crossing: true },
  ],
  feedback: [{ from: ['ANSWERED', 'REFUSED'], to: 'CLOSED', by: 'ASKING' }],
  ...ofOriginators(threadStates),
};

const placeOf = (kind: DocumentKind) => (kinds[kind] as Kind<unknown>).place;

function placed(kind: DocumentKind): Rows {
  const { by = [], states = threadStates, crossing = [] } = placeOf(kind) ?? {};
  return by.flatMap((side): Rows => [
    { from: states, to: 'SAME', by: side },
    ...(crossing.length > 0
      ? [{ from: crossing, to: 'SAME', by: side, crossing: true } as const]
      : []),
  ]);
}

const withPlaced = (type: ThreadType): Partial<Table> => ({
  ...ofRequest,
  ...Object.fromEntries(
    documentKinds
      .filter((kind) => placeOf(kind)?.types.includes(type) === true)
      .map((kind) => [kind, placed(kind)]),
  ),
});

const byType = new Map(requestTypeNames.map((type) => [type as ThreadType, withPlaced(type)]));

const informationStates = [...waiting, 'IN_PROGRESS', 'WITHDRAWN', 'CLOSED'] as const;

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
  ...ofOriginators(informationStates),
};

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

export const allTransitions: readonly Partial<Table>[] = [
  ...byType.values(),
  ofInformation,
  ofDataSubject,
];

/** Asserts that every thread state is reachable and that no state change is ambiguous. */
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
checkTransitions(ofInformation, informationStates);
checkTransitions(ofDataSubject, ['SUBMITTED', 'ANSWERED', 'WITHDRAWN']);
checkPlaces();

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

export interface Moving {
  readonly requestType: ThreadType;
  readonly state: ThreadState;
}

/**
 * Returns the state after `event`. `received`: the event came from the neighbour, so rows marked `crossing` apply too.
 * @throws KernelError TRANSITION_NOT_ALLOWED
 */
export function nextState(
  { requestType, state }: Moving,
  event: ThreadEvent,
  by: Side,
  received: boolean,
): ThreadState {
  const rows = transitionsOf(requestType)[event];
  if (rows === undefined)
    throw new KernelError(
      'TRANSITION_NOT_ALLOWED',
      phrase`${event} is never said in ${requestType}`,
    );
  const row = rows.find(
    (t) => t.by === by && t.from.includes(state) && (received || t.crossing !== true),
  );
  if (row === undefined)
    throw new KernelError('TRANSITION_NOT_ALLOWED', phrase`${event} while ${state}`);
  return row.to === 'SAME' ? state : row.to;
}

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

export function threadTypeOf(document: Document<OpeningKind>): ThreadType {
  if (isKind(document, 'request')) return document.body.requestType;
  return document.kind === 'data-subject-request'
    ? 'DATA_SUBJECT_REQUEST'
    : 'SPONTANEOUS_INFORMATION';
}

export const subjectLineOf = ({ body }: Document<OpeningKind>): string =>
  'subjectLine' in body ? body.subjectLine : body.ownReference;

export const carriedPriority = ({ kind }: Document, priority: Priority): Priority =>
  kind === 'halt' ? priorities.RISK_TO_LIFE : priority;

export function priorityOf(document: Document): Priority {
  if (!isKind(document, 'request')) return priorities.NORMAL;
  if (document.body.requestType === 'RISK_TO_LIFE') return priorities.RISK_TO_LIFE;
  return document.body.urgent ? priorities.URGENT : priorities.NORMAL;
}
