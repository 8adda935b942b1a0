import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pause, processes, until, type Installation } from '../support/installation.js';
import { must } from '../support/command.js';
import { Office, type SignedOne } from '../support/office.js';
import { RunningStates } from '../support/running-states.js';
import { brokerWiped, campaign, save, type Outcome, type Plan } from './campaign.js';
import { Chance, seed as newSeed } from './chance.js';
import { Disk } from './disk.js';
import { wronglyKept } from './forgets.js';
import { History } from './history.js';
import { Killer } from './killer.js';
import { cutPower, PowerCuts, withoutPower, type Machine } from './power.js';
import { withoutSync } from './unsynced-build.js';

const seed = newSeed();
const second = 1_000;
let two: RunningStates;
const disks: Disk[] = [];
const cutAtSetUp: string[] = [];

async function forgetfulDisk(folder: string, name: string): Promise<Disk> {
  const disk = await Disk.make(folder, name, disks.length === 0 ? 'ext4' : 'xfs');
  disks.push(disk);
  const wrong = await wronglyKept(disk);
  if (wrong.length > 0) throw new Error(`a cut on this disk would prove nothing: ${wrong.join()}`);
  return disk;
}
async function cutAtOnce(state: Installation): Promise<void> {
  const disk = disks[state.state === 'XA' ? 0 : 1];
  if (disk === undefined) throw new Error(`no disk of ${state.state}`);
  await cutPower({ state, disk });
  cutAtSetUp.push(`${state.state} on ${disk.kind}`);
}
// Enrolments and the link to the neighbour are made once, after the test of the cut at set-up.
let begun: Promise<void> | undefined;
const inService = (): Promise<void> => (begun ??= two.begin());
const machines = (): Machine[] =>
  disks.flatMap((disk, i) => {
    const state = [two.a, two.b][i];
    return state === undefined ? [] : [{ disk, state }];
  });

beforeAll(async () => {
  console.log(`FAULT_SEED=${seed}`);
  const limits = { idleMinutes: 120, requestsPerMinute: 3_000 };
  const cut = { groundOf: forgetfulDisk, initialised: cutAtOnce };
  two = await RunningStates.initialise({ limits, ...cut });
}, 180 * second);
afterAll(async () => {
  await two.stop();
}, 60 * second);

async function stagesOf(office: Office, { id, thread }: SignedOne): Promise<string[]> {
  const view = await office.show(thread);
  const sent = view.dispatches.find(({ dispatch }) => dispatch === id);
  return sent?.stages.map(({ stage }) => stage) ?? [];
}

const opened = (office: Office, one: SignedOne, seconds: number): Promise<true> =>
  until(`${one.id} to be opened`, seconds, async () =>
    (await stagesOf(office, one)).includes('OPENED') ? true : undefined,
  );

function faultsOf({ verdict, history }: Outcome): string | undefined {
  const { lost, duplicated, phantoms, unreceipted, wrong } = verdict;
  const lists = { lost, duplicated, phantoms, unreceipted, wrong };
  if (Object.values(lists).every((list) => list.length === 0)) return undefined;
  return `${JSON.stringify(lists, null, 1)} lost where: ${JSON.stringify(history.place(lost))}`;
}

function expectGood(outcome: Outcome): void {
  const faults = faultsOf(outcome);
  if (faults !== undefined)
    throw new Error(`FAULT_SEED=${seed}, kept in ${save(two, seed, outcome)}: ${faults}`);
}

const least = { request: 41, response: 21, withdrawal: 6 } as const;
const enough = (history: History): boolean =>
  ['XA', 'XB'].every((from) =>
    Object.entries(least).every(
      ([kind, count]) =>
        history.safe((each) => each.from === from && each.signed.kind === kind).length >= count,
    ),
  );

async function run(plan: Plan): Promise<Outcome> {
  try {
    return await campaign(two, plan);
  } catch (cause) {
    throw new Error(`FAULT_SEED=${seed}, kept in ${save(two, seed)}`, { cause });
  }
}

