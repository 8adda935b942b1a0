import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { v7 } from 'uuid';
import { Cases } from '#capabilities/cases';
import { parseBroadcastId } from '#kernel';
import type { Calls } from '../../support/calls.js';
import type { Subject } from '#capabilities/requests/kinds/subject.kind';
import { asAdmin } from '#store';
import { aRequestBody } from '../../support/builders.js';
import {
  pageAfter,
  two,
  b,
  likeStates,
  subjectOf,
  numbered,
  filed,
  check,
  waitUntilNotified,
  notices,
  free,
} from '../fixtures/like-requests.js';
import { eventually } from '../../support/nats.js';
import { insertRow } from '../../support/rows.js';
import type { Composed } from '../../support/two-states.js';

beforeAll(likeStates, 60_000);

describe('a request that is submitted', () => {
  type Said = Pick<Calls['requests.submit']['in'], 'duplicatesSeen' | 'otherDeskSeen'>;
  const composedBy = (name: string, members: Parameters<typeof aRequestBody>[0]) =>
    two.compose(two.b.state, two.a.state, name, { body: aRequestBody(members) });
  const submit = (name: string, sent: Composed, said: Said = {}) =>
    b.ask(name, 'requests.submit', { ...sent, ...said });
  const lifeOf = (...subjects: readonly Subject[]) =>
    ({ requestType: 'RISK_TO_LIFE', subjects }) as const;
  const events = (since: string) =>
    two.b.sql<{ typ: string; data: object }>(
      `select typ, convert_from(leaf, 'UTF8')::jsonb -> 'data' as data from journal.event
       where id > $1 and typ in ('duplicates.checked', 'duplicates.passed', 'msg.signed', 'msg.refused')
       order by id`,
      [since],
    );
  const refused = (sent: Promise<unknown>, threads: readonly string[], otherDesk = false) =>
    expect(sent).rejects.toMatchObject({
      ...{ code: 'DUPLICATE_NOT_SEEN', status: 409 },
      facts: { threads, otherDesk },
    });

  it('is refused until its officer has seen the threads about the same, and is on record both times', async () => {
    const same = numbered('plate', 'QK-1001');
    const { thread } = await filed(same);
    const sent = await composedBy('lin', { subjects: [same] });
    const before = await b.newest();
    await refused(submit('lin', sent), [thread]);
    await refused(submit('lin', sent, { otherDeskSeen: true }), [thread]);
    await refused(submit('lin', sent, { duplicatesSeen: [sent.id as never] }), [thread]);
    await submit('lin', sent, { duplicatesSeen: [thread] });
    // Repeating it is recognised, whatever it says.
    await submit('lin', sent);
    const said = await events(before);
    expect(said.map(({ typ }) => typ)).toEqual([
      'duplicates.checked',
      ...['msg.refused', 'msg.refused', 'msg.refused'],
      'duplicates.passed',
      'msg.signed',
    ]);
    expect(said[4]?.data).toEqual({
      ...{ document: sent.id, found: 1, otherDesk: false, looked: true, before: true },
    });
    await free();
  });

  it('and posted again while the first post is under way is answered as the first, and is there once', async () => {
    const before = await b.newest();
    for (const members of [{}, lifeOf()]) {
      const sent = await composedBy('lin', members);
      const answers = await Promise.all(Array.from({ length: 4 }, () => submit('lin', sent)));
      expect(new Set(answers.map(({ dispatch }) => dispatch))).toEqual(new Set([sent.id]));
    }
    const signed = (await events(before)).filter(({ typ }) => typ !== 'duplicates.checked');
    expect(signed.map(({ typ }) => typ)).toEqual(['msg.signed', 'msg.signed']);
    await free();
  });

  it('and fails by no fault of its own has taken its check, with the entry', async () => {
    const { checksLeft } = await check('lin', []);
    const before = await b.newest();
    const append = jest.spyOn(Cases.prototype, 'append').mockRejectedValueOnce(new TypeError('x'));
    const sent = await composedBy('lin', { subjects: [numbered('plate', 'QK-1012')] });
    await expect(submit('lin', sent)).rejects.toThrow('x');
    append.mockRestore();
    expect((await events(before)).map(({ typ }) => typ)).toEqual(['duplicates.checked']);
    expect((await check('lin', [])).checksLeft).toBe(checksLeft - 2);
    // Nothing of it was filed: it is accepted now.
    await submit('lin', sent);
    await free();
  });

  it('for a life in danger does not wait for a look of its officer that is under way', async () => {
    const sent = await composedBy('lin', lifeOf(numbered('plate', 'QK-1013')));
    await asAdmin(two.b.database, async (admin) => {
      await admin.query(`select pg_advisory_lock(hashtextextended('DUPLICATE_CHECKS_SPENT lin', place))
        from generate_series(0, 3) as place`);
      expect(await submit('lin', sent)).toMatchObject({ dispatch: sent.id });
    });
    await free();
  });

  it('about nobody whom others are at work on leaves at once, and takes one check', async () => {
    const { checksLeft } = await check('lin', []);
    const sent = await composedBy('lin', { subjects: [numbered('plate', 'QK-1002')] });
    await submit('lin', sent);
    expect((await check('lin', [])).checksLeft).toBe(checksLeft - 2);
    const unlike = await composedBy('lin', { subjects: [subjectOf({ name: 'unnumbered' })] });
    await submit('lin', unlike);
    expect((await check('lin', [])).checksLeft).toBe(checksLeft - 3);
    await free();
  });

  it('takes a check, and has others told, only when who may sign it has signed it', async () => {
    const same = numbered('plate', 'QK-1004');
    const { checksLeft } = await check('lea', []);
    const before = await b.newest();
    const own = await composedBy('lea', { subjects: [same] });
    const another = await composedBy('lea', { subjects: [same] });
    const forged = submit('lea', { ...own, signature: another.signature });
    await expect(forged).rejects.toMatchObject({ code: 'SEAL_SIGNATURE_INVALID' });
    const decided = submit('jo', await composedBy('jo', { subjects: [same] }));
    await expect(decided).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect((await events(before)).map(({ typ }) => typ)).toEqual(['msg.refused', 'msg.refused']);
    expect((await check('lea', [])).checksLeft).toBe(checksLeft - 1);
    await free();
  });

  it('tells of another desk what the check has told, and never more', async () => {
    const same = numbered('passport', 'P7000001');
    const sent = await composedBy('lea', { subjects: [same] });
    const { checksLeft, otherDesk } = await check('lea', [same]);
    expect(otherDesk).toBe(false);
    await filed(same);
    await waitUntilNotified();
    // Another desk has it by now; submitting does not reveal that, and uses no check.
    await submit('lea', sent);
    expect((await check('lea', [])).checksLeft).toBe(checksLeft - 1);
    await free();
    const again = await composedBy('lea', { subjects: [same] });
    const seen = { duplicatesSeen: [sent.id as never] };
    await refused(submit('lea', again, seen), [], true);
    await refused(submit('lea', again, seen), [], true);
    expect((await check('lea', [])).checksLeft).toBe(checksLeft - 1);
    await waitUntilNotified();
    expect(await notices('ben', 'inbox')).not.toEqual([]);
    await submit('lea', again, { ...seen, otherDeskSeen: true });
    await free();
  });

  it('is held up by nobody where a life is at risk: others show afterwards', async () => {
    const same = numbered('phone', '+49 171 8000001');
    const { thread } = await filed(same);
    const own = await composedBy('lin', lifeOf(same));
    const before = await b.newest();
    const { thread: life } = await submit('lin', own);
    const other = await composedBy('lea', lifeOf(same));
    const { thread: afar } = await submit('lea', other);
    await waitUntilNotified();
    const listed = await b.ask('lin', 'requests.list', pageAfter);
    expect(listed.threads.find((each) => each.thread === life)?.duplicates).toContain(thread);
    await eventually(async () => {
      const { threads } = await b.ask('lea', 'requests.list', pageAfter);
      return threads.find((each) => each.thread === afar)?.otherDesk === true;
    });
    const passed = (await events(before)).filter(({ typ }) => typ === 'duplicates.passed');
    expect(passed.map(({ data }) => data)).toEqual([
      ...[{ document: own.id, found: 1, otherDesk: false, looked: true, before: false }],
      ...[{ document: other.id, found: 0, otherDesk: true, looked: true, before: false }],
    ]);
    await free();
  });

  it('by a broadcast is no duplicate of what its officer asks of others, and is one of all else', async () => {
    const same = numbered('plate', 'QK-1003');
    const broadcast = {
      id: parseBroadcastId(v7()),
      proportionality: 'Nobody knows where it lies.',
    };
    const members = { subjects: [same], broadcast };
    const { thread } = await submit('lin', await composedBy('lin', { subjects: [same] }));
    // As if the same broadcast had gone to another authority.
    await insertRow(two.b, 'cases.broadcast', {
      ...{ thread, broadcast: broadcast.id, peer_authority: 'elsewhere' },
    });
    await submit('lin', await composedBy('lin', members));
    const one = expect.any(String) as unknown as string;
    await refused(submit('lin', await composedBy('lin', { subjects: [same] })), [one, one]);
    await refused(submit('max', await composedBy('max', members)), [], true);
    await free();
  });
});
