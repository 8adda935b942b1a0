import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDocument, aDocumentOf, aRequestBody, bodyOf } from '../../../../test/support/builders.js';
import { evidentialKinds } from '#capabilities/evidence/evidential-kinds.model';
import type { Kind } from '../documents/kind.js';
import { documentKinds, kinds, type Body } from '../documents/kinds.js';
import { priorities } from '../lists.js';
import { mayReplyTo } from './replies.js';
import {
  checkTransitions,
  isEnded,
  nextState,
  priorityOf,
  threadEvent,
  threadStates,
  transitions,
  type Moving,
  type Side,
  type ThreadEvent,
  type ThreadState,
} from './thread.js';

const events = Object.keys(transitions.operation) as ThreadEvent[];
const ofSafety: readonly ThreadEvent[] = ['halt', 'resume', 'risk-assessment'];
const placed = documentKinds.filter((kind) => (kinds[kind] as Kind<unknown>).place !== undefined);
const sides: readonly Side[] = ['ASKING', 'ASKED'];
const open = [
  'SUBMITTED',
  'REGISTERED',
  'TRANSFERRED',
  'IN_PROGRESS',
  'CLARIFICATION_REQUESTED',
  'CLARIFIED',
  'AUTHORISATION_PENDING',
  'ANSWERED_PARTIAL',
] as const;
const request = (state: ThreadState): Moving => ({ requestType: 'INFORMATION', state });
const operation = (state: ThreadState): Moving => ({ requestType: 'CONTROLLED_DELIVERY', state });
const information = (state: ThreadState): Moving => ({
  requestType: 'SPONTANEOUS_INFORMATION',
  state,
});

const each = <T extends string>(
  from: readonly T[],
  event: string,
  to: (state: T) => ThreadState,
): Record<string, ThreadState> =>
  Object.fromEntries(from.map((state) => [`${event} ${state}`, to(state)]));
const unlessAsked =
  (to: ThreadState) =>
  (state: ThreadState): ThreadState =>
    state === 'CLARIFICATION_REQUESTED' ? state : to;

const ownAct: Readonly<Record<string, ThreadState>> = {
  ...each(open, 'claim ASKED', (state) =>
    ['SUBMITTED', 'REGISTERED', 'TRANSFERRED'].includes(state) ? 'IN_PROGRESS' : state,
  ),
  // A later addition to an answer.
  'claim ASKED ANSWERED': 'ANSWERED',
  ...each(open, 'acknowledgement ASKED', (state) =>
    state === 'SUBMITTED' || state === 'TRANSFERRED' ? 'REGISTERED' : state,
  ),
  ...each(
    open.filter((state) => state !== 'CLARIFICATION_REQUESTED'),
    'clarification-question ASKED',
    () => 'CLARIFICATION_REQUESTED',
  ),
  'clarification ASKING CLARIFICATION_REQUESTED': 'CLARIFIED',
  ...each(open, 'delay-notice ASKED', (state) => state),
  ...each(open, 'delay-authorisation ASKED', unlessAsked('AUTHORISATION_PENDING')),
  ...each(open, 'response-partial ASKED', unlessAsked('ANSWERED_PARTIAL')),
  'response-partial ASKED ANSWERED': 'ANSWERED',
  ...each(open, 'response-final ASKED', () => 'ANSWERED'),
  'response-final ASKED ANSWERED': 'ANSWERED',
  ...each(open, 'refusal-part ASKED', unlessAsked('ANSWERED_PARTIAL')),
  ...each(open, 'refusal ASKED', () => 'REFUSED'),
  ...each(open, 'transfer-notice ASKED', unlessAsked('TRANSFERRED')),
  ...each(open, 'withdrawal ASKING', () => 'WITHDRAWN'),
  'feedback ASKING ANSWERED': 'CLOSED',
  'feedback ASKING REFUSED': 'CLOSED',
  // Originators' rights: either side, any time, no change of state.
  ...Object.fromEntries(
    [
      ...['recall', 'correction', 'recall-answer', 'forward-consent-request', 'forward-consent'],
      ...evidentialKinds,
    ].flatMap((event) =>
      sides.flatMap((by) => Object.entries(each(threadStates, `${event} ${by}`, (state) => state))),
    ),
  ),
};
const crossed: Readonly<Record<string, ThreadState>> = {
  ...Object.fromEntries(
    [
      'acknowledgement',
      'clarification-question',
      'delay-notice',
      'delay-authorisation',
      'response-partial',
      'refusal-part',
      'transfer-notice',
    ].map((event) => [`${event} ASKED WITHDRAWN`, 'WITHDRAWN' as const]),
  ),
  'response-final ASKED WITHDRAWN': 'ANSWERED',
  'refusal ASKED WITHDRAWN': 'REFUSED',
  'response-partial ASKED CLOSED': 'CLOSED',
  'response-final ASKED CLOSED': 'CLOSED',
  'withdrawal ASKING ANSWERED': 'ANSWERED',
  'withdrawal ASKING REFUSED': 'REFUSED',
  'clarification ASKING ANSWERED': 'ANSWERED',
  'clarification ASKING REFUSED': 'REFUSED',
};

