import fc from 'fast-check';
import { linkOf, messageOf, shaOf, storeOf } from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRow } from '../../../test/support/rows.js';
import { parseStateCode } from '#kernel';
import { asAdmin, migrations, type Connection, type Store } from '#store';
import { Links } from './links.js';

let postgres: TestPostgres;
let database: Connection;
let store: Store;
let sealer: Store;
const links = new Links();

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  store = await storeOf(postgres, database, 'opener', 2);
  sealer = await storeOf(postgres, database, 'sealer', 2);
});

afterAll(async () => {
  await store.close();
  await sealer.close();
  await postgres.stop();
});

describe('the chain of a link', () => {
  it('finds exactly the numbers whose neighbour, once both are known, does not agree', async () => {
    let link = 0;
    const hash = (seq: number): ReturnType<typeof shaOf> => shaOf(`envelope ${seq}`);
    // Two bits per number: received at all, and linked to its true predecessor.
    const cards = fc.array(fc.record({ known: fc.boolean(), true: fc.boolean() }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(cards, async (deck) => {
        link += 1;
        const linkId = linkOf(link);
        const known = deck.flatMap((card, i) => (card.known ? [{ ...card, seq: i + 1 }] : []));
        const notes = known.map(({ seq, true: right }) => ({
          linkId,
          direction: 'IN' as const,
          seq,
          messageId: messageOf(link * 100 + seq),
          envelopeSha256: hash(seq),
          prev: seq === 1 ? null : right ? hash(seq - 1) : shaOf('another'),
          outcome: 'OPENED',
        }));
        const at = (seq: number) => notes.find((note) => note.seq === seq);
        const wrong = ({ seq, prev }: { seq: number; prev: unknown }): boolean =>
          at(seq - 1) !== undefined && prev !== hash(seq - 1);
        const expected = notes.filter((note) => {
          const after = at(note.seq + 1);
          return wrong(note) || (after !== undefined && wrong(after));
        });
        const broken = await store.transaction({ step: 'test' }, async (tx) => {
          const noted = await links.noteChain(tx, notes);
          expect(noted.size).toBe(notes.length);
          expect((await links.noteChain(tx, notes)).size).toBe(0);
          return links.chainBroken(
            tx,
            linkId,
            deck.map((_, i) => i + 1),
          );
        });
        expect([...broken].sort((a, b) => a - b)).toEqual(expected.map(({ seq }) => seq));
      }),
      { numRuns: 60 },
    );
  });

  it('names at most 256 missing numbers, and at once, however far the neighbour jumped', async () => {
    const linkId = linkOf(800);
    const note = (seq: number) => ({
      ...{ linkId, direction: 'IN' as const, seq, messageId: messageOf(80_000 + (seq % 1_000)) },
      ...{ envelopeSha256: shaOf(`far ${seq}`), prev: null, outcome: 'OPENED' },
    });
    const seqs = [1, 3, Number.MAX_SAFE_INTEGER - 1];
    await store.transaction({ step: 'test' }, (tx) => links.noteChain(tx, seqs.map(note)));
    await asAdmin(database, (admin) =>
      admin.query(`update mailbox.chain set noted_at = noted_at - interval '2 minutes'`),
    );
    const holes = (whole?: number) =>
      store.transaction({ step: 'test' }, (tx) => links.holes(tx, linkId, whole));
    const all = await holes();
    expect(all.seqs).toHaveLength(256);
    expect(all.seqs.slice(0, 3)).toEqual([2, 4, 5]);
    expect(all.whole).toBe(1);
    // Starting from a complete number finds the same gaps.
    expect(await holes(all.whole)).toEqual(all);
    await store.transaction({ step: 'test' }, (tx) => links.noteChain(tx, [note(2)]));
    const fewer = await holes(all.whole);
    expect(fewer.seqs.slice(0, 2)).toEqual([4, 5]);
    expect(fewer.whole).toBe(3);
    expect(await holes(3)).toEqual(fewer);
    // After a database restore the hint is not trusted.
    expect(await holes(4)).toEqual(fewer);
  });
});

describe('what is counted on a link', () => {
  const received = (linkId: string, rseq: number) =>
    insertRow(database, 'mailbox.receipt_in', {
      ...{ link_id: linkId, rseq, message_id: messageOf(rseq), stage: 'OPENED' },
    });

  it('hears no more receipts acknowledged than were issued, and never goes back', async () => {
    const linkId = linkOf(900);
    await sealer.transaction({ step: 'test' }, async (tx) => {
      await links.ensure(tx, linkId, parseStateCode('XB'));
      await links.ensure(tx, linkId, parseStateCode('XB'));
    });
    await asAdmin(database, (admin) =>
      admin.query('update mailbox.link_receipts set last_rseq = 5 where link_id = $1', [linkId]),
    );
    const raiseAndRead = (news: Parameters<Links['raiseProgress']>[2]) =>
      store.transaction({ step: 'test' }, async (tx) => {
        expect(await links.raiseProgress(tx, linkId, news)).toBe(5);
        return links.read(tx, linkId);
      });
    const point = { origin: 'audit.b.example/2026', size: 9, root: 'cm9vdA==' };
    expect(await raiseAndRead({ acknowledgedUpTo: 99 })).toMatchObject({
      acknowledgedUpTo: 5,
      verifiedUpTo: 0,
    });
    for (const rseq of [1, 2, 3, 4, 6]) await received(linkId, rseq);
    expect(await raiseAndRead({ acknowledgedUpTo: 2, peerCheckpoint: point })).toMatchObject({
      acknowledgedUpTo: 5,
      verifiedUpTo: 4,
      peerCheckpoint: point,
    });
    const older = { ...point, size: 8 };
    expect(await raiseAndRead({ acknowledgedUpTo: 1, peerCheckpoint: older })).toMatchObject({
      acknowledgedUpTo: 5,
      verifiedUpTo: 4,
      peerCheckpoint: point,
    });
  });

  it('names an unknown link', async () => {
    const unknown = linkOf(901);
    const read = store.transaction({ step: 'test' }, (tx) => links.read(tx, unknown));
    await expect(read).rejects.toMatchObject({ code: 'LINK_UNKNOWN' });
  });
});
