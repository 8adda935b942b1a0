import { randomBytes, X509Certificate } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { bracketOf, mayActFormally, noteCosignature } from '#journal';
import { makeStampRequest } from '#stamp';
import { asOwner } from '../support/journal.js';
import { Stamping } from './fixtures/stamping.js';
import type { Reply } from '../support/time-authority.js';
import { policies, TimeAuthority, TimeServer, tstInfo } from '../support/time-authority.js';

let authority: TimeAuthority;
let stranger: TimeAuthority;
let server: TimeServer;
let state: Stamping;

beforeAll(async () => {
  authority = await TimeAuthority.create('Right');
  stranger = await TimeAuthority.create('Wrong');
  for (const signer of ['expired', 'noPurpose'] as const) await authority.issue(signer);
  server = await new TimeServer(authority).start();
  state = await Stamping.start({ name: 'tsa1', server, lists: true });
}, 60_000);

afterAll(async () => {
  await state.stop();
  await server.stop();
  authority.remove();
  stranger.remove();
});

const met = { authorities: 1, cosigned: 'BY_TWO' } as const;
const stamps = (): Promise<number> => state.count('stamp');
const logged = (): Promise<number> => state.count(`event where typ = 'tsa.stamped'`);
const inAudit = <T>(read: Parameters<typeof state.audit.transaction<T>>[1]): Promise<T> =>
  state.audit.transaction({ step: 'test' }, read);

describe('outside time', () => {
  it('is asked for once there is something in the log, and kept with all it rests on', async () => {
    expect(await state.ask()).toBe(0);
    const event = await state.event();
    expect((await state.watch()).state.state).toBe('untimed');
    expect(await inAudit((tx) => bracketOf(tx, event))).toMatchObject({ state: 'untimed' });
    const before = new Date();
    expect(await state.round()).toBe(1);
    expect(state.refused).toEqual([]);
    expect([await stamps(), await logged(), await state.count('stamp_request')]).toEqual([1, 1, 0]);
    const { state: time, alarms } = await state.watch();
    expect(time.state).toBe('timed');
    expect(time.offset?.leastMs).toBe(0);
    expect(mayActFormally(time, met)).toEqual({ allowed: true, obstacles: [] });
    expect(alarms).toEqual([]);
    const found = await inAudit((tx) => bracketOf(tx, event));
    expect(found).toMatchObject({ state: 'timed', after: null, before: { by: 'tsa1', size: 1 } });
    expect(found.before?.at.getTime()).toBeGreaterThan(before.getTime() - 1_000);
  });

  it('is verified by openssl alone from what was kept: token, checkpoint, certificates, lists', async () => {
    const kept = await inAudit((tx) => state.journal.stamps.first(tx, 'tsa1', 1));
    authority.write('kept.token', kept.token);
    authority.write('kept.tsq', kept.request);
    authority.write('kept.note', kept.note);
    const pem = (label: string, der: Buffer): string =>
      `-----BEGIN ${label}-----\n${der.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END ${label}-----\n`;
    const chain = kept.chain.map((der) => pem('CERTIFICATE', der));
    authority.write('kept.ca', chain.at(-1) ?? '');
    authority.write('kept.chain', chain.join(''));
    authority.write('kept.crl', kept.lists.map((der) => pem('X509 CRL', der)).join(''));
    const verify = 'ts -verify -token_in -in kept.token -CAfile kept.ca -untrusted kept.chain';
    for (const asked of ['-data kept.note', '-queryfile kept.tsq'])
      expect(await authority.openssl(`${verify} ${asked}`)).toContain('Verification: OK');
    authority.write('signer.pem', chain[0] ?? '');
    expect(
      await authority.openssl(
        'verify -crl_check_all -CRLfile kept.crl -CAfile kept.ca -untrusted kept.chain',
        '-purpose timestampsign signer.pem',
      ),
    ).toContain('OK');
    expect(new X509Certificate(kept.chain[0] ?? '').subject).toBe('CN=Right-good');
    expect(kept.lists).toHaveLength(2);
    authority.write('kept.note', `${kept.note}x`);
    await expect(authority.openssl(`${verify} -data kept.note`)).rejects.toThrow();
  });

  it('comes once a minute while there is news, and a quiet log stays quiet', async () => {
    await state.age(600);
    expect(await state.ask()).toBe(0);
    const event = await state.event();
    expect(await state.round()).toBe(1);
    const second = await state.event();
    expect(await state.ask()).toBe(0);
    await state.age(61);
    expect(await state.round()).toBe(1);
    // Both events name a tree with the first stamp, which is their lower bound in time.
    for (const [id, size] of [
      [event, 3],
      [second, 5],
    ] as const) {
      const { after, before, widthMs, state: how } = await inAudit((tx) => bracketOf(tx, id));
      expect({ how, before: before?.size }).toEqual({ how: 'timed', before: size });
      expect(after).toMatchObject({ by: 'tsa1', kind: 'stamp', size: size - 2 });
      expect(widthMs).toBeGreaterThan(0);
    }
    expect(await logged()).toBe(3);
  });

  it('comes at once under a formal act', async () => {
    await state.event('formal');
    expect(await state.ask(['msg.signed'])).toBe(0);
    expect(await state.ask(['access.denied'])).toBe(1);
    await state.carry();
    await state.judge();
    expect(await state.ask(['access.denied'])).toBe(0);
  });

  it('lets no process but the audit service keep a stamp, and nobody change one', async () => {
    const tries = [
      `insert into journal.stamp_material values (sha256('x'), 'list', 'x')`,
      `update journal.stamp_request set nonce = 'x'`,
      `delete from journal.stamp_request`,
      `insert into journal.clock (source, kind, low_ms, high_ms) values ('x', 'stamp', 0, 0)`,
      `update journal.stamp set size = 0`,
    ];
    for (const sql of tries)
      await expect(
        state.exchange.transaction({ step: 'test' }, (tx) => tx.query(sql)),
      ).rejects.toMatchObject({ code: 'STORE_DENIED' });
    // Not even the owner of the tables.
    for (const table of ['stamp', 'stamp_material'])
      await expect(asOwner(state.database, `delete from journal.${table}`)).rejects.toMatchObject({
        code: 'STORE_DENIED',
      });
  });
});

