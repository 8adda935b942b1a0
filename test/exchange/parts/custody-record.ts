import { beforeAll, describe, expect, it } from '@jest/globals';
import { ManageAccessLists } from '#capabilities/access-lists/access-lists.service';
import type { BuildPackages } from '#capabilities/packages/making/build-packages.jobs';
import { packageBounds } from '#capabilities/packages/packages.lists';
import {
  isStatement,
  parseOfficerId,
  type DocumentId,
  type Sha256,
  type StatementBodies,
  type ThreadId,
} from '#kernel';
import { assess, draftProfile } from '#admissibility';
import { decodeIndex, examinePackage, paths, readZip, verifyPackage } from '#package';
import { decodeStatement, readDisclosure, sha512 } from '#wire';
import { StatementSender } from '#journey/statements/statement-sender';
import { LogStatements, Mailbox } from '#mailbox';
import { aDocumentId, aHash, aMessageId } from '../../support/builders.js';
import { eventually } from '../../support/nats.js';
import type { TestGateway } from '../../support/gateway.js';
import type { TwoStates } from '../../support/two-states.js';
import { cameFrom, consented, mayActFormally } from './consents.js';
import { readableIn } from '../fixtures/disclosed.js';
import type { Packing } from '../fixtures/packing.js';
import { answeredThread, packingStates } from './packing.js';

const later = (): Date => new Date(Date.now() + 60_000);

