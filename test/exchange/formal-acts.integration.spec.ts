import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WatchTime } from '#capabilities/time-stamps/watch-time.jobs';
import { timestamp, type Body, type DocumentId, type DocumentKind, type ThreadId } from '#kernel';
import { bodyOf } from '../support/builders.js';
import { EvidenceCase, type State } from './fixtures/evidence-case.js';
import { FormalTime, mayAct, obstaclesOf } from './fixtures/formal-time.js';
import { eventually } from '../support/nats.js';
import { codeOf } from './fixtures/recalling.js';
import type { Composed } from '../support/two-states.js';

const day = 24 * 3_600_000;
const [kept, blocked] = ['COMPOSED_TIME_INVALID', 'FORMAL_ACT_BLOCKED'];
let at: EvidenceCase;
let time: FormalTime;
beforeAll(async () => {
  at = await EvidenceCase.begin();
}, 60_000);
afterAll(async () => {
  await at.two.stop();
  await time.stop();
});

type Said = Parameters<EvidenceCase['compose']>;
const code = async (...said: Said): Promise<string> =>
  codeOf(at.submit(said[0], said[1], await at.compose(...said)));
const detail = async (...said: Said): Promise<string> => {
  const sent = await at.compose(...said);
  return at.submit(said[0], said[1], sent).then(
    () => 'done',
    (error: unknown) => String((error as { detail?: string }).detail),
  );
};

const outOf = async (state: State, id: DocumentId): Promise<string> => {
  const [row] = await at.two[state].sql<{ state: string; why: string | null }>(
    `select state, case state when 'QUEUED' then waits_for else code end as why from mailbox.outbox where dispatch = $1`,
    [id],
  );
  return row === undefined ? '' : [row.state, ...(row.why === null ? [] : [row.why])].join(' ');
};
const waits = (state: State, id: DocumentId): Promise<void> =>
  eventually(async () => (await outOf(state, id)) === `QUEUED ${blocked}`);

async function silent(state: State, seconds: number, obstacles: readonly string[] = []) {
  await at.two[state].steps.hold('time');
  await at.two[state].sql(
    `update journal.formal_acts set obstacles = $2, at = clock_timestamp() - make_interval(secs => $1)`,
    [seconds, obstacles],
  );
}
async function again(state: State): Promise<void> {
  at.two[state].steps.resume('time');
  await mayAct(at.two[state]);
}

async function asked() {
  const case_ = await at.answered();
  const { thread, response } = case_;
  const asks = await at.asking(response);
  const question = await at.tell('a', 'ana', thread, response, 'evidence-consent-request', asks);
  return { ...case_, question };
}
const say = async <K extends DocumentKind>(
  state: State,
  name: string,
  [thread, to]: readonly [ThreadId, DocumentId],
  kind: K,
  body: Body<K>,
  members: Said[6] = {},
): Promise<Composed> => {
  const sent = await at.compose(state, name, thread, to, kind, body, members);
  await at.submit(state, name, sent);
  return sent;
};

async function noticeOf(item: DocumentId): Promise<Body<'exculpatory-notice'>> {
  const { sha256 } = await at.reference(item);
  const hence = (minutes: number) => timestamp(new Date(Date.now() + minutes * 60_000));
  const times = { foundAt: hence(-10), disclosureAt: hence(60) };
  return { ...bodyOf['exculpatory-notice'](), item, itemSha256: sha256, ...times };
}

const refusing = async (item: DocumentId): Promise<Body<'evidence-consent'>> => {
  const { scope, proceedings, judicialInstrumentNeeded, mayNameSource, expiresAt, ...rest } =
    await at.consenting([item]);
  void [scope, proceedings, judicialInstrumentNeeded, mayNameSource, expiresAt];
  return { ...rest, outcome: 'REFUSED', reason: 'It would endanger a source.' };
};