describe('an answer that proves nothing', () => {
  const change = (query: Buffer, nonce: boolean): Buffer => {
    // The note's SHA-256 follows `0420`, the nonce follows `0210`.
    const hex = query.toString('hex');
    const [tag, length] = nonce ? ['0210', 16] : ['0420', 32];
    const other = nonce ? `41${randomBytes(15).toString('hex')}` : randomBytes(32).toString('hex');
    return Buffer.from(hex.replace(new RegExp(`${tag}.{${length * 2}}`), `${tag}${other}`), 'hex');
  };
  const body = async (made: Promise<Buffer>): Promise<Reply> => ({ body: await made });
  const drip = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' });
    const timer = setInterval(() => response.write('x'), 50);
    response.on('close', () => {
      clearInterval(timer);
    });
  };
  const flood = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' });
    const more = (): void => {
      if (!response.destroyed && response.write(Buffer.alloc(65_536))) setImmediate(more);
      else response.once('drain', more);
    };
    more();
  };

  const hostile: readonly (readonly [string, string, (query: Buffer) => Promise<Reply>])[] = [
    ['of another nonce', 'STAMP_MISMATCH', (q) => body(authority.reply(change(q, true)))],
    ['of another imprint', 'STAMP_MISMATCH', (q) => body(authority.reply(change(q, false)))],
    [
      'kept from an earlier question',
      'STAMP_MISMATCH',
      () =>
        body(
          authority.reply(makeStampRequest(Buffer.from('x'), randomBytes(16), policies.usual).der),
        ),
    ],
    ['of another authority', 'STAMP_CERTIFICATE_INVALID', (q) => body(stranger.reply(q))],
    [
      'by a certificate that has expired',
      'STAMP_CERTIFICATE_INVALID',
      (q) => body(authority.forge(tstInfo(q), 'expired', '-cades')),
    ],
    [
      'by a certificate that is not for time-stamping',
      'STAMP_CERTIFICATE_INVALID',
      (q) => body(authority.forge(tstInfo(q), 'noPurpose', '-cades')),
    ],
    [
      'cut off',
      'STAMP_MALFORMED',
      async (q) => ({ body: (await authority.reply(q)).subarray(0, 700) }),
    ],
    [
      'that is a rejection',
      'STAMP_REJECTED',
      () => body(authority.reply(makeStampRequest(Buffer.from('x'), randomBytes(16), '1.2.3').der)),
    ],
    ['without end', 'TIME_QUERY_REFUSED', () => Promise.resolve(flood)],
    [
      'that is too long',
      'TIME_QUERY_REFUSED',
      () => Promise.resolve({ body: Buffer.alloc(70_000) }),
    ],
    ['that drips', 'TIME_QUERY_FAILED', () => Promise.resolve(drip)],
    [
      'that leads elsewhere',
      'TIME_QUERY_REFUSED',
      () =>
        Promise.resolve((response: ServerResponse) => {
          response.writeHead(302, { location: server.url }).end();
        }),
    ],
    [
      'HTTP 500',
      'TIME_QUERY_REFUSED',
      (q) => authority.reply(q).then((b) => ({ status: 500, body: b })),
    ],
    [
      'a web page',
      'TIME_QUERY_REFUSED',
      () => Promise.resolve({ type: 'text/html', body: Buffer.from('<p>') }),
    ],
    ['a closed connection', 'TIME_QUERY_FAILED', () => Promise.reject(new Error('closed'))],
  ];

  it.each(hostile)('%s is refused with %s and counts as nothing', async (_, code, answer) => {
    await state.event();
    await state.age(61);
    const before = [await stamps(), await logged()];
    server.answer = answer;
    const asked = server.asked;
    expect(await state.round()).toBe(1);
    server.answer = server.honest;
    expect(await state.failure('tsa1')).toBe(code);
    expect([await stamps(), await logged()]).toEqual(before);
    expect(server.asked).toBe(asked + 1);
    // Not at once, but after a pause, and then it counts.
    expect(await state.round()).toBe(0);
    await state.age(61);
    expect(await state.round()).toBe(1);
    expect(await stamps()).toBe((before[0] ?? 0) + 1);
  });

  it('that comes after its question was given up is the answer to nothing', async () => {
    await state.event();
    await state.age(61);
    await state.ask();
    const { stamps: rows } = state.journal;
    // The exchange took it and then died.
    const lost = await state.exchange.transaction({ step: 'test' }, (tx) =>
      rows.takeRequest(tx, 'tsa1'),
    );
    expect(await state.carry()).toBe(0);
    expect(await state.ask()).toBe(0);
    await state.age(61);
    const before = await stamps();
    expect(await state.ask()).toBe(1);
    const response = await authority.reply(lost?.request ?? Buffer.alloc(0));
    await state.exchange.transaction({ step: 'test' }, (tx) => {
      rows.answered(tx, 'tsa1', lost?.nonce ?? Buffer.alloc(0), { response });
      return Promise.resolve();
    });
    expect(await state.judge()).toBe(0);
    await state.carry();
    expect(await state.judge()).toBe(1);
    expect(await stamps()).toBe(before + 1);
  });

  it('is not believed either once its certificate is revoked or no list is fresh', async () => {
    await state.event();
    await state.age(61);
    const good = authority.read('crl.pem');
    authority.write('crl.pem', stranger.read('crl.pem'));
    await state.round();
    expect(await state.failure('tsa1')).toBe('STAMP_REVOCATION_UNKNOWN');
    authority.write('crl.pem', good);
    await state.age(61);
    await state.round();
    expect(await state.failure('tsa1')).toBeUndefined();
  });
});

