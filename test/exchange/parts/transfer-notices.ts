import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseAuthorityId, timestamp, type AuthorityId, type DocumentId } from '#kernel';
import { generateEncryptionKey } from '#seal';
import { disclosed } from '../fixtures/disclosed.js';
import { HostileNeighbour } from '../../support/hostile.js';
import { cachedKey } from '../../support/keys.js';
import { eventually } from '../../support/nats.js';
import { base64, later } from '../../support/test-state.js';
import { harbour, police, transferActs } from '../fixtures/transfers.js';
import { firstPage, type Composed, type TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

const day = 24 * 3_600_000;

describe('a notice that a request goes to another authority', () => {
  let two: TwoStates;

  beforeAll(async () => {
    two = await sharedStates();
  }, 60_000);

  const { code, at, asking, desk, opened, notice, transfer, refusals, comesTo, isToldOf } =
    transferActs(() => two);
  const guardWithoutKey = async (): Promise<void> => {
    const { state } = two.b;
    const { fingerprint, certificate } = await cachedKey(
      generateEncryptionKey,
      'XB life-guard',
      later(state.at, -2),
    );
    const keys = [
      { compartment: 'PROTECTION', fingerprint, certificate: base64(certificate) },
    ] as const;
    const authority = parseAuthorityId('life-guard');
    const body = { authority, name: 'Life Guard', keys, ...state.validity };
    await state.add('authority', body, [state.root]);
    await two.b.install();
    await two.a.introduce(await state.directoryStatement(two.a.state.state, two.linkId));
  };
  const ended = async (sent: DocumentId) => {
    const [row] = await two.b.sql<{ state: string; code: string | null }>(
      `select state, code from mailbox.outbox where dispatch = $1 and state in ('CLOSED', 'VOID')`,
      [sent],
    );
    return row;
  };

  it('that may not leave moves nothing: the request is as it was, in the hands that it was in', async () => {
    const { thread, request } = await opened();
    const before = await desk('ben', thread);
    await two.b.steps.hold('seal');
    const late = timestamp(new Date(Date.now() - day + 2_000));
    const sent = await notice('ben', { thread, inReplyTo: request }, harbour, late);
    await two.b.answer.submitDocument(at('ben'), sent);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    // While queued it has moved nothing.
    expect([await desk('hal', thread), await refusals(thread)]).toEqual([undefined, []]);
    two.b.steps.resume('seal');
    await eventually(async () => (await ended(sent.id)) !== undefined);
    await eventually(async () => (await refusals(thread)).length > 0);
    expect(await ended(sent.id)).toEqual({ state: 'VOID', code: 'COMPOSED_TIME_INVALID' });
    expect(await desk('ben', thread)).toMatchObject({ state: before?.state, holder: 'ben' });
    expect(await refusals(thread)).toEqual(['TRANSFER_IMPOSSIBLE']);
    // As if never asked: a later notice may take it along.
    await transfer('ben', { thread, inReplyTo: request });
    await comesTo('hal', thread);
    await isToldOf(harbour, thread);
  }, 60_000);

  it('that the neighbour refuses brings the request back', async () => {
    const { thread, request } = await opened();
    const peer = (authority: AuthorityId) =>
      two.a.sql('update cases.thread set peer_authority = $2 where id = $1', [thread, authority]);
    await peer(harbour);
    const sent = await transfer('ben', { thread, inReplyTo: request });
    await eventually(async () => (await ended(sent))?.code === 'PARENT_MISMATCH');
    await eventually(async () => (await refusals(thread)).length > 0);
    expect(await desk('hal', thread)).toBeUndefined();
    expect(await desk('ben', thread)).toMatchObject({ holder: null });
    expect(await refusals(thread)).toEqual(['PARENT_MISMATCH']);
    await peer(police);
    await two.b.claim.claimRequest(at('ben'), thread);
    const final = await two.response(thread, request);
    await two.b.answer.submitDocument(at('ben'), final);
    await two.a.arrived(final.id);
    expect((await asking(thread))?.state).toBe('ANSWERED');
  }, 60_000);

  it('that the neighbour says it has already moves the request, and brings it back from nowhere', async () => {
    const { thread, request } = await opened();
    await two.b.steps.hold('move');
    const sent = await transfer('ben', { thread, inReplyTo: request });
    await eventually(async () => (await ended(sent))?.state === 'CLOSED');
    await two.b.sql(
      `update mailbox.outbox set outcome = 'REJECTED', code = 'DOCUMENT_REPLAYED' where dispatch = $1`,
      [sent],
    );
    two.b.steps.resume('move');
    await eventually(async () => {
      const settled =
        'select 1 from cases.thread where id = $1 and moving_to is null and moved_by is null';
      return (await two.b.sql(settled, [thread])).length === 1;
    });
    expect(await refusals(thread)).toEqual([]);
    expect(await desk('ben', thread)).toBeUndefined();
    expect(await desk('hal', thread)).toBeDefined();
  }, 60_000);

  it('answers as the first time when it is submitted again, also once the request has moved', async () => {
    const { thread, request } = await opened();
    const sent = await notice('ben', { thread, inReplyTo: request });
    await two.b.steps.hold('seal');
    await two.b.answer.submitDocument(at('ben'), sent);
    const again = () => two.b.answer.submitDocument(at('ben'), sent);
    expect(await again()).toEqual({ thread, dispatch: sent.id, warnings: [] });
    two.b.steps.resume('seal');
    await comesTo('hal', thread);
    expect(await again()).toEqual({ thread, dispatch: sent.id, warnings: [] });
    // The next one concerns a missing request.
    expect(await code(transfer('ben', { thread, inReplyTo: request }))).toBe('NOT_FOUND');
  }, 60_000);

  it('of a risk to life brings its alerts, and the duty officers there are named', async () => {
    const { thread, request } = await opened({ requestType: 'RISK_TO_LIFE' });
    await eventually(async () => (await desk('ben', thread))?.clock.state === 'RUNNING');
    await two.b.sql(
      `update cases.dispatch set delivered_at = delivered_at - interval '61 minutes' where thread = $1`,
      [thread],
    );
    await two.b.sql('update cases.thread set watch_at = clock_timestamp() where id = $1', [thread]);
    two.b.steps.wake('clocks');
    const minutes = async (name: string) =>
      (await desk(name, thread))?.alerts.map((each) => each.minutes);
    await eventually(async () => (await minutes('ben'))?.join() === '15,30,60');
    await transfer('ben', { thread, inReplyTo: request });
    await eventually(async () => (await minutes('hal'))?.length === 6);
    const shown = await disclosed(two.b, thread);
    const named = shown.filter(({ typ }) => typ === 'case.escalated').map(({ values }) => values);
    const [there, here] = [['ben', 'bob'], ['hal']].map((dutyOfficers) => ({ dutyOfficers }));
    expect(named).toEqual([there, there, there, here, here, here]);
    const { alerts } = await two.b.asked.show(at('hal'), thread, 'INVESTIGATION', firstPage);
    expect(alerts.map(({ dutyOfficers }) => ({ dutyOfficers }))).toEqual(named);
    await eventually(() => two.b.measured.get('life')?.['escalated'] === 1);
  }, 60_000);

  it('by an officer who was suspended before it was sealed, as the log proves, leaves and moves it', async () => {
    const { thread, request } = await opened({}, 'bob');
    for (const step of ['seal', 'move']) await two.b.steps.hold(step);
    await transfer('bob', { thread, inReplyTo: request });
    await two.b.state.suspension('bob', new Date());
    await two.b.install();
    await two.a.introduce(await two.b.state.directoryStatement(two.a.state.state, two.linkId));
    for (const step of ['seal', 'move']) two.b.steps.resume(step);
    await comesTo('hal', thread);
    await isToldOf(harbour, thread);
  }, 60_000);

  it('is refused when nobody can write to whom it names, or another authority has the request', async () => {
    const { thread, request } = await opened();
    const moved = await opened();
    await transfer('ben', { thread: moved.thread, inReplyTo: moved.request });
    await isToldOf(harbour, moved.thread);
    await guardWithoutKey();
    const foe = await HostileNeighbour.turn(two, 'b');
    const refused = async (sent: Composed) => {
      const message = await foe.message(sent, 'ben');
      await foe.publish([message]);
      const kept = () =>
        two.a.sql('select code, detail from mailbox.quarantine where message_id = $1', [
          message.messageId,
        ]);
      await eventually(async () => (await kept()).length > 0);
      return (await kept())[0];
    };
    try {
      for (const authority of ['no-such-office', 'life-guard'].map(parseAuthorityId))
        expect(
          await refused(await notice('ben', { thread, inReplyTo: request }, authority)),
        ).toEqual({ code: 'TRANSFER_IMPOSSIBLE', detail: null });
      expect(await asking(thread)).toMatchObject({ peerAuthority: police, formerAuthorities: [] });

      const place = { thread: moved.thread, inReplyTo: moved.request };
      const sent = await notice('ben', place, parseAuthorityId('customs'));
      expect(await refused(sent)).toEqual({ code: 'PARENT_MISMATCH', detail: 'from' });
      expect(await asking(moved.thread)).toMatchObject({ peerAuthority: harbour });
    } finally {
      await foe.close();
    }
  }, 60_000);
});
