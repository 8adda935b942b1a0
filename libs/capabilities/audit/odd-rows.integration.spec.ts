import { randomUUID } from 'node:crypto';
import { AuditorDesk } from '../../../test/support/auditor-desk.js';
import { officer, threadOf, viewed } from '../../../test/support/journal.js';
import { messageIdOf } from '../../../test/support/many-events.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRow } from '../../../test/support/rows.js';

const purpose = 'INVESTIGATION' as const;
const page = { limit: 9, after: null };

let postgres: TestPostgres;
let desk: AuditorDesk;
beforeAll(async () => {
  postgres = await TestPostgres.start();
  desk = await AuditorDesk.open(postgres);
}, 60_000);
afterAll(async () => {
  await desk.close();
  await postgres.stop();
});

/** Attack: a captured service inserts arbitrary rows under its own database role. */
describe('no row of a captured service ends the answers of auditors about what stands beside it', () => {
  it('no entry with an id, a message or an officer that none can have', async () => {
    await desk.recordEvents([viewed(1)]);
    const thread = threadOf(1);
    for (const odd of [
      { id: randomUUID() },
      ...['XB', 'A'.repeat(32), ''].map((message) => ({ message_id: message })),
      ...['Anna Berg', `${officer}\n`, '-', ''].map((by) => ({ officer: by })),
    ])
      await expect(
        insertRow(desk.database, 'journal.event', { thread, ...odd }),
      ).rejects.toMatchObject({ code: 'STORE_CONSTRAINT' });
    await insertRow(desk.database, 'journal.event', {
      thread,
      message_id: messageIdOf(1),
      officer,
    });
    const { events } = await desk.ask('audit.timeline', {
      ...{ session: desk.session, purpose, ...page, thread },
    });
    expect(events.map(({ officer: by }) => by)).toEqual([officer, officer]);
  });

  it('no refused message with a link, a hash or a time that none can have', async () => {
    await insertRow(desk.database, 'mailbox.quarantine', { code: 'SIGNATURE_INVALID' });
    for (const odd of [
      { link_id: 'XA.XB' },
      { message_id: randomUUID() },
      { evidence_sha256: 'x' },
      { at: 'infinity' },
    ])
      await expect(insertRow(desk.database, 'mailbox.quarantine', odd)).rejects.toMatchObject({
        code: 'STORE_CONSTRAINT',
      });
    const { rows } = await desk.ask('audit.quarantine-list', {
      ...{ session: desk.session, purpose, ...page },
    });
    expect(rows).toHaveLength(1);
  });
});