const cases = events.flatMap((event) =>
  sides.flatMap((by) => threadStates.map((state) => [event, by, state] as const)),
);
const refused = expect.objectContaining({ code: 'TRANSITION_NOT_ALLOWED', status: 409 }) as unknown;
const tryNext = (...step: Parameters<typeof nextState>): ThreadState | undefined => {
  try {
    return nextState(...step);
  } catch {
    return undefined;
  }
};

describe('nextState', () => {
  it('says that a kind is never said in a thread, rather than that its state is in the way', () => {
    const inProgress = { requestType: 'SPONTANEOUS_INFORMATION', state: 'IN_PROGRESS' } as const;
    expect(() => nextState(inProgress, 'clarification-question', 'ASKED', false)).toThrow(
      'TRANSITION_NOT_ALLOWED: clarification-question is never said in SPONTANEOUS_INFORMATION',
    );
    const closed = { requestType: 'INFORMATION', state: 'CLOSED' } as const;
    expect(() => nextState(closed, 'clarification-question', 'ASKED', false)).toThrow(
      'TRANSITION_NOT_ALLOWED: clarification-question while CLOSED',
    );
  });

  it.each(cases)('%s by %s from %s, in an operation', (event, by, state) => {
    for (const received of [false, true]) {
      const other = tryNext(request(state), event, by, received);
      // Either side may halt or assess an operation at any time; otherwise it is a request like others.
      const to = ofSafety.includes(event) ? state : other;
      expect(tryNext(operation(state), event, by, received)).toBe(to);
      if (ofSafety.includes(event)) expect(other).toBeUndefined();
    }
  });

  it.each(cases)('%s by %s from %s, begun here', (event, by, state) => {
    const to = ownAct[`${event} ${by} ${state}`];
    if (to === undefined)
      expect(() => nextState(request(state), event, by, false)).toThrow(refused);
    else expect(nextState(request(state), event, by, false)).toBe(to);
  });

  it.each(cases)('%s by %s from %s, received', (event, by, state) => {
    const key = `${event} ${by} ${state}`;
    const to = ownAct[key] ?? crossed[key];
    if (to === undefined) expect(() => nextState(request(state), event, by, true)).toThrow(refused);
    else expect(nextState(request(state), event, by, true)).toBe(to);
  });

  const meaning = (state: ThreadState): string =>
    open.some((each) => each === state) && state !== 'CLARIFICATION_REQUESTED' ? 'OPEN' : state;

  it.each(['request', 'operation', 'information'] as const)(
    'two documents of a %s that cross bring both sides to the same end',
    (form) => {
      const thread = { request, operation, information }[form];
      let crossings = 0;
      for (const here of threadStates)
        for (const there of threadStates.filter((state) => meaning(state) === meaning(here)))
          for (const a of events)
            for (const b of events) {
              const asking = tryNext(thread(here), a, 'ASKING', false);
              const asked = tryNext(thread(there), b, 'ASKED', false);
              if (asking === undefined || asked === undefined || b === 'claim') continue;
              const atAsking = tryNext(thread(asking), b, 'ASKED', true);
              const atAsked = tryNext(thread(asked), a, 'ASKING', true);
              const said = `${here}: ${a}, meanwhile at ${there}: ${b}`;
              expect([said, atAsking !== undefined, atAsked !== undefined]).toEqual([
                said,
                true,
                true,
              ]);
              expect([said, meaning(atAsking ?? here)]).toEqual([said, meaning(atAsked ?? here)]);
              crossings += 1;
            }
      expect(crossings).toBeGreaterThan(form === 'information' ? 5 : 200);
    },
  );

  it('what has ended here is not opened again by us, whatever is tried', () => {
    const step = fc.tuple(fc.constantFrom(...events), fc.constantFrom(...sides));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let state: ThreadState = 'SUBMITTED';
        for (const [event, by] of steps) {
          const before: ThreadState = state;
          state = tryNext(request(before), event, by, false) ?? before;
          if (isEnded(before)) expect(isEnded(state)).toBe(true);
          if (before === 'CLOSED' || before === 'WITHDRAWN') expect(state).toBe(before);
        }
      }),
    );
  });

  it('information that nobody asked for is taken up and its use told; nobody answers it', () => {
    expect(nextState(information('SUBMITTED'), 'acknowledgement', 'ASKED', true)).toBe(
      'REGISTERED',
    );
    expect(nextState(information('REGISTERED'), 'claim', 'ASKED', false)).toBe('IN_PROGRESS');
    expect(nextState(information('IN_PROGRESS'), 'transfer-notice', 'ASKED', true)).toBe(
      'TRANSFERRED',
    );
    expect(nextState(information('TRANSFERRED'), 'claim', 'ASKED', false)).toBe('IN_PROGRESS');
    expect(nextState(information('TRANSFERRED'), 'withdrawal', 'ASKING', true)).toBe('WITHDRAWN');
    expect(nextState(information('IN_PROGRESS'), 'feedback', 'ASKED', true)).toBe('CLOSED');
    expect(() => nextState(information('SUBMITTED'), 'response-final', 'ASKED', true)).toThrow(
      refused,
    );
  });
});

