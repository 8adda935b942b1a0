import { beforeAll, describe, expect, it } from '@jest/globals';
import { ReadNotices } from '#capabilities/assignment/desk-notices.queries';
import { alerts, type Alert } from '#capabilities/deadlines/escalation.model';
import type { DocumentId, LinkId, Receipt, ThreadId } from '#kernel';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { insertRow } from '../../support/rows.js';
import { firstPage, type TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

let two: TwoStates;
beforeAll(async () => {
  two = await sharedStates();
}, 60_000);

async function opened(): Promise<{ thread: ThreadId; id: DocumentId }> {
  const sent = await two.request();
  const { thread } = await two.a.submit.submitDocument(two.a.session('ana'), sent);
  await two.a.reached(thread, 'OPENED');
  expect((await show(thread)).clock.state).toBe('RUNNING');
  return { thread, id: sent.id };
}

const show = (thread: ThreadId): Promise<ThreadRow> =>
  two.a.asking.show(two.a.session('ana'), thread, 'INVESTIGATION', firstPage);

const makeAlert = (alert: Alert, thread: ThreadId, other: DocumentId): Promise<unknown> => {
  switch (alert) {
    case 'RECALL_UNSAID':
      return insertRow(two.a, 'cases.recall', {
        ...{ document: other, thread, direction: 'OUT', act: 'RECALL', items: [thread] },
      });
    case 'GLASS_BROKEN':
      return insertRow(two.a, 'cases.broken_glass', { thread, officer: 'eli' });
    case 'GLASS_BROKEN_THERE':
      return insertRow(two.a, 'cases.glass_there', { thread, alert, way: ['XB'] });
    case 'GLASS_BROKEN_BEYOND':
      return insertRow(two.a, 'cases.glass_there', { thread, alert, way: ['XC', 'XB'] });
    case 'PACKAGE_UNTOLD':
      return insertUnnotifiedPackage(thread);
    case 'ERASURE_STOPPED':
      return insertRow(two.a, 'cases.erasure_stop', { thread, ground: 'CONSENT_GRANTED' });
    case 'ESCALATED':
    case 'EXPIRED':
    case 'RECALL_OWED':
    case 'NOTICE_OWED':
    case 'TERM_ENDING':
    case 'TERM_ENDED':
      return insertRow(two.a, 'cases.alert', { thread, alert, level: 1, minutes: 15 });
  }
};

async function insertUnnotifiedPackage(thread: ThreadId): Promise<unknown> {
  const { id } = await insertRow(two.a, 'cases.package', {
    ...{ thread, compartment: 'ENFORCEMENT', state: 'ASKED' },
  });
  await insertRow(two.a, 'cases.package_handed', {
    ...{ package: String(id), thread, recipient: Buffer.from('a court') },
  });
  return insertRow(two.a, 'cases.package_concern', { package: String(id), thread, number: 1 });
}

async function readNoticeCodes(thread: ThreadId): Promise<string[]> {
  const of = { limit: 100, after: null, purpose: 'INVESTIGATION' } as const;
  const list = await two.a.requests.get(ReadNotices).listNotices(two.a.session('ana'), of);
  return list.notices.filter((each) => each.thread === thread).map(({ what }) => what);
}

describe('the notices of a desk', () => {
  it('tell of each alert that there is', async () => {
    const { thread } = await opened();
    const other = await opened();
    await two.a.sql(`update mailbox.outbox set state = 'VOID' where dispatch = $1`, [other.id]);
    for (const alert of alerts) await makeAlert(alert, thread, other.id);
    expect((await readNoticeCodes(thread)).sort()).toEqual([...alerts].sort());
    expect((await show(thread)).alerts.length).toBeGreaterThanOrEqual(alerts.length);
    // Reported again.
    await two.a.sql(`update mailbox.outbox set state = 'CLOSED' where dispatch = $1`, [other.id]);
    expect(await readNoticeCodes(thread)).not.toContain('RECALL_UNSAID');
  }, 60_000);

  it('are not filled by what a neighbour says of emergency access, however often', async () => {
    const { thread } = await opened();
    const other = await opened();
    const [sent] = await two.a.sql<{ linkId: LinkId; messageId: Receipt['messageId'] }>(
      'select link_id as "linkId", message_id as "messageId" from mailbox.outbox where thread = $1',
      [thread],
    );
    if (sent === undefined) throw new Error('nothing sent');
    const { linkId, messageId } = sent;
    const { store, cases } = await two.a.parts('opener');
    const peer = two.b.state.state;
    const say = (from: number, stage: 'BREAK_GLASS' | 'BREAK_GLASS_ONWARD', way: string[] = []) =>
      store.transaction({ step: 'open-delivery' }, async (tx) => {
        const receipts = Array.from({ length: 32 }, (_, n) => ({
          ...{ rseq: from + n, messageId, stage, code: 'SUPERVISION' },
          leaf: Buffer.from(JSON.stringify({ data: { way } })).toString('base64'),
        }));
        return cases.notices.storeEmergencyAccesses(tx, { linkId, peer }, receipts);
      });
    for (const from of [100, 132, 164]) await say(from, 'BREAK_GLASS');
    await say(200, 'BREAK_GLASS_ONWARD', ['XC']);
    await say(200, 'BREAK_GLASS_ONWARD', ['XC']);
    const noticeCodes = await readNoticeCodes(thread);
    expect(noticeCodes.filter((what) => what === 'GLASS_BROKEN_THERE')).toHaveLength(8);
    expect(noticeCodes.filter((what) => what === 'GLASS_BROKEN_BEYOND')).toHaveLength(8);
    expect(await readNoticeCodes(other.thread)).toEqual([]);
    // Reports invented by one State hide none of another's.
    await say(240, 'BREAK_GLASS_ONWARD', ['XD', 'XC']);
    await say(280, 'BREAK_GLASS_ONWARD', ['XD']);
    const further = (await readNoticeCodes(thread)).filter(
      (what) => what === 'GLASS_BROKEN_BEYOND',
    );
    expect(further).toHaveLength(24);
    const ways = (await show(thread)).alerts.map(({ alert, way }) => [alert, way]);
    expect(ways).toEqual([
      ['GLASS_BROKEN_THERE', null],
      ['GLASS_BROKEN_BEYOND', ['XC', peer]],
      ['GLASS_BROKEN_BEYOND', ['XD', peer]],
    ]);
    // A day later it counts as new.
    await two.a.sql(
      `update cases.glass_there set at = at - interval '25 hours' where thread = $1`,
      [thread],
    );
    await say(320, 'BREAK_GLASS');
    expect(
      (await readNoticeCodes(thread)).filter((what) => what === 'GLASS_BROKEN_THERE'),
    ).toHaveLength(16);
    // At most 256 a day for each link; an overflow is reported.
    const letters = 'ABCDEFGHIJKLMNOPQR'.match(/./g) ?? [];
    let more = false;
    for (const [n, letter] of letters.entries())
      for (const first of ['P', 'R'])
        more = await say(1000 + 64 * n + (first === 'P' ? 0 : 32), 'BREAK_GLASS_ONWARD', [
          `${first}${letter}`,
        ]);
    const day = await two.a.sql(
      `select 1 as one from cases.glass_there where link_id = $1 and at > clock_timestamp() - interval '1 day'`,
      [linkId],
    );
    expect([more, day.length]).toEqual([true, 256]);
  }, 60_000);
});