function tell({ verdict, faults, healed }: Outcome, what: string): void {
  const { attempted, acknowledged, filed, receipted, fetched, leaves } = verdict;
  console.log(
    `FAULT_SEED=${seed}: ${faults.length} ${what}, attempted ${attempted}, acknowledged ${acknowledged}, filed ${filed}, ` +
      `receipted ${receipted}, ${fetched} attachments, ${leaves} leaves in both logs, healed in ${healed} s`,
  );
}

const killsEach = 5;
const kills = killsEach * 2 * processes.length;
// What officers were told then is looked for again after the cuts of power.
let toldAmidKills = new History();

describe('the power of a State is cut in the moment it was set up', () => {
  it(
    'and the State starts, XA on ext4 and XB on XFS',
    async () => {
      expect(cutAtSetUp.sort()).toEqual(['XA on ext4', 'XB on xfs']);
      expect([two.a.isUp, two.b.isUp]).toEqual([false, false]);
      await two.up();
      expect([two.a.isUp, two.b.isUp]).toEqual([true, true]);
    },
    60 * second,
  );
});

describe('processes of both States die at random instants', () => {
  beforeAll(inService, 120 * second);

  it(
    `after ${kills} kills, two wiped brokers and two cuts of power nothing is lost and nothing is there twice`,
    async () => {
      const { a, b } = two;
      const [machineA, machineB] = machines() as [Machine, Machine];
      const outcome = await run({
        name: 'campaign',
        enough,
        faults: (history) => {
          toldAmidKills = history;
          return new Killer(two, new Chance(seed)).killProcesses(kills, {
            25: brokerWiped(a, b),
            45: withoutPower(machineB, 6),
            65: brokerWiped(b, a),
            85: withoutPower(machineA, 3),
          });
        },
      });
      const { verdict, history, faults } = outcome;
      tell(outcome, 'kills');
      expectGood(outcome);
      expect(faults).toHaveLength(kills);
      expect(kills).toBeGreaterThanOrEqual(100);
      for (const name of processes)
        for (const state of ['XA', 'XB'])
          expect([name, faults.filter((each) => each === `${state} ${name}`).length]).toEqual([
            name,
            killsEach,
          ]);
      expect(enough(history)).toBe(true);
      expect(verdict.fetched).toBe(history.safe(({ attached }) => attached).length);
      expect(verdict.fetched).toBeGreaterThan(10);
    },
    600 * second,
  );
});

const someOfEach = (history: History): boolean =>
  ['XA', 'XB'].every((from) =>
    (['request', 'response', 'withdrawal'] as const).every(
      (kind) => history.safe((each) => each.from === from && each.signed.kind === kind).length >= 3,
    ),
  );

describe('the power of both States is cut at random instants', () => {
  beforeAll(inService, 120 * second);
  const each = 9;

  it(
    `after ${2 * each + 2} cuts nothing that was acknowledged is lost and nothing is there twice`,
    async () => {
      const outcome = await run({
        name: 'power',
        enough: someOfEach,
        earlier: toldAmidKills,
        // The control of unsynced databases begins here.
        faults: () => new PowerCuts(machines(), seed).cutPower(each, () => two.saveCopy()),
      });
      tell(outcome, 'cuts of power');
      console.log(outcome.faults.join('\n'));
      expectGood(outcome);
      expect(outcome.faults).toHaveLength(2 * each + 2);
    },
    600 * second,
  );
});

