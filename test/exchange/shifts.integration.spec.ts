import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isCoded, parseOfficerId, type DocumentId, type ThreadId } from '#kernel';
import { deskOf, type InboxDesk } from './fixtures/inbox-desk.js';
import { TwoStates } from '../support/two-states.js';

const page = { limit: 50, before: null };
const purpose = 'INVESTIGATION';

describe('a shift that is handed over', () => {
  let two: TwoStates;
  let desk: InboxDesk;
  beforeAll(async () => {
    two = await TwoStates.start(undefined, { officers: { bob: ['DUTY_OFFICER'] } });
    desk = deskOf(two.b);
  }, 60_000);
  afterAll(() => two.stop());

  const session = (name: string) => two.b.session(name);
  const code = (act: Promise<unknown>): Promise<string> =>
    act.then(
      () => 'done',
      (error: unknown) => (isCoded(error) ? error.code : String(error)),
    );
  const claimed = async (): Promise<{ thread: ThreadId; request: DocumentId }> => {
    const sent = await two.request();
    const { thread } = await two.a.submit.submitDocument(two.a.session('ana'), sent);
    await two.b.arrived(thread);
    await two.b.claim.claimRequest(session('bob'), thread);
    return { thread, request: sent.id };
  };
  const answer = async (
    { thread, request }: { thread: ThreadId; request: DocumentId },
    final: boolean,
  ): Promise<DocumentId> => {
    const body = { final, information: 'By bob.' };
    const members = { kind: 'response', thread, inReplyTo: request, body } as const;
    const sent = await two.compose(two.b.state, two.a.state, 'bob', members);
    await two.b.answer.submitDocument(session('bob'), sent);
    return sent.id;
  };
  const read = (name: string, thread: ThreadId, dispatch: DocumentId) =>
    two.b.askedDocuments.one(session(name), thread, dispatch, purpose);

  it('is what is open; what has ended stays, and whoever has answered reads the answer on', async () => {
    const [part, held, ended] = [await claimed(), await claimed(), await claimed()];
    const said = await answer(part, false);
    const last = await answer(ended, true);
    const done = await desk.assignments.handOver(session('bob'), parseOfficerId('ben'));
    expect(done).toEqual({ threads: 2, more: false });
    const rows = await two.b.asked.listThreads(session('ben'), page, purpose);
    const holders = Object.fromEntries(rows.map(({ thread, holder }) => [thread, holder]));
    expect(holders).toMatchObject({
      [part.thread]: 'ben',
      [held.thread]: 'ben',
      [ended.thread]: 'bob',
    });
    expect((await read('bob', part.thread, said)).dispatch).toBe(said);
    expect((await read('bob', ended.thread, last)).dispatch).toBe(last);
    // Threads that were only held go with the assignment.
    expect(await code(read('bob', held.thread, held.request))).toBe('NOT_ON_ROSTER');
    const { members } = await desk.accessLists.show(session('ben'), part.thread, purpose);
    expect(members).toMatchObject([{ officer: 'bob', addedBy: 'bob', reason: 'HAS_ANSWERED' }]);
    const recordedEvents = await two.b.sql<{ thread: string; typ: string }>(
      `select thread, typ from journal.event where typ in ('case.handover', 'case.roster.added') order by typ`,
    );
    expect(recordedEvents.map(({ typ }) => typ)).toEqual([
      ...['case.handover', 'case.handover', 'case.roster.added'],
    ]);
    // The new holder decides who else may read it.
    const bob = parseOfficerId('bob');
    await desk.accessLists.remove(session('ben'), part.thread, bob, 'WORK_DONE');
    expect(await code(read('bob', part.thread, said))).toBe('NOT_ON_ROSTER');
  }, 60_000);
});
