import { randomUUID } from 'node:crypto';
import {
  asOwner,
  documentOf,
  linkOf,
  messageOf,
  shaOf,
  storeOf,
  threadOf,
} from '../../../test/support/journal.js';
import { mostReadBy, type Plan, planned, plansIn } from '../../../test/instruments/sql/plans.js';
import { assertSeenOf } from '../../../test/instruments/seen-counts.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRows } from '../../../test/support/rows.js';
import {
  parseMessageId,
  parseStateCode,
  type LinkId,
  type Priority,
  type StateCode,
} from '#kernel';
import { type Connection, migrations, type Store, type Tx } from '#store';
import { acceptOnce, type AcceptedOnce } from './numbered.js';
import { Deliveries } from './deliveries.js';
import { Outbox } from './outbox.js';

let postgres: TestPostgres;
let database: Connection;
let exchange: Store;
let opener: Store;
const deliveries = new Deliveries();
const [flooding, quiet, silent] = [linkOf(1), linkOf(2), linkOf(3)];
const peer = parseStateCode('XB');
let arrived = 0;

async function arrive(
  linkId: LinkId,
  count: number,
  { statement = false, bytes = 32 } = {},
): Promise<void> {
  const frames = Array.from({ length: count }, () => {
    const messageId = parseMessageId((arrived += 1).toString(16).padStart(32, '0'));
    const ciphertext = Buffer.alloc(bytes, messageId);
    return { messageId, part: 0, parts: 1, ciphertext, statement };
  });
  await exchange.transaction({ step: 'test' }, (tx) => deliveries.accept(tx, linkId, peer, frames));
}

const claim = (links: readonly LinkId[]) =>
  opener.transaction({ step: 'test' }, async (tx) => {
    const { rows, more } = await deliveries.claim(tx, links, 24);
    const of = (link: LinkId) => rows.filter(({ linkId }) => linkId === link);
    return { rows, more, flooding: of(flooding), quiet: of(quiet) };
  });

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  exchange = await storeOf(postgres, database, 'exchange', 2);
  opener = await storeOf(postgres, database, 'opener', 2);
  await arrive(flooding, 300);
  await arrive(quiet, 2);
}, 60_000);

afterAll(async () => {
  await exchange.close();
  await opener.close();
  await postgres.stop();
});