describe('the link to the neighbour is cut', () => {
  beforeAll(inService, 120 * second);

  it(
    'what is signed waits, the officer sees it wait, and it leaves by itself: once, in order',
    async () => {
      const office = await Office.open(two, two.a, 'ana');
      await two.b.down();
      const [one, other] = [await office.request('cut-1'), await office.request('cut-2')];
      const sent = [one, other, await office.withdrawal(one), await office.withdrawal(other)];
      const last = await office.request('cut-3');
      for (const each of [...sent, last]) await office.submit(each);
      await until('the first to be accepted', 20, async () =>
        (await stagesOf(office, one)).length === 2 ? true : undefined,
      );
      await pause(3 * second);
      for (const each of [one, other, last])
        expect(await stagesOf(office, each)).toEqual(['QUEUED', 'ACCEPTED']);
      for (const each of sent) expect(await stagesOf(office, each)).not.toContain('RELAYED');
      const show = ['request', 'show', last.thread, '--purpose', 'INVESTIGATION'];
      expect(await must([...show, '--profile', two.profile(two.a, 'ana')])).toMatch(
        /Not yet delivered: queued, signed at 20\d\d-/,
      );

      await two.b.up();
      const ready = performance.now();
      for (const each of [...sent, last]) await opened(office, each, 60);
      expect(performance.now() - ready).toBeLessThan(60 * second);
      const filed = await two.b.rows<{ id: string; thread: string }>(
        `select d.id, d.thread from cases.dispatch d where d.direction = 'IN' and d.thread = any ($1::uuid[])
         order by d.committed_at`,
        [[one, other, last].map(({ thread }) => thread)],
      );
      for (const { thread } of [one, other]) {
        const written = sent.filter((each) => each.thread === thread).map(({ id }) => id);
        expect(filed.filter((row) => row.thread === thread).map(({ id }) => id)).toEqual(written);
      }
      expect(filed).toHaveLength(5);
      const desk = await Office.open(two, two.b, 'ben');
      const subjects = (await desk.subjects('inbox')).filter((each) => each.startsWith('cut-'));
      expect(subjects.sort()).toEqual(['cut-1', 'cut-2', 'cut-3']);
      desk.close();
      office.close();
    },
    180 * second,
  );
});

describe('a receipt is lost after the broker took it', () => {
  beforeAll(inService, 120 * second);

  it(
    'arrives within 60 s, while the message is sent again inside the duplicate window',
    async () => {
      const office = await Office.open(two, two.a, 'ana');
      const one = await office.request('receipt-1');
      // Receipts wait until the database that needs them cannot read them.
      two.b.signal('sealer', 'SIGSTOP');
      await office.submit(one);
      await until('the message to be filed', 30, async () => {
        const rows = await two.b.rows('select 1 as one from cases.dispatch where id = $1', [
          one.id,
        ]);
        return rows.length > 0 ? true : undefined;
      });
      two.a.signal('exchange', 'SIGSTOP');
      const [before] = await two.b.rows<{ id: number }>(
        'select coalesce(max(id), 0)::int as id from mailbox.outbox',
      );
      two.b.signal('sealer', 'SIGCONT');
      await until('the broker to take the receipts', 30, async () => {
        const [row] = await two.b.rows<{ taken: boolean }>(
          `select count(*) = 2 and not exists (
             select from mailbox.outbox where statement and id > $1 and state <> 'CLOSED') as taken
           from mailbox.receipt_out o join cases.dispatch d using (message_id) where d.id = $2`,
          [before?.id, one.id],
        );
        return row?.taken === true ? true : undefined;
      });
      await two.a.wipeBorderStore();
      // Includes batches that it had received and not stored.
      two.a.signal('exchange', 'SIGKILL');
      two.b.signal('sealer', 'SIGSTOP');
      expect(await stagesOf(office, one)).not.toContain('DELIVERED');
      await until('the message to be sent again', 60, async () => {
        const [row] = await two.a.rows<{ attempt: number }>(
          'select attempt from mailbox.outbox where dispatch = $1',
          [one.id],
        );
        return row !== undefined && row.attempt > 1 ? true : undefined;
      });
      two.b.signal('sealer', 'SIGCONT');
      await opened(office, one, 60);
      const receipts = await two.b.rows<{ stage: string; attempts: number }>(
        `select o.stage, o.attempts from mailbox.receipt_out o join cases.dispatch d using (message_id)
         where d.id = $1 order by o.stage`,
        [one.id],
      );
      expect(receipts.map(({ stage }) => stage)).toEqual(['DELIVERED', 'OPENED']);
      expect(receipts.every(({ attempts }) => attempts > 1)).toBe(true);
      office.close();
    },
    150 * second,
  );
});

