import { setTimeout as wait } from 'node:timers/promises';
import { FaultInjector } from '../../../test/instruments/cuts/fault-injector.js';
import { asOwner, journalOf, storeOf } from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRow } from '../../../test/support/rows.js';
import { asAdmin, migrations, type Connection, type DatabaseService, type Store } from '#store';
import { beatMs, hourMs, type ServiceHealth, type SystemHealth } from './health.model.js';
import { RecordHealth } from './record-health.jobs.js';

let postgres: TestPostgres;
let database: Connection;
let stores: Record<'audit' | 'sealer' | 'opener', Store>;

beforeAll(async () => {
  postgres = await TestPostgres.start();
}, 60_000);
beforeEach(async () => {
  // When the hour changes during a test, the counts fall into two hours.
  const left = hourMs - (Date.now() % hourMs);
  if (left < 10_000) await wait(left + 100);
  database = await postgres.database(migrations);
  stores = {
    audit: await storeOf(postgres, database, 'audit', 2),
    sealer: await storeOf(postgres, database, 'sealer', 2),
    opener: await storeOf(postgres, database, 'opener', 2),
  };
}, 60_000);
afterEach(async () => {
  for (const store of Object.values(stores)) await store.close();
});
afterAll(() => postgres.stop());

const owner = <T extends object>(sql: string, params: readonly unknown[] = []): Promise<T[]> =>
  asOwner<T>(database, sql, params);

interface Process {
  readonly service: 'sealer' | 'opener';
  readonly pid: number;
  readonly startedAt: Date;
  readonly version: string;
  readonly config: string;
}

const config = (of: string): string => of.repeat(64);
const first: Process = {
  ...{ service: 'sealer', pid: 10, startedAt: new Date('2026-03-01T08:00:00Z') },
  ...{ version: '0.1.0', config: config('a') },
};

const beat = (of: Process, degraded: readonly string[] = [], ready = true): Promise<unknown> =>
  stores[of.service].transaction({ step: 'heartbeat' }, (tx) =>
    tx.query(
      `insert into ops.service (service, pid, version, started_at, ready, degraded, config) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (service) do update set pid = excluded.pid, version = excluded.version, config = excluded.config,
         started_at = excluded.started_at, beat_at = clock_timestamp(), ready = excluded.ready, degraded = excluded.degraded`,
      [of.service, of.pid, of.version, of.startedAt, ready, degraded, of.config],
    ),
  );
const failure = (service: Process['service'], code: string): Promise<unknown> =>
  stores[service].transaction({ step: 'note-failure' }, (tx) =>
    tx.query(
      `insert into ops.failure as f (service, code) values ($1, $2)
       on conflict (service, code) do update set count = f.count + 1, last_at = clock_timestamp()`,
      [service, code],
    ),
  );

const age = (hours: number): Promise<unknown> =>
  owner(
    `update ops.health set hour = hour - make_interval(hours => $1), first_beat = first_beat - make_interval(hours => $1),
       last_beat = last_beat - make_interval(hours => $1)`,
    [hours],
  );

const recorder = (store = stores.audit): RecordHealth =>
  new RecordHealth(store, journalOf('audit').journal);

async function readLoggedHealth(): Promise<SystemHealth[]> {
  const rows = await owner<{ leaf: Buffer }>(
    `select leaf from journal.event where typ = 'system.health' order by id`,
  );
  return rows.map(({ leaf }) => (JSON.parse(leaf.toString()) as { data: SystemHealth }).data);
}

async function counted(service: DatabaseService) {
  const [row] = await owner<Record<string, unknown>>(
    `select sum(beats)::int as beats, sum(starts)::int as starts, sum(changes)::int as changes, max(gap_ms) as gap,
       max(instances) as instances from ops.health where service = $1`,
    [service],
  );
  return row;
}

const of = (health: SystemHealth | undefined, service: string): ServiceHealth | undefined =>
  health?.services.find((each) => each.service === service);

