import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { liaise } from '../support/command.js';
import { pause, until, type Installation } from '../support/installation.js';
import { Office } from '../support/office.js';
import { processesNaming } from '../support/programs.js';
import { type GroundOf, plainFolder, RunningStates } from '../support/running-states.js';
import { SmallDisk } from './small-disk.js';
import { check } from './checker.js';
import { History } from './history.js';
import { Load } from './load.js';

const second = 1_000;
let two: RunningStates;
let disk: SmallDisk;

beforeAll(async () => {
  const limits = { idleMinutes: 120, requestsPerMinute: 3_000 };
  const groundOf: GroundOf = async (folder, state) => {
    if (state === 'XA') return plainFolder(folder, state);
    disk = SmallDisk.mount(join(folder, 'disk'), 1_200);
    const ground = await plainFolder(disk.path, state);
    const remove = (): Promise<void> => {
      disk.unmount();
      return Promise.resolve();
    };
    // `RunningStates.stop` calls it, also when the start fails.
    return { ...ground, remove };
  };
  two = await RunningStates.start({ limits, groundOf });
}, 300 * second);
afterAll(async () => {
  disk.empty();
  await two.stop();
}, 120 * second);

interface Status {
  readonly api: {
    readonly status?: number;
    readonly body?: {
      readonly disk?: { readonly freeMib: number };
      readonly services?: readonly { readonly service: string; readonly degraded: string[] }[];
    };
  };
}

const statusOf = async ({ layout }: Installation): Promise<Status> => {
  const { out } = await liaise(['status', '--dir', layout.dir, '--json']);
  return JSON.parse(out) as Status;
};
const degraded = async (at: Installation): Promise<readonly string[]> =>
  (await statusOf(at)).api.body?.services?.find(({ service }) => service === 'exchange')
    ?.degraded ?? [];
const says = (at: Installation, code: string, seconds: number): Promise<true> =>
  until(`${code} at ${at.state}`, seconds, async () =>
    (await degraded(at)).includes(code) ? true : undefined,
  );
const came = async (): Promise<number> => {
  const [row] = await two.b.rows<{ n: number }>(
    'select count(*)::int as n from mailbox.delivery where not statement',
  );
  return row?.n ?? 0;
};
const droppedLines = (): number => {
  const folder = two.b.layout.path('log');
  return readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .reduce((sum, line) => sum + Number(/"dropped":(\d+),"since":"20/.exec(line)?.[1] ?? 0), 0);
};

const quiet = (seconds: number): Promise<true> =>
  until('empty queues', seconds, async () => {
    const open = `select 1 as one from mailbox.outbox where not statement and state not in ('CLOSED', 'VOID')
      union all select 1 from objects.transfer where direction = 'IN' and state <> 'COMPLETE' limit 1`;
    return [...(await two.a.rows(open)), ...(await two.b.rows(open))].length === 0
      ? true
      : undefined;
  });

describe('the disk of a State fills up while officers work', () => {
  const history = new History();
  let load: Load;

  it(
    'nearly full: the border takes nothing, it is said with figures, own officers go on',
    async () => {
      load = new Load(two, history, 'full');
      await load.start();
      await until('messages at XB', 60, async () => ((await came()) > 3 ? true : undefined));
      disk.fillTo(200);
      await says(two.b, 'DISK_NEARLY_FULL', 30);
      const { api } = await statusOf(two.b);
      expect([api.status, api.body?.disk?.freeMib]).toEqual([200, expect.any(Number)]);
      expect(api.body?.disk?.freeMib).toBeLessThan(256);
      const status = await liaise(['status', '--dir', two.b.layout.dir]);
      expect(status.out).toMatch(/disk +nearly full: \d+ MiB of 1200 MiB free; nothing is taken/);
      const doctor = await liaise(['doctor', '--dir', two.b.layout.dir]);
      expect(doctor.code).toBe(1);
      expect(doctor.out).toMatch(/fail disk: nearly full: \d+ MiB of 1200 MiB free/);
      expect(two.b.said).toMatch(/disk: \d+ MiB of 1200 MiB free; nothing is taken/);

      // The neighbour keeps its messages and knows the reason.
      await says(two.a, 'PEER_FULL', 60);
      const before = await came();
      const waiting = `select 1 as one from mailbox.outbox where not statement and state = 'SEALED'`;
      await until('messages that wait at XA', 60, async () =>
        (await two.a.rows(waiting)).length > 0 ? true : undefined,
      );
      expect(await came()).toBe(before);

      // Own officers can still send text; files are refused with a code that says what to do.
      const office = await Office.open(two, two.b, 'ana');
      const own = await office.request('own-text');
      history.attempt({ from: two.b.state, client: 'own', n: 0, attached: false }, own);
      await office.submit(own);
      history.acknowledged.add(own.id);
      const file = two.file('own.bin');
      writeFileSync(file, Buffer.alloc(100_000, 7));
      await expect(office.upload(file)).rejects.toMatchObject({ code: 'OBJECT_STORE_FULL' });
      office.close();
    },
    240 * second,
  );

  it(
    'full: nothing is acknowledged that is not kept, and `liaise up` lives',
    async () => {
      for (const end = performance.now() + 15 * second; performance.now() < end;) {
        disk.fillTo(0);
        await pause(200);
      }
      expect(two.b.isUp).toBe(true);
      await until('the reserve to be given away', 10, () =>
        Promise.resolve(existsSync(two.b.layout.diskReserve) ? undefined : true),
      );
      disk.fillTo(0);
      expect(disk.freeMib).toBeLessThan(1);
    },
    60 * second,
  );

  it(
    'room again: everything comes back by itself, the logs say how many lines are missing',
    async () => {
      disk.empty();
      await until('XB to be ready', 120, async () => {
        const { code } = await liaise(['status', '--dir', two.b.layout.dir]);
        return code === 0 ? true : undefined;
      });
      expect(two.b.isUp).toBe(true);
      await until('all is well', 60, async () =>
        (await degraded(two.b)).some((code) => code.startsWith('DISK_NEARLY')) ? undefined : true,
      );
      await until('the reserve', 30, () =>
        Promise.resolve(existsSync(two.b.layout.diskReserve) || undefined),
      );
      const before = await came();
      await until('messages that come again', 120, async () =>
        (await came()) > before ? true : undefined,
      );
      await load.stop();
      await quiet(180);
      await until('the count of dropped lines', 30, () =>
        Promise.resolve(droppedLines() > 0 || undefined),
      );
    },
    480 * second,
  );

  it(
    'nothing acknowledged is lost, nothing is there twice, no process is left over',
    async () => {
      const verdict = await check(two, history);
      expect(verdict).toMatchObject({
        ...{ lost: [], duplicated: [], phantoms: [], unreceipted: [], wrong: [] },
      });
      expect(verdict.acknowledged).toBeGreaterThan(20);
      await two.b.down();
      expect(processesNaming(two.b.layout.dir)).toEqual([]);
    },
    240 * second,
  );
});
