import { get } from 'node:https';
import { readFileSync } from 'node:fs';
import { isCoded } from '#kernel';
import { liaise, must } from '../../support/command.js';
import { pause, until, type Installation } from '../../support/installation.js';
import {
  certifyUntil,
  extendKeys,
  rootOf,
  type RunningStates,
} from '../../support/running-states.js';
import { Office, type SignedOne } from '../../support/office.js';
import { runningStates } from './states.js';

let two: RunningStates;
let offices: Office[] = [];
const ways = () =>
  [
    { from: two.a, to: two.b, office: officeOf(0) },
    { from: two.b, to: two.a, office: officeOf(1) },
  ] as const;
const officeOf = (i: number): Office => {
  const office = offices[i];
  if (office === undefined) throw new Error('no office');
  return office;
};

interface Row {
  readonly state: string;
  readonly outcome: string | null;
  readonly code: string | null;
  readonly waits_for: string | null;
  readonly seconds: number | null;
}
const rowsOf = (at: Installation, sent: readonly SignedOne[]): Promise<Row[]> =>
  at.rows<Row>(
    `select state, outcome, code, waits_for,
       extract(epoch from closed_at - queued_at)::float8 as seconds
     from mailbox.outbox where dispatch = any ($1::uuid[])`,
    [sent.map(({ id }) => id)],
  );
const opened = (at: Installation, sent: readonly SignedOne[], seconds: number): Promise<Row[]> =>
  until(
    `${sent.length} messages of ${at.state} to be opened`,
    seconds,
    async () => {
      const rows = await rowsOf(at, sent);
      const all = rows.length === sent.length && rows.every(({ state }) => state === 'CLOSED');
      return all ? rows : undefined;
    },
    500,
  );

interface Ready {
  readonly status: number;
  readonly text: string;
}
const readyz = ({ origin, layout }: Installation): Promise<Ready> =>
  new Promise((done, failed) => {
    const ca = readFileSync(layout.servicesAuthority);
    get(`${origin}/readyz`, { ca, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (part: Buffer) => (text += part.toString()));
      answer.on('end', () => {
        done({ status: answer.statusCode ?? 0, text });
      });
    }).on('error', failed);
  });
const hasEnded = (at: Installation): Promise<Ready> =>
  until(`${at.state} to say that it has ended`, 60, async () => {
    const ready = await readyz(at);
    return ready.status === 503 && ready.text.includes('KEYS_ENDED') ? ready : undefined;
  });
const isReady = (at: Installation): Promise<true> =>
  until(`${at.state} to be ready`, 60, async () =>
    (await readyz(at)).status === 200 ? true : undefined,
  );
// Lines about keys only: a test machine may lack other things.
const doctor = async (at: Installation, about: string): Promise<string> => {
  const { out, err } = await liaise(['doctor', '--dir', at.layout.dir]);
  if (out === '') throw new Error(err);
  return out
    .split('\n')
    .filter((line) => line.slice(5).startsWith(`${about}:`))
    .join('\n');
};
const inSeconds = (count: number): Date => new Date(Date.now() + count * 1_000);
let files = 0;
const extend = (at: Installation): Promise<void> =>
  extendKeys(at, two.file(`extend-${(files += 1)}.json`));
const code = (error: unknown): string => (isCoded(error) ? error.code : String(error));

