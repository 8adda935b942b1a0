import fc from 'fast-check';
import { join } from 'node:path';
import { TestArchive } from '../../../../test/support/archive.js';
import { aDocument, aDocumentOf } from '../../../../test/support/builders.js';
import {
  HandedOn,
  type Fate,
  type HandedOnCase,
  type PropagatedRecallCase,
} from '../../../../test/support/handed-on.js';
import { TestFolder } from '../../../../test/support/nats.js';
import { TestPostgres } from '../../../../test/support/postgres.js';
import { Cases } from '#capabilities/cases';
import { isCoded, settledCodes, timestamp, type Handling } from '#kernel';
import type { Item } from '#capabilities/capability';
import { laxerMember, type Narrowing } from '../handling/narrowing.model.js';
import { recallActs } from './recalling.model.js';
import { loadPropagateRecall } from './propagate-recall.facts.js';
import { propagateRecallRules } from './propagate-recall.rules.js';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import type { Session } from '#access';
import { Mailbox } from '#mailbox';
import type { Store } from '#store';

let postgres: TestPostgres;
let folder: TestFolder;
let archive: TestArchive;
let handed: HandedOn;
let store: Store;
let cases: Cases;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  folder = await TestFolder.create();
  archive = await TestArchive.create(postgres, join(folder.path, 'b'));
  handed = new HandedOn(archive);
  store = await archive.store('inbox');
  cases = new Cases(archive.keys('inbox'), archive.file);
}, 60_000);
afterAll(async () => {
  await archive.close();
  await postgres.stop();
  await folder.remove();
});

const complying = ({ thread, recall }: Awaited<ReturnType<HandedOn['place']>>, session: Session) =>
  store.transaction(officerContext(session, 'submit-dispatch'), async (tx) => {
    const record = await cases.find(tx, thread);
    if (record === undefined) throw new Error('the officer does not see the thread');
    const body = { outcome: 'COMPLIED', reason: '' } as const;
    const answer = aDocumentOf('recall-answer', { thread, inReplyTo: recall, body });
    const at = timestamp(new Date());
    const item: Item = { document: answer, thread: record, direction: 'OUT', at };
    const facts = await loadPropagateRecall({ tx, cases, mailbox: new Mailbox() }, [item]);
    const [flaw] = propagateRecallRules.flatMap((rule) => rule.judge(item, facts, 'INTAKE') ?? []);
    if (flaw !== undefined && !isCoded(flaw)) throw flaw;
    return flaw?.code ?? 'done';
  });

async function bothWays(one: HandedOnCase): Promise<{ own: string; other: string }> {
  const own = await complying(await handed.place(one, 'OWN'), handed.session('OWN'));
  const other = await complying(await handed.place(one, 'OTHER'), handed.session('OTHER'));
  return { own, other };
}

const free: Handling = {
  ...aDocument().handling,
  codes: ['H0'],
  restrictions: '',
  retentionMonths: 6,
};
const strict: Narrowing = { codes: ['H0', 'H1'], restrictions: '', retentionMonths: 2 };
const queued: Fate = { state: 'QUEUED', sealed: false, outcome: null, code: null, receipts: [] };
const arrived: Fate = {
  ...{ state: 'CLOSED', sealed: true, outcome: 'OPENED', code: null },
  receipts: [{ stage: 'OPENED', code: null }],
};
const refused = (code: string): Fate => ({
  ...{ state: 'CLOSED', sealed: true, outcome: 'REJECTED', code },
  receipts: [{ stage: 'REJECTED', code }],
});
const narrowed: HandedOnCase = {
  ...{ act: 'NARROW', handling: strict, forward: free, fate: arrived, propagated: [] },
};
const narrowing: PropagatedRecallCase = {
  ...{ act: 'NARROW', handling: strict, later: true, fate: arrived, outcome: 'COMPLIED' },
};
const blocked = { own: 'RECALL_NOT_PASSED_ON', other: 'RECALL_NOT_PASSED_ON' };
const done = { own: 'done', other: 'done' };

