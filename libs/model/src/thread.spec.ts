import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDocument, aDocumentOf, aRequestBody } from '../../../test/support/builders.js';
import { documentKinds } from './kinds.js';
import { priorities } from './lists.js';
import {
  checkTransitions,
  nextState,
  priorityOf,
  threadEvent,
  threadStates,
  transitions,
  type Side,
  type ThreadEvent,
  type ThreadState,
} from './thread.js';

const events = Object.keys(transitions) as ThreadEvent[];
const sides: readonly Side[] = ['ASKING', 'ASKED'];
const closed: readonly ThreadState[] = ['ANSWERED', 'REFUSED', 'WITHDRAWN'];

/** The journey of a thread as a person would tell it: event by side, from which state to which. */
const allowed: Readonly<Record<string, ThreadState>> = {
  'claim ASKED SUBMITTED': 'IN_PROGRESS',
  'claim ASKED REGISTERED': 'IN_PROGRESS',
  'claim ASKED ANSWERED_PARTIAL': 'ANSWERED_PARTIAL',
  'acknowledgement ASKED SUBMITTED': 'REGISTERED',
  'acknowledgement ASKED IN_PROGRESS': 'IN_PROGRESS',
  ...Object.fromEntries(
    (['SUBMITTED', 'REGISTERED', 'IN_PROGRESS', 'ANSWERED_PARTIAL'] as const).flatMap((from) => [
      [`response-partial ASKED ${from}`, 'ANSWERED_PARTIAL'],
      [`response-final ASKED ${from}`, 'ANSWERED'],
      [`refusal ASKED ${from}`, 'REFUSED'],
      [`withdrawal ASKING ${from}`, 'WITHDRAWN'],
    ]),
  ),
};

describe('nextState', () => {
  it.each(
    events.flatMap((event) =>
      sides.flatMap((by) => threadStates.map((state) => [event, by, state] as const)),
    ),
  )('%s by %s from %s', (event, by, state) => {
    const to = allowed[`${event} ${by} ${state}`];
    if (to === undefined)
      expect(() => nextState(state, event, by)).toThrow(
        expect.objectContaining({ code: 'TRANSITION_NOT_ALLOWED', status: 409 }),
      );
    else expect(nextState(state, event, by)).toBe(to);
  });

  it('a closed thread stays closed, whatever comes', () => {
    const step = fc.tuple(fc.constantFrom(...events), fc.constantFrom(...sides));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let state: ThreadState = 'SUBMITTED';
        for (const [event, by] of steps) {
          const before: ThreadState = state;
          try {
            state = nextState(state, event, by);
          } catch {
            continue;
          }
          expect(closed).not.toContain(before);
        }
      }),
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
    expect(() => checkTransitions(transitions, threadStates)).not.toThrow();
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
  it('every kind of document is an event of the table, save the request that opens', () => {
    const found = documentKinds.map((kind) => threadEvent(aDocumentOf(kind)));
    expect(found).toEqual([null, 'acknowledgement', 'response-final', 'refusal', 'withdrawal']);
  });

  it('a response is partial or final', () => {
    const partial = aDocumentOf('response', { body: { final: false, information: 'so far' } });
    expect(threadEvent(partial)).toBe('response-partial');
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
