import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AdmissibilityReport,
  assess,
  draftProfile,
  decodeReport,
  type RuleId,
} from '#admissibility';
import { ManageAccessLists } from '#capabilities/access-lists/access-lists.service';
import { DeliverPackages } from '#capabilities/packages/packages.service';
import { besideBounds } from '#capabilities/packages/making/besides.rows';
import { forkDetected } from '#capabilities/witnesses/fork.events';
import type { Evidence } from '#journal';
import { Waivers } from '#capabilities/waivers/waivers.service';
import type { ThreadId } from '#kernel';
import { decodeIndex, examinePackage, names, paths, readZip, verifyPackage } from '#package';
import { sha256, sha512 } from '#wire';
import { reportLines } from '../../../apps/cli/src/packages/report-lines.js';
import { Packing } from '../fixtures/packing.js';
import { Recalling } from '../fixtures/recalling.js';
import { eventually } from '../../support/nats.js';
import type { TestGateway } from '../../support/gateway.js';
import type { TimeServer } from '../../support/time-authority.js';
import type { TwoStates } from '../../support/two-states.js';
import { answeredThread, packingStates } from './packing.js';

const purpose = 'INVESTIGATION' as const;
const later = (): Date => new Date(Date.now() + 60_000);

describe('an evidence package that rules judge', () => {
  let two: TwoStates;
  let a: Packing;
  let servers: readonly TimeServer[];
  let thread: ThreadId;

  beforeAll(async () => {
    ({ two, a, servers } = await packingStates());
    ({ thread } = await answeredThread(two));
    await a.stampLog();
    a.failures.splice(0);
  }, 120_000);

  async function judged(): Promise<AdmissibilityReport> {
    const bytes = await a.opened(thread);
    const examined = await examinePackage(bytes, { roots: a.roots(bytes), at: later() });
    const profile = { bytes: draftProfile, signature: undefined };
    return assess(examined, profile, { sha512: sha512(bytes), at: later() });
  }

  async function compared(): Promise<void> {
    const day = new Date().toISOString().slice(0, 10);
    const signed = `select 1 as one from journal.reconciliation where phase = 'SIGNED'`;
    // Everything sent has arrived: a message under way is in no span of the comparison.
    const acknowledgedSql = `select 1 as one from mailbox.link_receipts r join mailbox.link_heard h using (link_id)
      where r.last_rseq > 0 and r.last_rseq = h.rack_out
        and not exists (select from mailbox.outbox where state <> 'CLOSED')`;
    for (const gateway of [two.a, two.b])
      await eventually(async () => (await gateway.sql(acknowledgedSql)).length > 0);
    await two.b.witness.compare(day);
    for (const gateway of [two.a, two.b])
      await eventually(async () => (await gateway.sql(signed)).length > 0);
  }

  it('takes up waivers of an officer who answers for them, and that one was taken back', async () => {
    const waivers = two.a.requests.get(Waivers);
    const jo = two.a.session('jo');
    const of = { thread, profile: sha256(draftProfile) };
    const waive = (rule: RuleId, session = jo) =>
      waivers.waive(session, { ...of, rule, reason: 'OUT_OF_REACH' });
    await expect(waive('CUS-06')).rejects.toMatchObject({ code: 'NOT_ON_ROSTER' });
    await two.a.requests
      .get(ManageAccessLists)
      .add(two.a.session('ana'), thread, jo.officer, 'JOINT_WORK');
    for (const rule of ['INT-02', 'LOG-03', 'CON-01'] as const)
      await expect(waive(rule)).rejects.toMatchObject({ code: 'RULE_UNWAIVABLE', detail: rule });
    const back = { ...of, rule: 'CUS-06', reason: 'MISTAKEN' } as const;
    await expect(waivers.withdraw(jo, back)).rejects.toMatchObject({ code: 'RULE_NOT_WAIVED' });
    await waive('CUS-06');
    await waivers.withdraw(jo, back);
    await waive('FRM-01');
    await waive('FRM-01');
    // Her office does not decide about evidence: the event exists and does not count.
    await waive('FRM-02', two.a.session('ana'));
    const { waivers: kept } = await waivers.listWaivers(jo, thread, purpose);
    expect(kept.map(({ rule, endReason }) => [rule, endReason])).toEqual([
      ...[['FRM-02', null] as const, ['FRM-01', null] as const, ['FRM-01', 'SUPERSEDED'] as const],
      ['CUS-06', 'MISTAKEN'],
    ]);
  });

  it('counts the last word about each rule, and no waiver of who may not waive', async () => {
    await compared();
    await a.tellHealth();
    await a.ask(thread);
    const build = await a.builder();
    await a.until(() => Promise.resolve(build), 'BUILT');
    const { rules, waivers } = await judged();
    expect(waivers.map(({ rule, flaw }) => [rule, flaw])).toEqual([
      ['CUS-06', 'WAIVER_WITHDRAWN'],
      ['FRM-01', 'WAIVER_SUPERSEDED'],
      ['FRM-01', null],
      ['FRM-02', 'WAIVER_SIGNER'],
    ]);
    const waived = rules.filter(({ waiver }) => waiver !== null);
    expect(waived).toMatchObject([
      { rule: 'FRM-01', outcome: 'fail', waiver: waivers.at(2)?.leaf },
    ]);
  }, 60_000);

  it('has a report of the rules in it, another beside it, and the entry names both', async () => {
    const { exhibit } = await a.row();
    const bytes = await a.opened(thread);
    const session = two.a.session('jo');
    const read = async (file: 'BEFORE' | 'AFTER') => {
      const asked = { thread, exhibit, file, from: 0, purpose, certificate: null };
      const piece = await two.a.requests.get(DeliverPackages).piece(session, asked);
      expect(piece.size).toBe(piece.bytes.length);
      return Buffer.from(piece.bytes);
    };
    const [before, after] = [await read('BEFORE'), await read('AFTER')];
    const inside = readZip(bytes).find(({ name }) => name === names.report);
    expect(before).toEqual(Buffer.from(inside?.content ?? ''));
    const [built] = await two.a.sql<{ data: object }>(
      `select convert_from(leaf, 'UTF8')::jsonb -> 'data' as data from journal.event
       where typ = 'pkg.built' and thread = '${thread}' order by id desc limit 1`,
    );
    const hashes = { before: sha256(before), after: sha256(after) };
    expect(built?.data).toEqual({ exhibit, exit: 0, reader: null, supersedes: null, ...hashes });
    const [early, late] = [before, after].map(
      (each) => JSON.parse(each.toString('utf8')) as AdmissibilityReport,
    );
    expect(early).toMatchObject({ stage: 'BEFORE', exhibit, sha512: null, exit: 0 });
    expect(late).toMatchObject({ stage: 'AFTER', exhibit, sha512: sha512(bytes), exit: 0 });
    // Knowledge of the State beside the package: the daily comparison, and no fork seen.
    const ruled = (report: AdmissibilityReport | undefined, rule: RuleId) =>
      report?.rules.find((each) => each.rule === rule);
    expect(ruled(early, 'CUS-02')).toMatchObject({ outcome: 'pass', code: null });
    expect(ruled(early, 'CUS-02')?.leaf).toEqual(expect.any(Number));
    expect(ruled(early, 'CUS-06')).toMatchObject({ code: 'NUMBER_UNCOMPARED' });
    // The log reports on the health of services, and the package shows it.
    expect(readZip(bytes).map(({ name }) => name)).toContain(names.health);
    const tooYoung = { outcome: 'unknown', code: 'HEALTH_EARLY', file: names.health };
    expect(ruled(early, 'CER-03')).toMatchObject(tooYoung);
    for (const report of [early, late])
      expect(ruled(report, 'LOG-03')).toMatchObject({ outcome: 'pass' });
    expect(ruled(late, 'DEF-01')).toMatchObject({ outcome: 'pass' });
    expect(ruled(early, 'FRM-01')?.waiver).toEqual(expect.any(Number));
  });

  async function alarmed(gateway: TestGateway, log: string, code: string, count: number) {
    const { store, journal } = await gateway.parts('audit');
    const note = (i: number) => ({ first: `${log} ${i}`, second: `${log} ${i} again` });
    const drafts = Array.from({ length: count }, (_, i) =>
      forkDetected({ ...note(i), origin: log, code } as Evidence),
    );
    await store.transaction({ step: 'judge-offer' }, (tx) => journal.recordAll(tx, drafts));
    const open = `select 1 as one from journal.event e left join journal.leaf l on l.event = e.id
      where e.typ = 'log.fork.detected' and l.index is null`;
    await eventually(async () => (await gateway.sql(open)).length === 0);
  }

  it('leaves out what was recalled, lists it with the reason, and the report counts it', async () => {
    const [server] = servers;
    if (server === undefined) throw new Error('no authority');
    const { thread: other, request } = await answeredThread(two);
    const at = Recalling.openFor(two);
    await at.answer('ben', other, await at.recall('ana', other, request));
    const b = new Packing(two, two.b, 'ben', [{ name: 'tsa1', server }]);
    await b.stampLog();
    // As many alarms as are read, none a fork: about another log, and unproven.
    await alarmed(two.b, 'xc.example/log', 'FORK', besideBounds.alarms);
    await alarmed(two.b, 'xa.example/log', 'UNPROVEN', besideBounds.alarms);
    const { exhibit } = await b.ask(other);
    const build = await b.builder();
    await b.until(() => Promise.resolve(build), 'SEALING');
    await alarmed(two.b, 'xa.example/log', 'FORK', 1);
    await b.until(() => Promise.resolve(build), 'BUILT');
    expect(await b.row()).toMatchObject({ exit: 0 });
    const judgedAs = await two.b.sql<{ before: Buffer; after: Buffer }>(
      `select report_before as before, report_after as after from cases.package where exhibit = '${exhibit}'`,
    );
    const log03 = judgedAs
      .flatMap(({ before, after }) => [before, after])
      .map((each) => decodeReport(each).rules.find(({ rule }) => rule === 'LOG-03'));
    // A fork found after the checkpoint is in the report on the finished file.
    expect(log03).toMatchObject([{ outcome: 'pass' }, { outcome: 'fail', code: 'FORK' }]);
    const bytes = await b.opened(other);
    const report = await verifyPackage(bytes, { roots: b.roots(bytes), at: later() });
    const files = new Map(readZip(bytes).map(({ name, content }) => [name, content]));
    const index = decodeIndex(files.get(names.index) ?? bytes);
    const place = index.messages.findIndex(({ document }) => document === request);
    expect(JSON.stringify(index.messages[place])).toContain('HANDLING');
    expect(files.has(paths.message(place + 1, 'document.json'))).toBe(false);
    expect(files.has(paths.attachment(place + 1, 1))).toBe(false);
    expect(bytes.includes('a photograph')).toBe(false);
    const lines = reportLines(report, { sha512: sha512(bytes), at: later() });
    expect(lines).toContainEqual(
      expect.stringMatching(/^Withheld: \d+ events and [1-9]\d* files by name/),
    );
    expect(lines.at(-1)).toMatch(/^VALID: every check holds/);
  }, 60_000);
});