describe('who is still owed a recall, for the own desk and for another one', () => {
  it('is a holder who was narrowed later, and to less', async () => {
    const lax = { ...narrowing, handling: { ...strict, codes: ['H0'] as const } };
    expect(await bothWays({ ...narrowed, propagated: [narrowing] })).toEqual(done);
    expect(await bothWays({ ...narrowed, propagated: [lax as PropagatedRecallCase] })).toEqual(
      blocked,
    );
  });

  it('is a holder who refused what it has, or has had, and nobody who never had it', async () => {
    const recalled = { ...narrowed, act: 'RECALL', handling: null } as const;
    for (const code of settledCodes)
      expect([code, await bothWays({ ...recalled, fate: refused(code) })]).toEqual([code, blocked]);
    expect(await bothWays({ ...recalled, fate: refused('THREAD_HALTED') })).toEqual(done);
    expect(await bothWays({ ...recalled, fate: { ...queued, state: 'VOID' } })).toEqual(done);
    expect(await bothWays({ ...recalled, fate: queued })).toEqual(blocked);
  });

  it('is a holder whom the word never reached, whatever it has answered, and is told by the last one that did', async () => {
    const lost = { ...narrowing, fate: refused('PARENT_MISMATCH') };
    expect(await bothWays({ ...narrowed, propagated: [lost] })).toEqual(blocked);
    const unanswered = { ...lost, outcome: null };
    expect(await bothWays({ ...narrowed, propagated: [narrowing, unanswered] })).toEqual(done);
  });

  it('is a holder who cannot keep to a mark, whatever it has complied with since', async () => {
    const red = { ...strict, tlp: 'RED' } as const;
    const cannot: PropagatedRecallCase = { ...narrowing, handling: red, outcome: 'CANNOT' };
    expect(await bothWays({ ...narrowed, handling: red, propagated: [cannot, narrowing] })).toEqual(
      blocked,
    );
    const can: PropagatedRecallCase = { ...cannot, outcome: 'COMPLIED' };
    expect(await bothWays({ ...narrowed, handling: red, propagated: [can, narrowing] })).toEqual(
      done,
    );
  });

  it('is the same of every history', async () => {
    const seen = { done: 0, blocked: 0 };
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const { own, other } = await bothWays(history);
        expect(other).toBe(own);
        seen[own === 'done' ? 'done' : 'blocked'] += 1;
      }),
      { numRuns: 60 },
    );
    expect(seen.done).toBeGreaterThan(5);
    expect(seen.blocked).toBeGreaterThan(5);
  }, 240_000);
});

const codes = fc.constantFrom(...settledCodes, 'PARENT_MISMATCH');
const receipts = fc.array(
  fc.oneof(
    fc.record({
      stage: fc.constantFrom('DELIVERED', 'OPENED', 'RETRIEVED'),
      code: fc.constant(null),
    }),
    fc.record({ stage: fc.constant('REJECTED'), code: codes }),
  ),
  { maxLength: 3 },
);
const fates: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(arrived) },
  fc
    .record({ sealed: fc.boolean() })
    .map((each) => ({ ...queued, ...each, state: 'VOID' as const })),
  fc.tuple(receipts, fc.nat()).map(([all, at]): Fate => {
    const ending = all.filter(({ stage }) => stage === 'OPENED' || stage === 'REJECTED');
    const end = ending[at % Math.max(1, ending.length)];
    if (end === undefined) return { ...queued, state: 'RELAYED', sealed: true, receipts: all };
    const outcome = end.stage === 'OPENED' ? ('OPENED' as const) : ('REJECTED' as const);
    return { state: 'CLOSED', sealed: true, outcome, code: end.code, receipts: all };
  }),
);
const narrowings: fc.Arbitrary<Narrowing> = fc
  .record({
    codes: fc.constantFrom(['H0'] as const, ['H0', 'H1'] as const, ['H0', 'H1', 'H2'] as const),
    retentionMonths: fc.constantFrom(6, 2),
    tlp: fc.option(fc.constantFrom('AMBER' as const, 'RED' as const), { nil: undefined }),
  })
  .map(({ tlp, ...each }) => ({
    ...each,
    restrictions: '',
    ...(tlp === undefined ? {} : { tlp }),
  }));
const anyOnwardRecall: fc.Arbitrary<PropagatedRecallCase> = fc
  .record({
    act: fc.constantFrom(...recallActs, 'NARROW' as const, 'NARROW' as const),
    narrowing: narrowings,
    later: fc.boolean(),
    fate: fates,
    outcome: fc.constantFrom('COMPLIED' as const, 'COMPLIED' as const, 'CANNOT' as const, null),
  })
  .map(({ narrowing: to, ...each }) => ({ ...each, handling: each.act === 'NARROW' ? to : null }));

function lawful(
  forward: Handling,
  propagated: readonly PropagatedRecallCase[],
): PropagatedRecallCase[] {
  let now: Narrowing = forward;
  return propagated.flatMap((each) => {
    if (each.handling === null) return [each];
    if (laxerMember(now, each.handling) !== undefined) return [];
    now = {
      ...each.handling,
      ...((each.handling.tlp ?? now.tlp) ? { tlp: each.handling.tlp ?? now.tlp } : {}),
    };
    return [each];
  });
}

const histories: fc.Arbitrary<HandedOnCase> = fc
  .record({
    act: fc.constantFrom(...recallActs, 'NARROW' as const),
    narrowing: narrowings,
    forward: narrowings,
    fate: fates,
    propagated: fc.array(anyOnwardRecall, { maxLength: 4 }),
  })
  .map(({ narrowing: to, forward, propagated: drawn, ...each }) => {
    // In filing order: those before the recall, then those after it.
    const inOrder = [...drawn.filter(({ later }) => !later), ...drawn.filter(({ later }) => later)];
    const handling = { ...free, ...forward };
    return {
      ...each,
      handling: each.act === 'NARROW' ? to : null,
      forward: handling,
      propagated: lawful(handling, inOrder),
    };
  });