describe('a State of whose acts a court could doubt the date', () => {
  it('does none while nobody has said that it may, and is told what it lacks without an authority', async () => {
    const { thread, response, question } = await asked();
    const give = ['b', 'pia', thread, question, 'evidence-consent'] as const;
    const granted = await at.consenting([response]);
    expect(await code(...give, granted)).toBe(blocked);
    expect(await detail(...give, granted)).toMatch(/^AUDIT_SILENT: .*whether it runs$/);
    // Audit service of XB, started without a time-stamp authority in its settings.
    const { store, journal } = await at.two.b.parts('audit');
    const quiet = (): void => undefined;
    await new WatchTime(store, journal, [], () => 'BY_TWO', quiet, quiet).run();
    expect(await obstaclesOf(at.two.b)).toEqual(['NO_TIME_AUTHORITY']);
    expect(await detail(...give, granted)).toMatch(
      /^NO_TIME_AUTHORITY: no time-stamp authority is configured: .*`tsa1` of liaise\.json/,
    );
    time = await FormalTime.start(at.two.a, at.two.b);
    expect(await code(...give, granted)).toBe('done');
  }, 90_000);

  it('is told at submission what is missing, of each formal act; the rest it says as ever', async () => {
    const { thread, request, response, question } = await asked();
    const formal = await at.formal([request], []);
    const sent = await say('a', 'cam', [thread, response], 'formal-request', formal);
    await at.arrived('b', sent.id);
    const consent = await at.consenting([response]);
    const limited = { ...consent, outcome: 'LIMITED' } as const;
    const unasked = { ...consent, given: 'WITH_SUPPLY' } as const;
    const given = await at.tell('b', 'pia', thread, response, 'evidence-consent', unasked);
    for (const state of ['a', 'b'] as const) await silent(state, 1, ['UNTIMED', 'CLOCK_BLOCKS']);

    const answer = { ...bodyOf['formal-answer'](), items: [await at.item(response)] };
    expect(await detail('b', 'pia', thread, sent.id, 'formal-answer', answer)).toMatch(
      /^UNTIMED: .*; CLOCK_BLOCKS: the clock .*sets it$/,
    );
    const said = [
      await code('b', 'pia', thread, sent.id, 'formal-answer', answer),
      await code('b', 'pia', thread, question, 'evidence-consent', consent),
      await code('b', 'pia', thread, question, 'evidence-consent', limited),
      await code('a', 'cam', thread, response, 'formal-request', formal),
    ];
    expect(said).toEqual([blocked, blocked, blocked, blocked]);
    // Permanent errors are reported first, and a refused act leaves nothing behind.
    expect(await code('a', 'ana', thread, response, 'formal-request', formal)).toBe(
      'PERMISSION_DENIED',
    );
    const own = `select kind from cases.dispatch where thread = $1 and direction = 'OUT' and kind like 'formal%'`;
    expect(await at.two.b.sql(own, [thread])).toEqual([]);

    const notice = await noticeOf(response);
    await at.tell('b', 'ben', thread, response, 'exculpatory-notice', notice);
    const no = await refusing(response);
    await at.tell('b', 'pia', thread, question, 'evidence-consent', no);
    const back = { what: 'RECALL', items: [given], reason: 'A mistake.', effect: 'None.' } as const;
    await at.tell('b', 'pia', thread, given, 'recall', back);
    expect(await at.readEventTypes('a', thread)).toEqual(
      expect.arrayContaining(['notice.exculpatory', 'consent.refused', 'consent.withdrawn']),
    );
    for (const state of ['a', 'b'] as const) await again(state);
    expect(await code('b', 'pia', thread, sent.id, 'formal-answer', answer)).toBe('done');
  }, 90_000);

  it('may not either once its audit service has said nothing for a minute, and may again once it does', async () => {
    const { thread, response } = await asked();
    const unasked = { given: 'WITH_SUPPLY' } as const;
    const body = await at.consenting([response], unasked);
    const give = () => code('b', 'pia', thread, response, 'evidence-consent', body);
    await silent('b', 45);
    expect(await give()).toBe('done');
    for (const seconds of [61, -61]) {
      await silent('b', seconds);
      expect([seconds, await give()]).toEqual([seconds, blocked]);
    }
    await at.two.b.sql('delete from journal.formal_acts');
    expect(await give()).toBe(blocked);
    await again('b');
    expect(await give()).toBe('done');
    // Reported repeatedly, although nothing changes.
    const said = async () =>
      (await at.two.b.sql<{ at: Date }>('select at from journal.formal_acts'))[0]?.at.getTime();
    const before = await said();
    await eventually(async () => ((await said()) ?? 0) > (before ?? 0));
  }, 90_000);
});