describe('an outage of the authority', () => {
  it('stops nothing: untimed after two minutes, told once after fifteen, caught up when it is over', async () => {
    await state.watch();
    state.alarms.length = 0;
    await server.stop();
    await state.event();
    await state.age(61);
    await state.round();
    expect(await state.failure('tsa1')).toBe('TIME_QUERY_FAILED');
    expect((await state.watch(3_600_000)).state.state).toBe('timed');
    await state.age(60);
    const { state: time, alarms } = await state.watch(3_600_000);
    expect([time.state, mayActFormally(time, met).obstacles, alarms]).toEqual([
      'untimed',
      ['UNTIMED'],
      [],
    ]);
    await state.age(800);
    // A service that has just started waits before it complains; the state is reported as it is.
    expect(await state.watch()).toMatchObject({ alarms: [], state: { state: 'untimed' } });
    for (let i = 0; i < 3; i += 1) {
      await state.event();
      expect((await state.watch(3_600_000)).alarms).toEqual(['UNTIMED']);
      await state.round();
      await state.age(61);
    }
    expect(state.alarms).toEqual(['UNTIMED']);
    expect(await state.count('stamp_request')).toBe(1);
    await server.start();
    await state.round();
    expect(await state.watch(3_600_000)).toMatchObject({ alarms: [], state: { state: 'timed' } });
    expect(await state.count('stamp_request')).toBe(0);
  });

  it('of one of two is told, and nothing is blocked', async () => {
    const second = await new TimeServer(stranger).start();
    const two = await Stamping.start({ name: 'tsa1', server }, { name: 'tsa2', server: second });
    try {
      await two.event();
      await second.stop();
      await two.round();
      await two.age(1_000);
      await two.event();
      await two.round();
      const report = await two.watch(3_600_000);
      expect(report.alarms).toEqual(['TIME_AUTHORITY_SILENT']);
      expect(mayActFormally(report.state, met).allowed).toBe(true);
      await second.start();
      await two.age(61);
      await two.round();
      expect(two.refused).toEqual([]);
      expect((await two.watch(3_600_000)).alarms).toEqual([]);
      expect(await two.count(`stamp where authority = 'tsa2'`)).toBe(1);
    } finally {
      await two.stop();
      await second.stop();
    }
  }, 60_000);
});