describe("entries of the neighbour's log in a package", () => {
  let two: TwoStates;
  let a: Packing;
  let thread: ThreadId;
  let build: BuildPackages;
  let answer: DocumentId;

  beforeAll(async () => {
    ({ two, a } = await packingStates());
    ({ thread } = await answeredThread(two));
    await a.stampLog();
    build = await a.builder();
    a.failures.splice(0);
    answer = await cameFrom(two, thread, 'response');
    const session = two.b.session('ben');
    const pia = parseOfficerId('pia');
    await two.b.inbox.get(ManageAccessLists).add(session, thread, pia, 'JOINT_WORK');
  }, 120_000);

  it('are asked for with the consent that says so, and stand in the package as they were signed', async () => {
    const consent = await consented(two, thread, answer, { custodyRecord: true });
    await a.ask(thread);
    await a.until(() => Promise.resolve(build), 'BUILT');
    const bytes = await a.opened(thread);
    const files = new Map(readZip(bytes).map(({ name, content }) => [name, content]));
    const { asks } = decodeIndex(files.get('data/index.json') ?? bytes);
    expect(asks).toEqual([{ consent, outcome: 'GIVEN', answers: 1 }]);
    const statement = decodeStatement(files.get(paths.answer(1)) ?? bytes);
    if (!isStatement(statement, 'package-answer')) throw new Error('no answer');
    const { body } = statement;
    const types = body.entries.map(({ leaf, told }) => told?.typ ?? leafIn(leaf).typ);
    expect(new Set(types)).toEqual(
      new Set([
        ...['msg.signed', 'msg.send.intent', 'msg.sent', 'msg.receipt.logged'],
        ...['consent.granted'],
      ]),
    );
    const said = body.entries.map(({ leaf, told, disclosures }) => ({
      ...{ leaf: leaf === null ? null : leafIn(leaf), told },
      disclosed: disclosures.map(readDisclosure),
    }));
    expect(readableIn(said)).toMatch('"typ":"consent.granted"');
    expect(readableIn(said)).not.toContain('ben');
    const known = { roots: a.roots(bytes), at: later() };
    const report = await verifyPackage(bytes, known);
    expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    const profile = { bytes: draftProfile, signature: undefined };
    const { rules } = await assess(await examinePackage(bytes, known), profile, {
      ...{ sha512: sha512(bytes), at: known.at },
    });
    // The consent answers no question; its own events are reported with the others.
    expect(rules.find(({ rule }) => rule === 'CUS-03')).toMatchObject({ outcome: 'pass' });
    await expect(entriesOf(two.b, 'custody.given')).resolves.toMatchObject([
      { peer: 'XA', consent, part: 0, entries: body.entries.length },
    ]);
    await expect(entriesOf(two.a, 'custody.taken')).resolves.toMatchObject([
      { peer: 'XB', consent, outcome: 'GIVEN', answers: 1 },
    ]);
  }, 120_000);

  it('are told to nobody who asks without a consent, for strange documents, or of a protection thread', async () => {
    const consent = await consentOf(two, thread);
    const [item] = consent.items;
    const asks = [
      { ...consent, consent: answer },
      { ...consent, consentSha256: aHash('other') },
      { ...consent, items: [aHash('strange')] },
      { ...consent, items: [item ?? aHash('none'), aHash('strange')] },
      { ...consent, consent: aDocumentId('that nobody said') },
    ];
    const replies: unknown[] = [];
    for (const [i, of] of asks.entries()) {
      const ask = { ...of, ask: aMessageId(`hostile ${i}`), size: null, part: 0 };
      const said = await answered(two, ask);
      expect(said).toMatchObject({ refused: 'CUSTODY_WITHHELD', entries: [] });
      replies.push({ ...said, ask: null });
    }
    await inCompartment(two, thread, 'PROTECTION');
    const ask = { ...consent, ask: aMessageId('protection'), size: null, part: 0 };
    replies.push({ ...(await answered(two, ask)), ask: null });
    await inCompartment(two, thread, 'ENFORCEMENT');
    // All get the same answer, except for the question's id.
    expect(new Set(replies.map((each) => JSON.stringify(each))).size).toBe(1);
    // A flood does not fill the log: one event in ten minutes.
    expect(await entriesOf(two.b, 'custody.withheld')).toHaveLength(1);
  }, 120_000);

  it('do not keep a package from being made where the neighbour lies, and are not in it', async () => {
    await two.b.steps.hold('custody-record');
    const consent = await consentOf(two, thread);
    await a.ask(thread);
    let hasLied = false;
    const lying = {
      run: async () => {
        await build.run();
        hasLied ||= await lied(two);
      },
    };
    await a.until(() => Promise.resolve(lying), 'BUILT');
    two.b.steps.resume('custody-record');
    expect(hasLied).toBe(true);
    await expect(indexIn(await a.opened(thread))).resolves.toMatchObject({
      asks: [{ consent: consent.consent, outcome: 'INVALID', answers: 0 }],
    });
  }, 120_000);

  it('are asked for also where this State was off for hours since the gathering', async () => {
    const { consent } = await consentOf(two, thread);
    await a.ask(thread);
    const anew = await a.builder();
    await a.until(() => Promise.resolve(anew), 'WAITING_FOR_CHECKPOINT');
    const moved = (sign: string) =>
      two.a.sql(
        `update cases.package set gathered_at = gathered_at ${sign} interval '3 hours'
         where state = 'WAITING_FOR_CHECKPOINT'`,
      );
    await moved('-');
    await anew.run();
    await moved('+');
    await a.until(() => Promise.resolve(anew), 'BUILT');
    await expect(indexIn(await a.opened(thread))).resolves.toMatchObject({
      asks: [{ consent, outcome: 'GIVEN', answers: 1 }],
    });
  }, 120_000);

  it('are not waited for without end where the neighbour does not answer, or does not know the kind', async () => {
    await two.b.steps.hold('custody-record');
    const consent = await consentOf(two, thread);
    await a.ask(thread);
    let aheadMs = 0;
    const now = (): number => Date.now() + aheadMs;
    const slow = await a.builder({}, now);
    const late = {
      run: async () => {
        await slow.run();
        if (await isAsked(two)) aheadMs += packageBounds.deafMs / 2;
      },
    };
    await two.a.steps.hold('log-statements');
    await a.until(() => Promise.resolve(late), 'WAITING_FOR_CHECKPOINT');
    await late.run();
    // An ask that the sealer does not send cannot be answered.
    const begun = aheadMs;
    while (aheadMs < begun + packageBounds.neighbourMs + packageBounds.deafMs) {
      aheadMs += packageBounds.deafMs / 2;
      await slow.run();
    }
    await expect(askOf(two)).resolves.toMatchObject({ outcome: null, waitedMs: 0 });
    two.a.steps.resume('log-statements');
    const waiting = `select 1 as one from mailbox.statement_due where kind = 'package-ask'`;
    await eventually(async () => (await two.a.sql(waiting)).length === 0);
    // Off for hours after the ask: the answer could not come, so the neighbour is asked again.
    aheadMs += 10 * 3_600_000;
    await slow.run();
    await expect(askOf(two)).resolves.toMatchObject({ outcome: null, tries: 2 });
    await a.until(() => Promise.resolve(late), 'BUILT');
    await two.b.sql(`delete from mailbox.statement_heard where kind = 'package-ask'`);
    two.b.steps.resume('custody-record');
    const bytes = await a.opened(thread);
    await expect(indexIn(bytes)).resolves.toMatchObject({
      asks: [{ consent: consent.consent, outcome: 'SILENT', answers: 0 }],
    });
    expect((await verifyPackage(bytes, { roots: a.roots(bytes), at: later() })).exit).toBe(0);
  }, 120_000);

  it('are asked for of one package after the other, so that no ask takes the place of another', async () => {
    const { thread: other } = await answeredThread(two);
    const pia = parseOfficerId('pia');
    await two.b.inbox.get(ManageAccessLists).add(two.b.session('ben'), other, pia, 'JOINT_WORK');
    await consented(two, other, await cameFrom(two, other, 'response'), { custodyRecord: true });
    await two.b.steps.hold('custody-record');
    await a.ask(thread);
    await a.ask(other);
    let now = Date.now();
    const turns = await a.builder({}, () => now);
    const tries = () =>
      two.a.sql<{ tries: number }>(
        `select (asks -> 0 ->> 'tries')::int as tries from cases.package where asks is not null
         and state = 'WAITING_FOR_CHECKPOINT' order by tries desc`,
      );
    await eventually(async () => {
      await turns.run();
      return (await tries()).length === 2;
    });
    expect(await tries()).toEqual([{ tries: 1 }, { tries: 0 }]);
    now += packageBounds.turnMs + 1;
    await turns.run();
    expect(await tries()).toEqual([{ tries: 1 }, { tries: 1 }]);
    two.b.steps.resume('custody-record');
    const each = {
      run: async () => {
        await turns.run();
        now += packageBounds.turnMs + 1;
      },
    };
    await eventually(async () => {
      await a.until(() => Promise.resolve(each), 'BUILT');
      return (await a.row(`thread = '${thread}'`)).state === 'BUILT';
    });
    const built = await two.a.sql<{ outcome: string }>(
      `select asks -> 0 ->> 'outcome' as outcome from cases.package where thread in ($1, $2) and state = 'BUILT'
       order by asked_at desc limit 2`,
      [thread, other],
    );
    expect(built.map(({ outcome }) => outcome)).toEqual(['GIVEN', 'GIVEN']);
  }, 120_000);

  it('are told no more once the consent was withdrawn, also between two parts', async () => {
    const of = await consentOf(two, thread);
    const first = await answered(two, { ...of, ask: aMessageId('before'), size: null, part: 0 });
    expect(first).toMatchObject({ refused: null, parts: 1 });
    await withdrawn(two, thread, of.consent);
    const size = Number(first.checkpoint.split('\n')[1]);
    const second = await answered(two, { ...of, ask: aMessageId('after'), size, part: 0 });
    expect(second).toMatchObject({ refused: 'CUSTODY_WITHHELD', entries: [] });
  }, 120_000);
});