describe('signs of life', () => {
  it('are counted with every start, change, gap and fault within the hour', async () => {
    await beat(first);
    await beat(first, ['UNTIMED', 'UNTIMED', 'BROKER_VERSION']);
    await wait(120);
    await beat({ ...first, config: config('b') }, ['UNTIMED'], false);
    const restarted = { ...first, pid: 11, startedAt: new Date('2026-03-01T09:00:00Z') };
    await beat({ ...restarted, config: config('b') });
    await failure('sealer', 'STEP_STUCK');
    await failure('sealer', 'STEP_STUCK');
    await beat(restarted);
    await age(5);
    await recorder().run();
    const [health] = await readLoggedHealth();
    expect(of(health, 'sealer')).toMatchObject({
      ...{ beats: 5, starts: 2, instances: 2, changes: 2, others: 0 },
      ran: [
        { version: '0.1.0', config: config('b') },
        { version: '0.1.0', config: config('a') },
      ],
      faults: [
        { code: 'STEP_STUCK', times: 2 },
        { code: 'UNTIMED', beats: 2 },
        { code: 'BROKER_VERSION', beats: 1 },
        { code: 'NOT_READY', beats: 1 },
      ],
    });
    const [row] = await owner<{ gap: number }>('select max(gap_ms) as gap from ops.health');
    expect(row?.gap).toBeGreaterThanOrEqual(120);
    expect(row?.gap).toBeLessThan(30_000);
  });

  it('of two processes of one service are no restart each time, and those of another hour none either', async () => {
    const second = { ...first, pid: 12, startedAt: new Date('2026-03-01T08:30:00Z') };
    for (let i = 0; i < 4; i += 1) {
      await beat(first);
      await beat(second);
    }
    expect(await counted('sealer')).toMatchObject({ beats: 8, starts: 2, changes: 0 });
    await age(1);
    await beat(second);
    await beat(first);
    expect(await counted('sealer')).toMatchObject({ beats: 10, starts: 2, changes: 0 });
    await age(1);
    await beat({ ...first, version: '0.2.0' });
    expect(await counted('sealer')).toMatchObject({ beats: 11, starts: 2, changes: 1 });
  });

  it('are bounded, however often a service starts and whatever it says', async () => {
    for (let i = 0; i < 40; i += 1)
      await beat(
        { ...first, pid: 100 + i, config: config(i % 2 === 0 ? 'a' : 'b') },
        Array.from({ length: 5 }, (_, n) => `CODE_${i}_${n}`).concat('x'.repeat(900)),
      );
    const [row] = await owner<Record<'processes' | 'ran' | 'codes' | 'longest', number>>(
      `select max(cardinality(processes)) as processes, max(cardinality(ran)) as ran,
         max((select count(*) from jsonb_object_keys(said)))::int as codes,
         max((select max(length(k)) from jsonb_object_keys(said) k)) as longest from ops.health`,
    );
    expect(row).toEqual({ processes: 16, ran: 16, codes: 33, longest: 64 });
    expect(await counted('sealer')).toMatchObject({ beats: 40, starts: 40, changes: 39 });
  });
});