// In each test the root certifies keys for some seconds only.
describe('keys of a State that end', () => {
  beforeAll(async () => {
    two = await runningStates();
    offices = [await Office.open(two, two.a, 'ana'), await Office.open(two, two.b, 'ana')];
  }, 60_000);
  afterAll(() => {
    for (const office of offices) office.close();
  });

  it('extended in time: traffic goes on over the old end, and nothing waits', async () => {
    const end = inSeconds(40);
    for (const { from } of ways()) await certifyUntil(from, end);
    for (const { from } of ways()) {
      expect(await doctor(from, 'keys')).toMatch(/^warn .*within 7/);
      await until(`${from.state} to say that it ends soon`, 15, async () =>
        (await readyz(from)).text.includes('ENDS_IN_7_DAYS') ? true : undefined,
      );
    }
    for (const { from } of ways()) await extend(from);
    const sent = ways().map(() => [] as SignedOne[]);
    while (Date.now() < end.getTime() + 20_000) {
      for (const [i, { from, office }] of ways().entries()) {
        const request = await office.request(`in time ${from.state} ${sent[i]?.length ?? 0}`);
        await office.submit(request);
        sent[i]?.push(request);
        expect((await readyz(from)).status).toBe(200);
      }
      await pause(2_000);
    }
    for (const [i, { from }] of ways().entries()) {
      const all = sent[i] ?? [];
      expect(all.length).toBeGreaterThan(5);
      const rows = await opened(from, all, 60);
      expect(rows.map(({ outcome }) => outcome)).toEqual(all.map(() => 'OPENED'));
      // Soon after the keys became valid again, also on a busy machine, not at the end of a retry pause.
      for (const { seconds } of rows) expect(seconds).toBeLessThan(30);
      expect(await doctor(from, 'keys')).toMatch(/^ok .*none ends within 90 days/);
    }
  }, 300_000);

  it('extended late, one of two: what was handed in waits, a stopped State starts, all leaves within a minute', async () => {
    const [a, b] = ways();
    // Submitted at XB while XA's keys are valid, but not sealed yet.
    expect(b.from.signal('sealer', 'SIGSTOP')).toBe(true);
    await certifyUntil(a.from, inSeconds(20));
    await until('the new end at the neighbour', 30, async () => {
      const [row] = await b.from.rows<{ known: boolean }>(
        `select max(version) = (select $2::int) as known from trust.entry where state = $1`,
        [
          'XA',
          (
            await a.from.rows<{ n: number }>(
              `select max(version)::int as n from trust.entry where state = 'XA' and chain = 'directory'`,
            )
          )[0]?.n ?? 0,
        ],
      );
      return row?.known === true ? true : undefined;
    });
    const early = await b.office.request('before the end');
    await b.office.submit(early);
    await hasEnded(a.from);
    expect(b.from.signal('sealer', 'SIGCONT')).toBe(true);

    const late = await a.office.request('after the end');
    await a.office.submit(late);
    const waits = (at: Installation, one: SignedOne, why: string) =>
      until(`${at.state} to wait for ${why}`, 30, async () => {
        const [row] = await rowsOf(at, [one]);
        return row?.state === 'QUEUED' && row.waits_for === why ? true : undefined;
      });
    await waits(a.from, late, 'KEYS_ENDED');
    await waits(b.from, early, 'PEER_KEYS_ENDED');
    const refused = await b.office.request('to a State that has ended');
    await expect(b.office.submit(refused).catch(code)).resolves.toBe('PEER_KEYS_ENDED');

    expect(await doctor(a.from, 'keys')).toMatch(/^fail keys: KEYS_ENDED: .*`liaise key extend`/);
    expect(await doctor(b.from, 'keys of neighbours')).toMatch(/^fail .*PEER_KEYS_ENDED: .*XA/);
    expect((await liaise(['status', '--dir', a.from.layout.dir])).out).toMatch(
      /^ends +ENDED: keys/m,
    );
    const metrics = await figure(a.from, 'ends.keysDays');
    expect(metrics).toBe(-1);

    // The audit service needs no valid key: otherwise nobody could append new ones.
    await a.from.down();
    await a.from.up();
    await extend(a.from);
    await Promise.all([opened(a.from, [late], 60), opened(b.from, [early], 60)]);
    await isReady(a.from);
    expect(await doctor(a.from, 'keys')).toMatch(/^ok /);
    const [again, answer] = [await a.office.request('again'), await b.office.request('and back')];
    await a.office.submit(again);
    await b.office.submit(answer);
    await Promise.all([opened(a.from, [again], 60), opened(b.from, [answer], 60)]);
  }, 400_000);

  it('extended late, both: each extends its own, and they are neighbours again within a minute', async () => {
    const end = inSeconds(20);
    for (const { from } of ways()) await certifyUntil(from, end);
    for (const { from } of ways()) await hasEnded(from);
    for (const { from } of ways()) await extend(from);
    const extended = performance.now();
    for (const { from, office } of ways()) {
      const request = await until('the neighbour to be written to', 60, async () => {
        const one = await office.request(`both late ${from.state}`);
        await office.submit(one);
        return one;
      });
      await opened(from, [request], 60);
    }
    expect(performance.now() - extended).toBeLessThan(60_000);
    for (const { from } of ways()) await isReady(from);
  }, 300_000);

  it('what was recorded without a key is signed by one that the root has certified since', async () => {
    const [{ from }] = ways();
    await two.ensureEnrolled(from, 'olga', 'AUDITOR');
    const profile = ['--profile', two.profile(from, 'olga')];
    const log = two.file('log-after-ends');
    await must(['audit', 'export', log, '--purpose', 'DETECTION', ...profile]);
    await must(['audit', 'verify', log, '--root', rootOf(from)]);
  }, 120_000);
});

async function figure(at: Installation, name: string): Promise<number> {
  const text = await new Promise<string>((done, failed) => {
    const ca = readFileSync(at.layout.servicesAuthority);
    get(`${at.origin}/metrics`, { ca, agent: false }, (answer) => {
      let all = '';
      answer.on('data', (part: Buffer) => (all += part.toString()));
      answer.on('end', () => {
        done(all);
      });
    }).on('error', failed);
  });
  const line = text.split('\n').find((each) => each.includes(`name="${name}"`));
  return Number(line?.split(' ').at(-1));
}