describe('a formal act that was taken before', () => {
  async function caught<K extends DocumentKind>(...said: Parameters<typeof say<K>>) {
    const { steps } = at.two[said[0]];
    await steps.hold('seal');
    const sent = await say(...said);
    await silent(said[0], 1, ['UNCOSIGNED']);
    steps.resume('seal');
    await waits(said[0], sent.id);
    return sent;
  }

  it('waits, says why, holds up nothing else of its thread, and leaves by itself', async () => {
    const { thread, response, question } = await asked();
    const granted = await at.consenting([response]);
    const place = [thread, question] as const;
    const consent = await caught('b', 'pia', place, 'evidence-consent', granted);
    const view = await at.two.b.asked.show(at.two.b.session('ben'), thread, 'INVESTIGATION', {
      limit: 100,
      after: null,
    });
    const stages = view.dispatches.find(({ dispatch }) => dispatch === consent.id)?.stages;
    expect(stages?.map((stage) => [stage.stage, stage.code])).toEqual([['QUEUED', blocked]]);

    // A notice for an accused person passes; its withdrawal waits, since the neighbour has nothing yet.
    const notice = await noticeOf(response);
    await at.tell('b', 'ben', thread, response, 'exculpatory-notice', notice);
    const items = [consent.id];
    const back = { what: 'RECALL', items, reason: 'A mistake.', effect: 'None.' } as const;
    const recall = await say('b', 'pia', [thread, consent.id], 'recall', back);
    await waits('b', recall.id);
    // The state stays, however old the audit service's last report is.
    await silent('b', 3_600);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect([await outOf('b', consent.id), await outOf('b', recall.id)]).toEqual([
      `QUEUED ${blocked}`,
      `QUEUED ${blocked}`,
    ]);
    await again('b');
    for (const { id } of [consent, recall]) await at.arrived('a', id);
    expect(await at.readEventTypes('a', thread)).toEqual([
      ...['consent.requested', 'notice.exculpatory', 'consent.granted', 'consent.withdrawn'],
    ]);
    const quarantined = 'select code from mailbox.quarantine';
    expect(await at.two.a.sql(quarantined)).toEqual([]);
  }, 90_000);

  it('is kept back 24 hours after its signature, and can be said again', async () => {
    const { thread, response, question } = await asked();
    const granted = await at.consenting([response]);
    const composedAt = timestamp(new Date(Date.now() - day + 12_000));
    const place = [thread, question] as const;
    const late = await caught('b', 'pia', place, 'evidence-consent', granted, { composedAt });
    await eventually(async () => (await outOf('b', late.id)) === `VOID ${kept}`);
    expect(await at.owed('b', thread)).toContain('EVIDENCE_CONSENT XB');
    await again('b');
    const anew = await say('b', 'pia', place, 'evidence-consent', granted);
    await at.arrived('a', anew.id);
    expect(await at.two.a.sql('select 1 from cases.dispatch where id = $1', [late.id])).toEqual([]);
  }, 90_000);

  it('is judged by the document when it is sealed, also at the State that asks', async () => {
    const { thread, request, response } = await asked();
    const formal = await at.formal([request], []);
    const sent = await caught('a', 'cam', [thread, response], 'formal-request', formal);
    await at.two.a.steps.hold('seal');
    // Attack: the service that queues it claims that it need not wait.
    await at.two.a.sql(
      `update mailbox.outbox set formal_until = null, waits_for = null where dispatch = $1`,
      [sent.id],
    );
    at.two.a.steps.resume('seal');
    await waits('a', sent.id);
    await again('a');
    await at.arrived('b', sent.id);
  }, 90_000);
});