describe('the checker', () => {
  beforeAll(inService, 120 * second);

  // Control: a harness that finds nothing proves nothing. Here the broker's word closes a row of the outbox,
  // not only a verified receipt; the checker must then find lost messages.
  it(
    'finds the loss when the word of the broker closes a message',
    async () => {
      await two.a.admin((admin) =>
        admin.query(
          `create function mailbox.trust_the_broker() returns trigger language plpgsql as $$
         begin
           if new.state = 'RELAYED' then new.state := 'CLOSED'; new.outcome := 'OPENED'; end if;
           return new;
         end $$;
         create trigger trust_the_broker before update on mailbox.outbox
           for each row execute function mailbox.trust_the_broker()`,
        ),
      );
      const incidents = { 4: brokerWiped(two.a, two.b) };
      const control = (round: number) =>
        run({
          name: `control-${round}`,
          faults: () => new Killer(two, new Chance(seed + round)).killProcesses(10, incidents),
          // Lost attachments never arrive: a short wait is enough.
          patience: 10,
        });
      let outcome = await control(0);
      // On a busy machine the broker may be wiped when it holds nothing: that round proves nothing.
      for (let round = 1; round < 3 && outcome.verdict.lost.length < 3; round += 1)
        outcome = await control(round);
      const { verdict } = outcome;
      expect(verdict.lost.length).toBeGreaterThanOrEqual(3);
      // Lost, not late: no row waits to be sent.
      const closed = await two.a.rows<Pick<SignedOne, 'id'>>(
        `select dispatch as id from mailbox.outbox where state = 'CLOSED' and dispatch = any ($1::uuid[])`,
        [verdict.lost],
      );
      expect(closed).toHaveLength(verdict.lost.length);
      expect(verdict.unreceipted).toEqual(expect.arrayContaining([...verdict.lost]));
    },
    400 * second,
  );

  // Control: a build whose database does not sync. The checker must find lost documents, or a database that
  // cannot start.
  it(
    'finds the loss when the database does not sync',
    async () => {
      const safe = two.programs;
      const both = [two.a, two.b];
      const broken: string[] = [];
      try {
        await two.putBack(await withoutSync(safe));
        for (const state of both)
          expect(await state.rows(`select current_setting('fsync') as fsync`)).toEqual([
            { fsync: 'off' },
          ]);
        const plan: Plan = {
          name: 'unsynced',
          faults: async (history) => {
            await until('acknowledged documents', 60, () =>
              Promise.resolve(history.acknowledged.size >= 10 ? true : undefined),
            );
            await Promise.all(machines().map(cutPower));
            const back = await Promise.allSettled(both.map((state) => state.up()));
            broken.push(...both.flatMap((state, i) => lostDatabase(state, back[i])));
            if (broken.length > 0) throw new Error(broken.join());
            return machines().map(({ state }) => state.state);
          },
          patience: 10,
        };
        const outcome = await campaign(two, plan).catch((error: unknown) => {
          if (broken.length === 0) throw error;
          return undefined;
        });
        console.log(
          `FAULT_SEED=${seed}, fsync off: ` +
            (outcome === undefined
              ? `no database after the cut: ${broken.join()}`
              : `${outcome.verdict.lost.length} acknowledged documents lost`),
        );
        // A database that cannot start has lost everything: a finding as well.
        if (outcome === undefined) {
          expect(broken).not.toEqual([]);
          return;
        }
        expect(outcome.verdict.lost.length).toBeGreaterThan(0);
      } finally {
        for (const state of both) state.programs = safe;
      }
    },
    300 * second,
  );
});

function lostDatabase(state: Installation, back: PromiseSettledResult<void> | undefined): string[] {
  if (back?.status !== 'rejected') return [];
  const said =
    /\b(?:PANIC|FATAL): .*(?:checkpoint|WAL|invalid|corrupt|could not (?:read|open)).*/.exec(
      state.logs(200),
    );
  if (said === null) throw new Error(`${state.state} is not back`, { cause: back.reason });
  return [`${state.state} ${said[0].slice(0, 200)}`];
}