describe('deliveries to open (T-35)', () => {
  it('are taken from every link, however many came before on another', async () => {
    const { rows, more, ...of } = await claim([flooding, quiet, silent]);
    expect([of.flooding.length, of.quiet.length, more]).toEqual([12, 2, true]);
    const serials = rows.map(({ serial }) => serial);
    expect(serials).toEqual([...serials].sort((a, b) => a - b));
  });

  it('all belong to one link when only that one has any', async () => {
    const { rows, more, ...of } = await claim([flooding, silent]);
    expect([rows.length, of.flooding.length, more]).toEqual([24, 24, true]);
    expect(await claim([silent])).toMatchObject({ rows: [], more: false });
    expect(await claim([quiet])).toMatchObject({ quiet: [{}, {}], more: false });
  });

  it('stay where they are when their link is not a neighbour’s', async () => {
    expect(await claim([])).toMatchObject({ rows: [], more: false });
  });

  it('are not kept back by a heap that waits for its directory and is looked at again', async () => {
    await opener.transaction({ step: 'test' }, (tx) =>
      tx.query(`update mailbox.delivery set state = 'WAITING' where link_id = $1`, [flooding]),
    );
    expect((await claim([flooding, quiet])).quiet).toHaveLength(2);
  });

  it('begin with the statements of a link: one may be what the others wait for', async () => {
    await arrive(flooding, 1, { statement: true });
    const { rows } = await claim([flooding, quiet]);
    expect(rows.map(({ statement }) => statement)).toEqual([
      true,
      ...Array<boolean>(13).fill(false),
    ]);
  });

  it('are taken by the priority that somebody has seen inside; what nobody has seen comes after that', async () => {
    const later = linkOf(4);
    await arrive(later, 30);
    await opener.transaction({ step: 'test' }, async (tx) => {
      const seen = await deliveries.notSeen(tx, [later], 26);
      expect(seen).toHaveLength(26);
      const given = seen.map((_, i): Priority => (i === 25 ? 0 : i === 24 ? 1 : 2));
      await deliveries.notePriorities(
        tx,
        seen.map((row, i) => ({ row, thread: null, priority: given[i] ?? 2 })),
      );
      const { rows } = await deliveries.claim(tx, [later], 40);
      const serials = seen.map(({ serial }) => serial);
      expect(rows.slice(0, 26).map(({ serial }) => serial)).toEqual([
        ...[serials[25], serials[24]],
        ...serials.slice(0, 24),
      ]);
      expect(rows).toHaveLength(30);
      expect(await deliveries.notSeen(tx, [later], 26)).toHaveLength(4);
      // One link gets no more than its share of the looks ahead.
      expect(
        (await deliveries.notSeen(tx, [later, flooding], 6)).map(({ linkId }) => linkId).sort(),
      ).toEqual([...Array<LinkId>(3).fill(later), ...Array<LinkId>(3).fill(flooding)].sort());
    });
  });

  it('are looked at in turn, whatever other links have not, and however large those of one are', async () => {
    const [large, small] = [linkOf(5), linkOf(6)];
    await arrive(large, 12, { bytes: 1_000_000 });
    await arrive(small, 12);
    const idle = Array.from({ length: 20 }, (_, i) => linkOf(20 + i));
    await opener.transaction({ step: 'test' }, async (tx) => {
      const seen = await deliveries.notSeen(tx, [...idle, large, small], 24);
      const of = (link: LinkId): number => seen.filter(({ linkId }) => linkId === link).length;
      // Each of the two links has a share of 4 MiB.
      expect([of(large), of(small)]).toEqual([5, 12]);
      expect(seen.slice(0, 4).map(({ linkId }) => linkId)).toEqual([large, small, large, small]);
    });
  });

  it('are bounded by their bytes too, of each link alike, and one is taken however large it is', async () => {
    const [large, small] = [linkOf(8), linkOf(9)];
    await arrive(large, 6, { bytes: 100_000 });
    await arrive(small, 3);
    const taken = async (links: readonly LinkId[]): Promise<unknown[]> => {
      const { rows, more } = await claim(links);
      return [...links.map((link) => rows.filter((row) => row.linkId === link).length), more];
    };
    // 512 KiB of one link, 256 KiB of each of two.
    expect(await taken([large])).toEqual([6, false]);
    expect(await taken([large, small])).toEqual([3, 3, true]);
    await arrive(small, 1, { bytes: 1_000_000 });
    await arrive(small, 1);
    expect(await taken([large, small])).toEqual([3, 4, true]);
    const huge = linkOf(10);
    await arrive(huge, 2, { bytes: 1_000_000 });
    expect(await taken([huge])).toEqual([1, true]);
  });

  it('are skipped by a second opener while the first has them', async () => {
    await opener.transaction({ step: 'test' }, async (tx) => {
      const first = await deliveries.claim(tx, [flooding], 24);
      const second = await claim([flooding]);
      const taken = new Set(first.rows.map(({ messageId }) => messageId));
      expect(second.rows).toHaveLength(24);
      expect(second.rows.some(({ messageId }) => taken.has(messageId))).toBe(false);
    });
  });
});

