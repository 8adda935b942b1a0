import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { documentKinds } from '../documents/kinds.js';
import { movesThread, replayed, type SaidInThread } from './replayed.js';
import type { ThreadType } from '../documents/request-types.js';
import { isEnded, nextState, type Side, type ThreadEvent, type ThreadState } from './thread.js';
import { isCoded } from '../errors.js';

type Of<S extends Side> = Omit<SaidInThread, 'by'> & { readonly by: S };
const said = <S extends Side>(
  by: S,
  kind: SaidInThread['kind'],
  act: SaidInThread['act'] = null,
): Of<S> => ({ by, kind, act });
const words: readonly (readonly [ThreadEvent, SaidInThread])[] = [
  ['acknowledgement', said('ASKED', 'acknowledgement', 'ACKNOWLEDGE')],
  ['clarification-question', said('ASKED', 'clarification-question', 'PAUSE')],
  ['clarification', said('ASKING', 'clarification', 'RESUME')],
  ['delay-notice', said('ASKED', 'delay-notice')],
  ['delay-authorisation', said('ASKED', 'delay-notice', 'EXTEND')],
  ['response-partial', said('ASKED', 'response', 'ACKNOWLEDGE')],
  ['response-final', said('ASKED', 'response', 'STOP')],
  ['refusal-part', said('ASKED', 'refusal', 'ACKNOWLEDGE')],
  ['refusal', said('ASKED', 'refusal', 'STOP')],
  ['transfer-notice', said('ASKED', 'transfer-notice')],
  ['withdrawal', said('ASKING', 'withdrawal', 'STOP')],
  ['feedback', said('ASKING', 'feedback')],
  ['recall', said('ASKING', 'recall')],
];

class Desk {
  state: ThreadState = 'SUBMITTED';
  private known: SaidInThread[] = [];
  readonly onItsWay: (readonly [ThreadEvent, SaidInThread])[] = [];

  constructor(
    readonly side: Side,
    private readonly type: ThreadType,
  ) {}

  private move(event: ThreadEvent, by: Side): boolean {
    try {
      const moving = { requestType: this.type, state: this.state };
      this.state = nextState(moving, event, by, by !== this.side);
      return true;
    } catch (error) {
      if (!isCoded(error)) throw error;
      return false;
    }
  }

  say([event, word]: readonly [ThreadEvent, SaidInThread]): void {
    if (word.by !== this.side || !this.move(event, word.by)) return;
    const own = { ...word };
    this.known.push(own);
    this.onItsWay.push([event, own]);
  }

  acceptEvent(event: ThreadEvent, word: SaidInThread): boolean {
    const taken = this.move(event, word.by);
    if (taken) this.known.push({ ...word });
    return taken;
  }

  revertVoided(word: SaidInThread): void {
    this.known = this.known.filter((each) => each !== word);
    this.state = replayed(this.type, this.known, false);
  }

  get shown(): { ended: boolean; asked: boolean } {
    return { ended: isEnded(this.state), asked: this.state === 'CLARIFICATION_REQUESTED' };
  }
}

function settle(from: Desk, to: Desk, lost: boolean): void {
  const [next] = from.onItsWay.splice(0, 1);
  if (next === undefined) return;
  const [event, word] = next;
  if (lost || !to.acceptEvent(event, word)) from.revertVoided(word);
}

const word = fc.constantFrom(...words);
const type = fc.constantFrom<ThreadType>('INFORMATION', 'SPONTANEOUS_INFORMATION');

describe('a thread of which some words were voided or refused', () => {
  it('stands alike on both sides, whatever its sender had said since', () => {
    const turn = fc.array(fc.tuple(word, fc.boolean()), { maxLength: 5 });
    fc.assert(
      fc.property(type, fc.array(turn, { maxLength: 6 }), (of, turns) => {
        const desks = { ASKING: new Desk('ASKING', of), ASKED: new Desk('ASKED', of) };
        for (const each of turns) {
          const [first] = each;
          if (first === undefined) continue;
          const [from, to] =
            first[0][1].by === 'ASKED' ? [desks.ASKED, desks.ASKING] : [desks.ASKING, desks.ASKED];
          for (const [said] of each) from.say(said);
          for (const [, lost] of each) settle(from, to, lost);
          expect(desks.ASKING.state).toBe(desks.ASKED.state);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is open, and its question waits, on both sides or on neither, also where words crossed', () => {
    const act = fc.oneof(
      { weight: 3, arbitrary: fc.record({ say: word }) },
      {
        weight: 2,
        arbitrary: fc.record({ from: fc.constantFrom('ASKING', 'ASKED'), lost: fc.boolean() }),
      },
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        const desks = {
          ASKING: new Desk('ASKING', 'INFORMATION'),
          ASKED: new Desk('ASKED', 'INFORMATION'),
        };
        const other = { ASKING: desks.ASKED, ASKED: desks.ASKING };
        for (const each of acts)
          if ('say' in each) desks[each.say[1].by].say(each.say);
          else settle(desks[each.from], other[each.from], each.lost);
        for (const side of ['ASKING', 'ASKED'] as const)
          while (desks[side].onItsWay.length > 0) settle(desks[side], other[side], false);
        expect(desks.ASKING.shown).toEqual(desks.ASKED.shown);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the state of a thread by its rows', () => {
  it('is in hand where an officer has claimed it, however little else is left', () => {
    expect(replayed('INFORMATION', [], true)).toBe('IN_PROGRESS');
    expect(replayed('INFORMATION', [said('ASKED', 'acknowledgement')], true)).toBe('IN_PROGRESS');
    expect(replayed('INFORMATION', [said('ASKED', 'response', 'STOP')], true)).toBe('ANSWERED');
    expect(replayed('DATA_SUBJECT_REQUEST', [], true)).toBe('SUBMITTED');
  });

  it('is moved by these kinds alone', () => {
    expect(documentKinds.filter(movesThread)).toEqual([
      'acknowledgement',
      'clarification-question',
      'clarification',
      'delay-notice',
      'response',
      'refusal',
      'transfer-notice',
      'withdrawal',
      'feedback',
      'data-subject-answer',
      'data-subject-withdrawal',
    ]);
  });
});