type Ask = StatementBodies['package-ask'];

async function consentOf(
  two: TwoStates,
  thread: ThreadId,
): Promise<Pick<Ask, 'consent' | 'consentSha256' | 'items'>> {
  const hashOf = async (kind: string) => {
    const [row] = await two.a.sql<{ id: DocumentId; sha256: Sha256 }>(
      `select id, document_sha256 as sha256 from cases.dispatch
       where thread = $1 and kind = $2 and direction = 'IN' order by id desc limit 1`,
      [thread, kind],
    );
    if (row === undefined) throw new Error(`no ${kind}`);
    return row;
  };
  const [consent, item] = [await hashOf('evidence-consent'), await hashOf('response')];
  return { consent: consent.id, consentSha256: consent.sha256, items: [item.sha256] };
}

async function answered(two: TwoStates, ask: Ask): Promise<StatementBodies['package-answer']> {
  const { store } = await two.a.parts('evidence');
  const statements = new LogStatements();
  let reply: StatementBodies['package-answer'] | undefined;
  let saidAt = 0;
  await eventually(async () => {
    await store.transaction({ step: 'build-package' }, async (tx) => {
      // A refusal within two seconds gets no answer: it is repeated, as a package would do.
      if (Date.now() - saidAt > 2_500) statements.say(tx, two.linkId, 'package-ask', ask);
      if (Date.now() - saidAt > 2_500) saidAt = Date.now();
      reply ??= (await statements.takeAnswer(tx, two.linkId, ask.ask))?.body;
    });
    return reply !== undefined;
  }, 30_000);
  if (reply === undefined) throw new Error('no answer');
  return reply;
}