describe('the log', () => {
  const lastHour = (): Date => new Date(Math.floor((Date.now() - 60_000) / hourMs) * hourMs);

  it('tells once of each hour that is over, in order and without a gap, and of none that goes on', async () => {
    await beat(first);
    expect(await recorder().run()).toBe(false);
    expect(await readLoggedHealth()).toEqual([]);
    await age(4);
    await beat({ ...first, service: 'opener' });
    await beat(first);
    await age(2);
    await beat(first);
    await recorder().run();
    await recorder().run();
    const all = await readLoggedHealth();
    for (const [i, { from }] of all.slice(1).entries()) expect(from).toBe(all[i]?.until);
    expect(Date.parse(all.at(-1)?.until ?? '')).toBe(lastHour().getTime());
    // Six hours ago only the sealer; then three hours without any service; then both.
    const [earliest, silent, both] = all;
    expect(all.length).toBeGreaterThanOrEqual(3);
    expect(earliest?.services).toMatchObject([{ service: 'sealer', beats: 1, starts: 1 }]);
    const length = Date.parse(silent?.until ?? '') - Date.parse(silent?.from ?? '');
    expect(length).toBe(3 * hourMs);
    expect(silent?.services).toMatchObject([
      { service: 'sealer', beats: 0, gapMs: length, expected: length / beatMs, ran: [] },
    ]);
    expect(both?.services).toMatchObject([
      { service: 'opener', beats: 1, starts: 1 },
      { service: 'sealer', beats: 1, starts: 0 },
    ]);
    // Reported hours are deleted, except the newest one, which later heartbeats are compared with.
    const left = await owner<{ service: string; told: boolean }>(
      'select service, told from ops.health where told order by service',
    );
    expect(left.map(({ service }) => service)).toEqual(['opener', 'sealer']);
    const [{ until } = { until: null }] = await owner<{ until: Date | null }>(
      'select until from ops.health_told',
    );
    expect(until).toEqual(lastHour());
  });

  it('begins with the first sign of life of all', async () => {
    await beat(first);
    const [row] = await owner<{ at: Date }>('select first_beat as at from ops.health');
    await age(2);
    await recorder().run();
    const [health] = await readLoggedHealth();
    expect(Date.parse(health?.from ?? '')).toBe((row?.at.getTime() ?? 0) - 2 * hourMs);
  });

  it('tells of an hour once, whatever kills the service and whoever does the same at once', async () => {
    const injector = new FaultInjector();
    const login = await postgres.role(database, 'liaise_audit');
    const store = injector.newStore({ ...login, service: 'audit', poolSize: 2 });
    await store.open();
    try {
      await beat(first, ['UNTIMED']);
      await beat({ ...first, service: 'opener' });
      await age(3);
      const cutting = recorder(store);
      const cuts = await injector.atEach(
        () => cutting.run(),
        async () => {
          expect(await readLoggedHealth()).toEqual([]);
          expect(await owner('select 1 as one from ops.health where told')).toEqual([]);
          expect(await owner('select until from ops.health_told')).toEqual([{ until: null }]);
        },
      );
      expect(cuts).toBeGreaterThanOrEqual(7);
      const after = await readLoggedHealth();
      expect(of(after[0], 'sealer')).toMatchObject({
        beats: 1,
        faults: [{ code: 'UNTIMED', beats: 1 }],
      });
      await Promise.all([recorder().run(), recorder(store).run(), recorder().run()]);
      expect(await readLoggedHealth()).toEqual(after);
    } finally {
      await store.close();
    }
  });

  it('waits for a sign of life that is on its way, and loses none that came later still', async () => {
    await beat(first);
    await age(2);
    // A transaction with a heartbeat of that hour, not yet committed.
    let commit = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const slow = asAdmin(database, async (admin) => {
      await admin.query('begin');
      await admin.query('update ops.health set beats = beats + 1');
      await held;
      await admin.query('commit');
    });
    await wait(100);
    const recorded = recorder().run();
    expect(await Promise.race([recorded, wait(200, 'waits')])).toBe('waits');
    commit();
    await slow;
    await recorded;
    expect(of((await readLoggedHealth())[0], 'sealer')).toMatchObject({ beats: 2 });
    // A heartbeat of a reported hour, committed only now.
    const before = await readLoggedHealth();
    await insertRow(database, 'ops.health', {
      ...{ service: 'opener', hour: new Date(lastHour().getTime() - 2 * hourMs), beats: 1 },
    });
    await owner(`update ops.health_told set until = until - interval '1 hour'`);
    await recorder().run();
    const [late] = (await readLoggedHealth()).slice(before.length);
    expect(of(late, 'opener')).toMatchObject({ beats: 1 });
  });

  it('holds what seven services can say of an hour, of each two programs and every fault', async () => {
    const codes = Object.fromEntries(
      Array.from({ length: 32 }, (_, n) => [`${'RECONCILIATION_OVERDUE_'.repeat(2)}${n}`, 1_800]),
    );
    for (const service of [
      'audit',
      'evidence',
      'exchange',
      'inbox',
      'opener',
      'requests',
      'sealer',
    ])
      await insertRow(database, 'ops.health', {
        ...{ service, hour: new Date(lastHour().getTime() - hourMs), beats: 1_800, starts: 1_800 },
        ...{ instances: 1_800, changes: 1_800, gap_ms: 3_599_999, said: codes, noted: codes },
        ...{ ran: [`${'1'.repeat(32)} ${config('a')}`, `${'2'.repeat(32)} ${config('b')}`] },
        ...{ first_beat: new Date(lastHour().getTime() - hourMs), last_beat: lastHour() },
      });
    await recorder().run();
    expect((await readLoggedHealth())[0]?.services).toHaveLength(7);
  });

  it('catches up a day at a time when it was away for long', async () => {
    for (let i = 30; i >= 1; i -= 1)
      await insertRow(database, 'ops.health', {
        ...{ service: 'sealer', hour: new Date(lastHour().getTime() - i * hourMs), beats: i },
        ...{ first_beat: new Date(lastHour().getTime() - i * hourMs + 1) },
        ...{ last_beat: new Date(lastHour().getTime() - i * hourMs + 2) },
      });
    const runs = [await recorder().run(), await recorder().run(), await recorder().run()];
    expect(runs).toEqual([true, false, false]);
    const all = await readLoggedHealth();
    expect(all.map((health) => of(health, 'sealer')?.beats)).toEqual(
      Array.from({ length: 30 }, (_, i) => 30 - i),
    );
  });
});
