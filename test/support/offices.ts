import { parseOfficerId, timestamp, type Body, type DocumentId, type ThreadId } from '#kernel';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { aRequestBody } from './builders.js';
import { eventually } from './nats.js';
import { codeOf, OfficeDay } from './office-day.js';
import { firstPage, TwoStates } from './two-states.js';

export type Desk = 'requests' | 'inbox';
export interface Asked {
  readonly thread: ThreadId;
  readonly request: DocumentId;
}

const purpose = 'INVESTIGATION' as const;
export const page = { limit: 100, before: null, purpose } as const;
export const pageAfter = { limit: 100, after: null, purpose } as const;
const none = { withdrawal: null };
export const facts = 'Nobody answers the phone and the lorry is moving.';
export const bob = parseOfficerId('bob');
export const bea = parseOfficerId('bea');

/** Two States with several officers at each desk, and their calls. */
export class Offices {
  private constructor(
    readonly two: TwoStates,
    /** XA: ana asks, lia is her colleague. */
    readonly a: OfficeDay,
    /** XB: ben, bea and bob are on duty, lin asks; all of one authority. */
    readonly b: OfficeDay,
  ) {}

  static async start(): Promise<Offices> {
    const two = await TwoStates.start(undefined, {
      asking: { lia: ['LIAISON_OFFICER'] },
      officers: { bea: ['DUTY_OFFICER'], bob: ['DUTY_OFFICER'], lin: ['LIAISON_OFFICER'] },
    });
    const a = await OfficeDay.begin(two.a, ['ana', 'lia']);
    return new Offices(two, a, await OfficeDay.begin(two.b, ['ben', 'bea', 'bob', 'lin']));
  }

  /** A request of XA's ana, in the hands of XB's ben unless nobody is to have it. */
  readonly asked = async (
    members: Body<'request'> = aRequestBody(),
    held = true,
    duplicatesSeen: readonly ThreadId[] = [],
  ): Promise<Asked> => {
    const { two, a, b } = this;
    const sent = await two.request({ body: members });
    const { thread } = await a.ask('ana', 'requests.submit', { ...sent, duplicatesSeen });
    await eventually(async () => (await row(b, 'ben', thread)) !== undefined);
    if (held) await b.ask('ben', 'inbox.claim', { thread });
    return { thread, request: sent.id };
  };
}

export const row = async (
  at: OfficeDay,
  name: string,
  thread: ThreadId,
  desk: Desk = 'inbox',
): Promise<ThreadRow | undefined> => {
  const { threads } = await at.ask(name, `${desk}.list`, pageAfter);
  return threads.find((each) => each.thread === thread);
};
/** What each call about a thread says to an officer. */
export const reading = (
  at: OfficeDay,
  name: string,
  { thread, request }: Asked,
  desk: Desk = 'inbox',
) => {
  const of = { thread, purpose };
  const one = { ...of, dispatch: request };
  return Promise.all(
    [
      at.ask(name, `${desk}.show`, { ...of, ...firstPage }),
      at.ask(name, `${desk}.documents`, { ...of, ...firstPage }),
      at.ask(name, `${desk}.document`, one),
      at.ask(name, `${desk}.attachment`, { ...one, position: 0, chunk: 0 }),
      at.ask(name, `${desk}.notes`, { ...of, limit: 9, after: null }),
      at.ask(name, `${desk}.note`, { thread, text: 'mine' }),
      at.ask(name, `${desk}.receipt`, { ...one, rseq: 1 }),
      at.ask(name, `${desk}.stops`, of),
      at.ask(name, `${desk}.stop`, { thread, ground: 'NO_CONSENT', text: '', ...none }),
      at.ask(name, `${desk}.keep`, { thread, reason: 'EVIDENCE', until: timestamp(new Date()) }),
      at.ask(name, `${desk}.want-erased`, { thread }),
      at.ask(name, `${desk}.roster`, of),
      at.ask(name, `${desk}.roster-add`, { thread, officer: bob, reason: 'STAND_IN' }),
      at.ask(name, `${desk}.roster-remove`, { thread, officer: bob, reason: 'MISTAKE' }),
    ].map(codeOf),
  );
};
export const show = (at: OfficeDay, name: string, { thread }: Asked, desk: Desk = 'inbox') =>
  codeOf(at.ask(name, `${desk}.show`, { thread, purpose, ...firstPage }));
export const breakIn = (at: OfficeDay, name: string, { thread }: Asked, desk: Desk = 'inbox') =>
  at.ask(name, `${desk}.break-glass`, { thread, reason: 'HOLDER_UNREACHABLE', facts });