describe('a wrong clock', () => {
  const stampAhead = async (ms: number): Promise<void> => {
    await state.event();
    await state.age(61);
    server.answer = async (query) => {
      const genTime = new Date(Date.now() + ms);
      return { body: await authority.forge(tstInfo(query, { genTime }), 'good', '-cades') };
    };
    expect(await state.round()).toBe(1);
    server.answer = server.honest;
    expect(state.refused.splice(0)).toEqual([]);
  };

  it('is recorded with every stamp, warns above a second once, blocks formal acts above five', async () => {
    state.refused.length = 0;
    state.alarms.length = 0;
    const alarms = (): Promise<number> => state.count(`event where typ = 'clock.alarm'`);
    const before = await alarms();
    await stampAhead(500);
    expect((await state.watch()).alarms).toEqual([]);
    for (let i = 0; i < 2; i += 1) {
      await stampAhead(4_000);
      const { state: time, alarms: standing } = await state.watch();
      expect(standing).toEqual(['CLOCK_OFFSET']);
      expect(time.offset?.highMs).toBeLessThan(-1_000);
      expect(mayActFormally(time, met).allowed).toBe(true);
    }
    expect([await alarms(), state.alarms]).toEqual([before + 1, ['CLOCK_OFFSET']]);
    await stampAhead(-60_000);
    const { state: time } = await state.watch();
    expect(time.offset?.lowMs).toBeGreaterThan(5_000);
    expect(mayActFormally(time, met).obstacles).toEqual(['CLOCK_BLOCKS']);
    expect([await alarms(), state.alarms]).toEqual([before + 2, ['CLOCK_OFFSET', 'CLOCK_BLOCKS']]);
    await stampAhead(0);
    const { state: right, alarms: none } = await state.watch();
    expect([none, mayActFormally(right, met).allowed]).toEqual([[], true]);
    const [row] = await asOwner<{ leaf: Buffer }>(
      state.database,
      `select leaf from journal.event where typ = 'clock.alarm' order by at desc limit 1`,
    );
    expect(JSON.parse(row?.leaf.toString() ?? '')).toMatchObject({
      reason: 'CLOCK_BLOCKS',
      data: { source: 'tsa1', blocks: true, limitMs: 5_000 },
    });
  }, 60_000);

  it('is seen by what neighbours sign, too', async () => {
    const [point] = await asOwner<{ size: number }>(
      state.database,
      'select size from journal.released',
    );
    const seconds = Math.floor(Date.now() / 1_000);
    await inAudit((tx) => {
      noteCosignature(tx, 'xb.example/witness', Number(point?.size), seconds - 30);
      return Promise.resolve();
    });
    const { state: time } = await state.watch();
    const found = time.facts.readings.find(({ kind }) => kind === 'witness');
    expect(found?.highMs).toBeGreaterThanOrEqual(30_000);
    expect(found?.lowMs).toBeLessThan(30_000);
    // An authority answered recently and confirms the clock.
    expect(time.offset?.kind).toBe('stamp');
  });
});
