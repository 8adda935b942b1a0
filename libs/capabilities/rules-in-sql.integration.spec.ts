import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { TestPostgres } from '../../test/support/postgres.js';
import { asOwner } from '../../test/support/journal.js';
import { insertRow, insertRows } from '../../test/support/rows.js';
import { assessedUntil } from '#capabilities/halts/operations.model';
import {
  parseOfficerId,
  parseThreadId,
  priorities,
  settledCodes,
  timestamp,
  type DocumentId,
} from '#kernel';
import { standingOf } from '#capabilities/access-lists/access-lists.model';
import { notifiedTypes } from '#capabilities/events/events.queries';
import { Operations } from '#capabilities/halts/operations.rows';
import { migrations, type Connection, type Store } from '#store';

let postgres: TestPostgres;
let database: Connection;
let store: Store;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  store = await postgres.store(await postgres.role(database, 'liaise_opener'), 'opener', 1);
}, 60_000);
afterAll(async () => {
  await store.close();
  await postgres.stop();
});

describe('rules that stand in the database as well', () => {
  it('know one list of codes by which a document is settled', async () => {
    const functions = await asOwner<{
      name: string;
      text: string;
    }>(
      database,
      `select p.proname as name, pg_get_functiondef(p.oid) as text from pg_proc p
       join pg_namespace n on n.oid = p.pronamespace
       where n.nspname in ('cases', 'mailbox', 'journal', 'access') and p.prokind = 'f'`,
    );
    const found = functions.flatMap(({ name, text }) =>
      [...text.matchAll(/ARRAY\[([^\]]*'DOCUMENT_REPLAYED'[^\]]*)\]/g)].map(([, codes = '']) => ({
        name,
        codes: [...codes.matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code).sort(),
      })),
    );
    expect([...new Set(found.map(({ name }) => name))].sort()).toEqual([
      'halts_beside',
      'narrowed_by_others',
      'owed_by_others',
    ]);
    for (const { name, codes } of found)
      expect([name, codes]).toEqual([name, [...settledCodes].sort()]);
    const single = functions.filter(({ text }) =>
      /(?<!ARRAY\[)'DOCUMENT_REPLAYED'::text(?!,)/.test(text),
    );
    // It asks only whether an extension was filed there, and is compared with the rule for that (desk-questions).
    expect(single.map(({ name }) => name)).toEqual(['desk_marks']);
  });

  it('show the service that tells officers what happens the entries that are heard, and no other', async () => {
    const [policy] = await asOwner<{
      rows: string;
    }>(
      database,
      `select pg_get_expr(polqual, polrelid) as rows from pg_policy
       where polname = 'hearing' and polrelid = 'journal.event'::regclass`,
    );
    const named = [...(policy?.rows ?? '').matchAll(/'(?!liaise)([a-z]+(?:\.[a-z]+)+)'/g)];
    expect(named.map(([, typ]) => typ).sort()).toEqual([...notifiedTypes].sort());
    expect(notifiedTypes).not.toContain('item.viewed');
    const thread = await insertRow<{ id: string }>(database, 'cases.thread', {
      ...{ authority: 'border-police', compartment: 'ENFORCEMENT', side: 'ASKED' },
    });
    await insertRows(
      database,
      'journal.event',
      ['case.noted', 'item.viewed', 'access.denied'].map((typ) => ({ typ, thread: thread.id })),
    );
    const login = await postgres.role(database, 'liaise_requests');
    const requests = await postgres.store(login, 'requests', 1);
    const seen = (step: string, authority: string): Promise<{ typ: string }[]> =>
      requests.transaction({ step, authority, compartments: ['ENFORCEMENT'] }, (tx) =>
        tx.query('select typ from journal.event where thread = $1', [thread.id]),
      );
    expect(await seen('hear-events', 'border-police')).toEqual([{ typ: 'case.noted' }]);
    expect(await seen('hear-events', 'harbour-office')).toEqual([]);
    expect(await seen('list-threads', 'border-police')).toEqual([]);
    await requests.close();
  });

  it('let the same officers read a thread', async () => {
    const seen = new Set<string>();
    const officers = fc.constantFrom('ana', 'ben');
    const one = fc.record({
      asking: officers,
      side: fc.constantFrom('ASKING' as const, 'ASKED' as const),
      priority: fc.constantFrom(...Object.values(priorities)),
      first: fc.option(officers),
      second: fc.option(officers),
      line: fc.constantFrom('NONE', 'STAYS', 'OVER', 'HOLDS'),
    });
    await fc.assert(
      fc.asyncProperty(one, async ({ asking, side, priority, first, second, line }) => {
        const own = side === 'ASKING' ? { owner: first } : { holder: first, left_holder: second };
        const members = { side, priority, owner: null, holder: null, left_holder: null, ...own };
        const { id } = await insertRow<{ id: string }>(database, 'cases.thread', members);
        const hour = line === 'OVER' ? -3_600_000 : 3_600_000;
        const until = line === 'STAYS' ? null : new Date(Date.now() + hour);
        if (line !== 'NONE')
          await insertRow(database, 'cases.roster', { thread: id, officer: asking, until });
        const [row] = await asOwner<{ reads: boolean }>(
          database,
          `select cases.reads($2, id, side, priority, holder, left_holder, owner) as reads
           from cases.thread where id = $1`,
          [id, asking],
        );
        const name = parseOfficerId(asking);
        const keeper = side === 'ASKING' ? first : (first ?? second);
        const standing = standingOf(
          { side, priority, keeper: keeper === null ? null : parseOfficerId(keeper) },
          line === 'NONE' ? [] : [{ officer: name, until }],
          name,
          new Date(),
        );
        expect([standing, row?.reads]).toEqual([standing, standing !== 'OFF']);
        seen.add(standing);
      }),
      { numRuns: 150 },
    );
    expect([...seen].sort()).toEqual(['DESK', 'EMERGENCY', 'KEEPER', 'MEMBER', 'OFF']);
  }, 120_000);

  it('hold a stop-word beside a thread as in its own, and judge by the assessment that was signed last', async () => {
    const seen = { open: 0, lifted: 0 };
    const fates = fc.constantFrom(null, 'VOID', 'OPENED', ...settledCodes, 'THREAD_HALTED');
    const sayings = fc.record({
      kind: fc.constantFrom('halt', 'resume', 'resume', 'risk-assessment'),
      direction: fc.constantFrom('OUT' as const, 'IN' as const),
      lifts: fc.nat(2),
      composed: fc.nat(1_000),
      fate: fates,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(sayings, { maxLength: 8 }), async (documents) => {
        const members = { side: 'ASKING', request_type: 'CONTROLLED_DELIVERY' };
        const threads = await insertRows<{ id: string }>(database, 'cases.thread', [
          members,
          members,
        ]);
        const [own = '', beside = ''] = threads.map(({ id }) => id);
        const broadcast = randomUUID();
        await insertRows(database, 'cases.broadcast', [
          { thread: own, broadcast },
          { thread: beside, broadcast },
        ]);
        const said = (row: object): Promise<{ id: DocumentId }> =>
          insertRow(database, 'cases.dispatch', { thread: own, ...row });
        const halts = [(await said({ kind: 'halt', direction: 'IN' })).id];
        const marks: Parameters<typeof assessedUntil>[0][number][] = [];
        for (const { kind, direction, lifts, composed, fate } of documents) {
          const at = new Date(1_700_000_000_000 + composed);
          const until = new Date(at.getTime() + 60_000 + halts.length);
          const { id } = await said({
            ...{ kind, direction, composed_at: at },
            in_reply_to: kind === 'resume' ? halts[lifts % halts.length] : null,
            assessed_until: kind === 'risk-assessment' ? until : null,
          });
          if (kind === 'halt') halts.push(id);
          const isLost = direction === 'OUT' && (fate === 'VOID' || fate === 'THREAD_HALTED');
          if (kind === 'risk-assessment' && !isLost)
            marks.push({ document: id, composedAt: timestamp(at), validUntil: timestamp(until) });
          if (direction === 'IN' || fate === null) continue;
          const isRefused = fate !== 'VOID' && fate !== 'OPENED';
          await insertRow(database, 'mailbox.outbox', {
            ...{ thread: own, dispatch: id, statement: false },
            state: fate === 'VOID' ? 'VOID' : 'CLOSED',
            outcome: fate === 'VOID' ? null : isRefused ? 'REJECTED' : 'OPENED',
            code: isRefused ? fate : null,
          });
        }
        const asked = [own, beside].map((id) => ({
          id: parseThreadId(id),
          requestType: 'CONTROLLED_DELIVERY' as const,
        }));
        const views = await store.transaction({ step: 'open-delivery' }, (tx) =>
          new Operations().operationsOf(tx, asked),
        );
        const [there, here] = asked.map(({ id }) => views.get(id));
        const hashes = await asOwner<{ id: string; hash: string }>(
          database,
          'select id, document_sha256 as hash from cases.dispatch where thread = $1',
          [own],
        );
        const open = there?.halts
          .map(({ halt }) => hashes.find(({ id }) => id === halt)?.hash)
          .sort();
        expect(here?.elsewhere.map(({ halt }) => halt).sort()).toEqual(open);
        expect(there?.assessedUntil).toEqual(assessedUntil(marks));
        seen[open?.length === halts.length ? 'open' : 'lifted'] += 1;
      }),
      { numRuns: 100 },
    );
    expect(seen.open).toBeGreaterThan(5);
    expect(seen.lifted).toBeGreaterThan(5);
  }, 120_000);
});
