import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseDocumentId, type RequestBody, type ThreadId } from '#kernel';
import { aRequestBody } from '../../support/builders.js';
import { eventually } from '../../support/nats.js';
import type { TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

describe('what waits on a link', () => {
  let two: TwoStates;

  beforeAll(async () => {
    two = await sharedStates();
  }, 60_000);

  async function ask(members: Partial<RequestBody>): Promise<ThreadId> {
    const request = await two.request({ body: aRequestBody(members) });
    return (await two.a.submit.submitDocument(two.a.session('ana'), request)).thread;
  }

  it('leaves with risk to life first, then what is urgent, then the rest; an answer goes as its request did', async () => {
    const { a, b } = two;
    await a.stopExchange();
    const rest = await ask({});
    const urgent = await ask({
      urgent: true,
      urgencyGrounds: ['LOSS_OF_RELEVANCE'],
      urgencyReasons: 'The vessel leaves tonight.',
    });
    const life = await ask({ requestType: 'RISK_TO_LIFE' });
    const waiting = [rest, urgent, life];
    await eventually(async () => {
      const rows = await a.sql(
        `select 1 from mailbox.outbox o join journal.leaf l on l.event = o.intent_event, journal.released r
         where o.state = 'SEALED' and o.thread = any ($1::uuid[]) and l.index < r.size`,
        [waiting],
      );
      return rows.length === 3;
    });
    await a.startExchange(two.borders[0], two.neighbour('solicit'));
    await eventually(async () => {
      const opened = 'select 1 from cases.thread where id = any ($1::uuid[])';
      return (await b.sql(opened, [waiting])).length === 3;
    });
    const came = await b.sql<{ thread: ThreadId }>(
      `select c.thread from mailbox.delivery d join cases.dispatch c on c.message_id = d.message_id
       where not d.statement and c.thread = any ($1::uuid[]) order by d.serial`,
      [waiting],
    );
    expect(came.map(({ thread }) => thread)).toEqual([life, urgent, rest]);

    const ben = b.session('ben');
    for (const thread of waiting) {
      await b.claim.claimRequest(ben, thread);
      await b.answer.submitDocument(ben, await two.response(thread, parseDocumentId(thread)));
    }
    const answers = await b.sql<{ thread: ThreadId; priority: number }>(
      'select thread, priority from mailbox.outbox where thread = any ($1::uuid[]) order by priority',
      [waiting],
    );
    expect(answers).toEqual([
      { thread: life, priority: 0 },
      { thread: urgent, priority: 1 },
      { thread: rest, priority: 2 },
    ]);
  }, 60_000);
});

describe('a suspension', () => {
  let two: TwoStates;

  beforeAll(async () => {
    two = await sharedStates();
  }, 60_000);

  it('is with the neighbour of a live link within a minute', async () => {
    const { a, b } = two;
    await a.state.suspension('abe', new Date());
    const began = performance.now();
    await a.install();
    const known = async (): Promise<number | undefined> => {
      const [row] = await b.sql<{ entries: number }>(
        `select count(*)::int as entries from trust.entry where state = 'XA' and chain = 'directory'`,
      );
      return row?.entries;
    };
    await eventually(async () => (await known()) === a.state.directory.length, 60_000);
    expect(performance.now() - began).toBeLessThan(60_000);
  }, 90_000);
});