const entriesOf = (gateway: TestGateway, typ: string): Promise<readonly unknown[]> =>
  gateway
    .sql<{ data: unknown }>(
      `select convert_from(leaf, 'UTF8')::jsonb -> 'data' as data from journal.event where typ = $1 order by id`,
      [typ],
    )
    .then((rows) => rows.map(({ data }) => data));

const indexIn = (bytes: Uint8Array) =>
  Promise.resolve(
    decodeIndex(
      readZip(bytes).find(({ name }) => name === 'data/index.json')?.content ?? new Uint8Array(),
    ),
  );

const isAsked = async ({ a }: TwoStates): Promise<boolean> =>
  (
    await a.sql(
      `select 1 as one from cases.package where state = 'WAITING_FOR_CHECKPOINT' and asks is not null`,
    )
  ).length > 0;

async function askOf({ a }: TwoStates): Promise<unknown> {
  const [row] = await a.sql<{ ask: unknown }>(
    `select asks -> 0 as ask from cases.package where state = 'WAITING_FOR_CHECKPOINT'`,
  );
  return row?.ask;
}

async function lied(two: TwoStates): Promise<boolean> {
  const [asking] = await two.a.sql<{ ask: string }>(
    `select asks -> 0 ->> 'ask' as ask from cases.package where state = 'WAITING_FOR_CHECKPOINT'`,
  );
  // Not an ask of an earlier test, which was repeated on a slow machine.
  const [row] = await two.b.sql<{ body: Ask }>(
    `select body from mailbox.statement_heard where kind = 'package-ask' and body ->> 'ask' = $1`,
    [asking?.ask],
  );
  if (row === undefined) return false;
  const { store, trust } = await two.b.parts('sealer');
  const { signing, receipts } = two.b.state.keys;
  const keys = { signing: signing.unlocked, receipts: receipts.unlocked };
  await store.transaction({ step: 'answer-custody' }, async (tx) => {
    await trust.refresh(tx);
    const [note] = await tx.query<{ note: string }>(
      'select note from journal.checkpoint order by size desc limit 1',
    );
    const to = { linkId: two.linkId, peer: two.a.state.state, rack: 0 };
    await new StatementSender(trust, new Mailbox(), keys).send(tx, to, 'package-answer', {
      ...{ ask: row.body.ask, refused: null, part: 0, parts: 1, checkpoint: note?.note ?? '' },
      entries: [
        {
          ...{ index: 0, hash: aHash('leaf'), proof: [], disclosures: [], told: null },
          leaf: Buffer.from('{"forged":true}').toString('base64'),
        },
      ],
    });
    await tx.query(`delete from mailbox.statement_heard where kind = 'package-ask'`);
  });
  return true;
}

const inCompartment = ({ b }: TwoStates, thread: ThreadId, compartment: string) =>
  b.sql(
    `do $$ begin perform set_config('session_replication_role', 'replica', true);
       update cases.thread set compartment = '${compartment}' where id = '${thread}'; end $$`,
  );

async function withdrawn(two: TwoStates, thread: ThreadId, consent: DocumentId): Promise<void> {
  const body = {
    ...{ items: [consent], what: 'RECALL' as const, reason: 'It was given in error.' },
    effect: 'No further use.',
  };
  await mayActFormally(two);
  const sent = await two.compose(two.b.state, two.a.state, 'pia', {
    ...{ thread, inReplyTo: consent, kind: 'recall', body },
  });
  await two.b.answer.submitDocument(two.b.session('pia'), sent);
}

const leafIn = (leaf: string | null): { readonly typ: string } =>
  JSON.parse(Buffer.from(leaf ?? '', 'base64').toString()) as { typ: string };