describe('a document', () => {
  it('that two messages bring at once is accepted of one of them', async () => {
    const accept = (tx: Tx, n: number) =>
      acceptOnce(tx, [
        {
          origin: peer,
          document: documentOf(1),
          messageId: messageOf(n),
          documentSha256: shaOf('document'),
          ...{ linkId: linkOf(60), seq: n, envelopeSha256: shaOf(`envelope ${n}`), prev: null },
        },
      ]);
    let second: Promise<AcceptedOnce> | undefined;
    const first = await opener.transaction({ step: 'test' }, (tx) => {
      second = opener.transaction({ step: 'test' }, (other) => accept(other, 2));
      return accept(tx, 1);
    });
    const both = [first, await second];
    for (const kept of ['fresh', 'numbered'] as const)
      expect(both.flatMap((one) => [...(one?.[kept] ?? [])])).toHaveLength(1);
    const again = await opener.transaction({ step: 'test' }, (tx) => accept(tx, 3));
    expect(again).toEqual({ fresh: new Set(), numbered: new Set() });
    // A refused message takes no number.
    const taken = await opener.transaction({ step: 'test' }, (tx) =>
      tx.query('select seq from mailbox.chain where link_id = $1', [linkOf(60)]),
    );
    expect(taken).toHaveLength(1);
  });

  it('under a number that another message has is accepted, and told apart', async () => {
    const accept = (n: number) =>
      opener.transaction({ step: 'test' }, (tx) =>
        acceptOnce(tx, [
          {
            ...{ origin: peer, document: documentOf(n), messageId: messageOf(n) },
            ...{ documentSha256: shaOf(`document ${n}`), linkId: linkOf(61), seq: 1 },
            ...{ envelopeSha256: shaOf(`envelope ${n}`), prev: null },
          },
        ]),
      );
    const idsOf = ({ fresh, numbered }: AcceptedOnce) =>
      [fresh, numbered].map((some) => [...some].map(({ messageId }) => messageId));
    expect(idsOf(await accept(30))).toEqual([[messageOf(30)], [messageOf(30)]]);
    expect(idsOf(await accept(31))).toEqual([[messageOf(31)], []]);
  });

  it('of two neighbours under one id of a message are two messages: the number of one is not that of the other', async () => {
    const bringer = (origin: StateCode, n: number, link: LinkId, seq: number) => ({
      ...{ origin, document: documentOf(n), messageId: messageOf(40), linkId: link, seq },
      ...{ documentSha256: shaOf(`document ${n}`), envelopeSha256: shaOf(`envelope ${n}`) },
      prev: null,
    });
    const other = parseStateCode('XQ');
    const [before, ours, theirs] = [
      { ...bringer(other, 41, linkOf(63), 1), messageId: messageOf(41) },
      bringer(peer, 42, linkOf(62), 1),
      bringer(other, 43, linkOf(63), 1),
    ];
    const accept = (bringers: readonly (typeof before)[]) =>
      opener.transaction({ step: 'test' }, (tx) => acceptOnce(tx, bringers));
    await accept([before]);
    const { fresh, numbered } = await accept([ours, theirs]);
    expect(fresh).toEqual(new Set([ours, theirs]));
    expect(numbered).toEqual(new Set([ours]));
  });
});

describe('a step of the carriage reads', () => {
  const link = linkOf(7);

  async function mostRead(
    of: string,
    store: Store,
    work: (tx: Tx) => Promise<unknown>,
  ): Promise<number> {
    const plans: Plan[] = [];
    for (const how of planned)
      plans.push(...(await store.transaction({ step: 'test' }, (tx) => plansIn(tx, how, work))));
    assertSeenOf('plans of the carriage', { [of]: plans.length });
    return mostReadBy(plans);
  }

  it('what waits on its link, not the log', async () => {
    const numbers = Array.from({ length: 10_000 }, (_, index) => index);
    await insertRows(
      database,
      'journal.leaf',
      numbers.map((index) => ({ index, event: threadOf(index) })),
    );
    await asOwner(database, 'update journal.released set size = 10000');
    await insertRows(
      database,
      'mailbox.outbox',
      numbers.slice(0, 300).map((n) => ({
        ...{ link_id: link, peer: 'XB', state: 'SEALED', ciphertext: Buffer.alloc(0) },
        ...{ intent_event: threadOf(n), thread: randomUUID() },
      })),
    );
    await asOwner(database, 'analyze journal.leaf, mailbox.outbox');
    const outbox = new Outbox();
    const due = await exchange.transaction({ step: 'test' }, (tx) => outbox.due(tx, link, 128));
    expect(due).toHaveLength(128);
    const read = await mostRead('due to leave', exchange, (tx) => outbox.due(tx, link, 128));
    expect(read).toBeGreaterThanOrEqual(128);
    expect(read).toBeLessThanOrEqual(300);
  });

  it('as many as it takes, not all that came', async () => {
    await arrive(link, 2_000);
    await asOwner(database, 'analyze mailbox.delivery');
    for (const [of, work] of [
      ['not seen', (tx: Tx) => deliveries.notSeen(tx, [link], 24)],
      ['to be opened', (tx: Tx) => deliveries.claim(tx, [link], 24)],
    ] as const) {
      const read = await mostRead(of, opener, work);
      expect(read).toBeGreaterThanOrEqual(24);
      expect(read).toBeLessThanOrEqual(48);
    }
  });
});
