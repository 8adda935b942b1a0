import { randomBytes } from 'node:crypto';
import { AuditorDesk } from '../../../test/support/auditor-desk.js';
import { fillRequests, requestedAt } from '../../../test/support/many-events.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRows } from '../../../test/support/rows.js';
import { parseStateCode, timestamp } from '#kernel';
import type { Connection } from '#store';

let postgres: TestPostgres;
let desk: AuditorDesk;
beforeAll(async () => {
  postgres = await TestPostgres.start();
}, 60_000);
beforeEach(async () => {
  desk = await AuditorDesk.open(postgres);
});
afterEach(() => desk.close());
afterAll(() => postgres.stop());

const composedAt = '2026-02-01T00:00:00.000Z';
const opening = (members: object = {}): string => {
  const data = { side: 'ASKED', peer: 'XB', urgent: true, requestType: 'VESSEL', composedAt };
  return JSON.stringify({ data: { ...data, ...members } });
};
const noTimes = ['never', '2026-02-01', '2026-02-30T00:00:00.000Z', '0000-02-01T00:00:00.000Z'];
const noLeaves = [
  ...['no leaf', '', '[]', '{"data":"XB"}'],
  ...[...noTimes, '2026-02-01T24:00:00.000Z', null].map((at) => opening({ composedAt: at })),
  // Incompressible bytes, larger than an index entry allows.
  ...[null, 'xb', 'XBX', 'XB\n', ['XB'], randomBytes(2_200).toString('base64')].map((peer) =>
    opening({ peer }),
  ),
  ...['maybe', 'true', 1, null].map((urgent) => opening({ urgent })),
  ...['SEEN', null].map((side) => opening({ side })),
  ...[7, null, 'V'.repeat(65)].map((requestType) => opening({ requestType })),
];
const recorded = (
  database: Connection,
  leaves: readonly string[],
  thread: string | null = '0190ffff-0000-7000-8000-000000000001',
): Promise<unknown> =>
  insertRows(
    database,
    'journal.event',
    leaves.map((leaf) => ({ typ: 'case.opened', leaf: Buffer.from(leaf), thread })),
  );

describe('of the requests in the log an auditor finds', () => {
  it('those of a period in the order of their signing, and reads no leaf of another period', async () => {
    // The first 700 rows are unreadable: reading any of them would fail.
    await fillRequests(desk.database, 1_000, 700);
    const purpose = 'INVESTIGATION';
    const asked = { session: desk.session, purpose, peer: null, limit: 1_000 } as const;
    const period = { from: timestamp(requestedAt(700)), to: timestamp(requestedAt(950)) };
    const first = await desk.ask('audit.requests', { ...asked, ...period, after: null });
    const rest = await desk.ask('audit.requests', { ...asked, ...period, after: first.next });
    expect(rest.next).toBeNull();
    const times = [...first.requests, ...rest.requests].map(({ composedAt }) => composedAt);
    expect(times).toEqual(Array.from({ length: 250 }, (_, n) => timestamp(requestedAt(700 + n))));
    const few = await desk.ask('audit.requests', {
      ...{ ...asked, ...period, after: null, limit: 7 },
    });
    const more = { ...asked, ...period, after: few.next, limit: 7 };
    const { requests: seen } = await desk.ask('audit.requests', more);
    expect([...few.requests, ...seen].map(({ composedAt }) => composedAt)).toEqual(
      times.slice(0, 14),
    );
    const xc = parseStateCode('XC');
    const { requests } = await desk.ask('audit.requests', {
      ...asked,
      ...period,
      peer: xc,
      after: null,
    });
    expect(requests.map(({ peer }) => peer)).toEqual(Array.from({ length: 63 }, () => 'XC'));
  });

  it('each that is recorded among those of its time, whichever service records it', async () => {
    await recorded(desk.database, [opening(), opening({ requestType: 'SPONTANEOUS_INFORMATION' })]);
    // Malformed leaves and times remove none of the valid requests beside them.
    await recorded(desk.database, ['no leaf', opening({ peer: 'XC' }), ...noLeaves]);
    await recorded(desk.database, [opening()], null);
    await recorded(desk.database, [opening()], '0190ffff-0000-4000-8000-000000000001');
    const { requests, next } = await desk.ask('audit.requests', {
      ...{ session: desk.session, purpose: 'INVESTIGATION', peer: null, after: null, limit: 9 },
      ...{ from: timestamp(new Date(composedAt)), to: timestamp(new Date('2100-01-01')) },
    });
    expect(requests.map(({ peer }) => peer).sort()).toEqual(['XB', 'XC']);
    expect(requests[0]).toMatchObject({ composedAt });
    expect(next).toBeNull();
  });

  it('each, whatever one service has recorded beside it that nobody can read', async () => {
    const thread = '0190ffff-0000-7000-8000-000000000001';
    await recorded(desk.database, [opening()]);
    const [document, at] = ['0190ffff-0000-7000-8000-000000000002', composedAt];
    const said = (members: object): string =>
      JSON.stringify({ data: { document, deliveredAt: at, ...members } });
    const counts = { act: { act: 'START' } };
    const beside = [
      ...['no leaf', '[]', '{"data":"\\u0000"}', said({ counts: null }), said({ counts: 7 })],
      ...['x', null, 7].map((each) => said({ document: each, counts })),
      said({ deliveredAt: 'never', counts }),
      ...['x', ['x'], { URGENT: 'x' }].map((limits) =>
        said({ counts: { act: { act: 'START', limits } } }),
      ),
      said({ counts: { act: 'START' } }),
      said({ counts: { act: { act: 'EXTEND', until: 7 } } }),
    ];
    const message = '0'.repeat(32);
    await insertRows(desk.database, 'journal.event', [
      ...beside.map((leaf) => ({ typ: 'msg.signed', leaf: Buffer.from(leaf), thread })),
      ...['msg.send.intent', 'msg.receipt.logged'].map((typ) => ({
        ...{ typ, leaf: Buffer.from('no leaf'), thread, message_id: message },
      })),
      // One valid request among them.
      { typ: 'msg.accepted', leaf: Buffer.from(said({ counts: { answers: true } })), thread },
    ]);
    const { requests } = await desk.ask('audit.requests', {
      ...{ session: desk.session, purpose: 'INVESTIGATION', peer: null, after: null, limit: 9 },
      ...{ from: timestamp(new Date(composedAt)), to: timestamp(new Date('2100-01-01')) },
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ request: thread, answeredAt: at });
  });
});