describe('checkTransitions', () => {
  const row = (from: ThreadState, to: ThreadState, by: Side = 'ASKED') => ({
    from: [from],
    to,
    by,
  });

  it('accepts the table in use', () => {
    expect(() => checkTransitions(transitions.request, threadStates)).not.toThrow();
  });

  it('names a state that no event leads to, even where an unreachable state leads to it', () => {
    const table = { claim: [row('REFUSED', 'WITHDRAWN'), row('SUBMITTED', 'ANSWERED')] };
    expect(() =>
      checkTransitions(table, ['SUBMITTED', 'ANSWERED', 'REFUSED', 'WITHDRAWN']),
    ).toThrow('no event leads to REFUSED, WITHDRAWN');
  });

  it('follows a chain in whatever order its rows stand', () => {
    const table = { claim: [row('REGISTERED', 'ANSWERED'), row('SUBMITTED', 'REGISTERED')] };
    expect(() => checkTransitions(table, ['SUBMITTED', 'REGISTERED', 'ANSWERED'])).not.toThrow();
  });

  it('refuses two rows of an event for one state and side', () => {
    const twice = [row('SUBMITTED', 'ANSWERED'), row('SUBMITTED', 'ANSWERED')];
    expect(() => checkTransitions({ claim: twice }, ['SUBMITTED', 'ANSWERED'])).toThrow(
      'two transitions: claim by ASKED from SUBMITTED',
    );
  });

  it('lets each side have its own row', () => {
    const both = [row('SUBMITTED', 'ANSWERED'), row('SUBMITTED', 'ANSWERED', 'ASKING')];
    expect(() => checkTransitions({ claim: both }, ['SUBMITTED', 'ANSWERED'])).not.toThrow();
  });
});

describe('threadEvent', () => {
  it('every kind of document is an event of the table, save those that open', () => {
    const found = documentKinds.map((kind) => [kind, threadEvent(aDocumentOf(kind))]);
    expect(Object.fromEntries(found)).toEqual({
      request: null,
      'spontaneous-information': null,
      acknowledgement: 'acknowledgement',
      'clarification-question': 'clarification-question',
      clarification: 'clarification',
      'delay-notice': 'delay-authorisation',
      response: 'response-final',
      refusal: 'refusal',
      'transfer-notice': 'transfer-notice',
      withdrawal: 'withdrawal',
      feedback: 'feedback',
      recall: 'recall',
      correction: 'correction',
      'recall-answer': 'recall-answer',
      forward: null,
      'forward-consent-request': 'forward-consent-request',
      'forward-consent': 'forward-consent',
      'data-subject-request': null,
      'data-subject-answer': 'data-subject-answer',
      'data-subject-withdrawal': 'data-subject-withdrawal',
      ...Object.fromEntries([...evidentialKinds, ...placed].map((kind) => [kind, kind])),
    });
  });

  it('a response is partial or final, a refusal of a part or of all', () => {
    const partial = aDocumentOf('response', { body: { final: false, information: 'so far' } });
    expect(threadEvent(partial)).toBe('response-partial');
    const part = { ground: 'NOT_AVAILABLE', refusedPart: 'the bank', reasons: '', partial: true };
    const refusal = aDocumentOf('refusal', { body: part as Body<'refusal'> });
    expect(threadEvent(refusal)).toBe('refusal-part');
  });

  it('only a judge makes a delay more than a word', () => {
    const body = { ...bodyOf['delay-notice'](), reason: 'WORKLOAD' } as const;
    expect(threadEvent(aDocumentOf('delay-notice', { body }))).toBe('delay-notice');
  });

  it('a clarification answers a question and nothing else', () => {
    for (const parent of documentKinds)
      expect(mayReplyTo('clarification', parent)).toBe(parent === 'clarification-question');
    expect(mayReplyTo('response', 'request')).toBe(true);
  });
});

describe('priorityOf', () => {
  const urgent = {
    urgent: true,
    urgencyGrounds: ['LOSS_OF_RELEVANCE'],
    urgencyReasons: 'The ferry leaves.',
  } as const;

  it('puts risk to life before urgent before the rest', () => {
    const life = aDocument({ body: aRequestBody({ requestType: 'RISK_TO_LIFE' }) });
    const found = [life, aDocument({ body: aRequestBody(urgent) }), aDocument()].map(priorityOf);
    expect(found).toEqual([priorities.RISK_TO_LIFE, priorities.URGENT, priorities.NORMAL]);
    expect(found).toEqual([...found].sort());
  });

  it('an answer is of normal priority', () => {
    expect(priorityOf(aDocumentOf('response'))).toBe(priorities.NORMAL);
  });
});
