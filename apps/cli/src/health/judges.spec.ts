import {
  dutyGapsOf,
  judgeContactPoint,
  judgeDuty,
  judgeLimits,
  lacksContactPointOf,
  limitsDifferOf,
} from './duty.js';
import { judgeReviews, openReviewsOf } from './reviews.js';
import { judgePackageProfile, packageProfileOf } from './package-profile.js';
import { judgeUnnotifiedRecipients, unnotifiedRecipientsOf } from './unnotified-recipients.js';
import { judgeEnd } from './certificates.js';
import { diskLine, judgeClock, judgeDisk } from './machine.js';
import { custodyLogOf, judgeCustodyLog } from './custody-log.js';
import { judgeFormalActs, judgeOutsideTime, outsideTimeOf } from './outside-time.js';
import { judgeLasting } from './lasting.js';
import { judgeOwnChains, ownChainLines } from './own-chains.js';
import { judgeBroker, judgeNode } from './programs.js';
import { degradedOf } from './readiness.js';
import { judgeProcesses } from './processes.js';
import { judgeScanner } from './scanner.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const after = (ms: number): Date => new Date(now.getTime() + ms);
const day = 24 * 3600 * 1000;

const engine = (made: string): string => `ClamAV 1.4.3/27831/${made}`;

it.each([
  [[1, 2], 'ok', 'all 2 run'],
  [[1, undefined], 'warn', 'stopped: audit'],
  [[undefined, undefined], 'warn', 'the State does not run'],
] as const)('processes with pids %j are %s: %s', ([first, second], level, found) => {
  const processes = [
    { name: 'gateway', pid: first },
    { name: 'audit', pid: second },
  ];
  const finding = judgeProcesses(processes);
  expect([finding.level, finding.found]).toEqual([level, expect.stringContaining(found)]);
});

describe('what stays said for a day', () => {
  it('fails in doctor, a line for each', () => {
    const beat = { service: 'audit', degraded: ['UNTIMED'] };
    expect(judgeLasting([beat])).toMatchObject([{ level: 'ok' }]);
    const bad = { service: 'audit', degraded: ['LINK_ALARM', 'SESSION_FORGED'] };
    expect(judgeLasting([beat, bad]).map(({ level, found }) => `${level} ${found}`)).toEqual([
      'fail LINK_ALARM: an alarm about a neighbour within the last 24 hours',
      'fail SESSION_FORGED: the row of a session was changed within the last 24 hours',
    ]);
  });
});

describe('own chains that are not what they were', () => {
  const beats = ['audit', 'requests', 'sealer'].map((service) => ({ service, degraded: ['X'] }));
  const broken = beats.map((beat) => ({ ...beat, degraded: ['TRUST_CHAIN_BROKEN'] }));

  it('fail in doctor, are said in status, with the services and what to do', () => {
    expect(judgeOwnChains(beats)).toMatchObject([{ level: 'ok' }]);
    expect(ownChainLines(beats)).toEqual([]);
    const found = judgeOwnChains(broken.concat([{ service: 'inbox', degraded: [] }]));
    const remedy: unknown = expect.stringMatching(/guide\/alarms\.md/);
    expect(found).toMatchObject([{ level: 'fail', name: 'directory chains', remedy }]);
    expect(found[0]?.found).toMatch(/^TRUST_CHAIN_BROKEN: .*\(audit, requests, sealer\)$/);
    expect(ownChainLines(broken)).toEqual([
      expect.stringMatching(/^TRUST_CHAIN_BROKEN \(audit, requests, sealer\): .*guide\/alarms\.md/),
    ]);
  });
});

describe('doctor judges', () => {
  it.each([
    [{ engine: null, gap: 'NO_SCANNER' }, 'warn', /no antivirus scanner/],
    [{ engine: null, gap: 'UNREACHABLE' }, 'fail', /does not answer/],
    [{ engine: null, gap: 'TIMED_OUT' }, 'fail', /in time/],
    [{ engine: null, gap: 'UNFIT' }, 'fail', /settings/],
    [{ engine: engine('Sun Mar  1 08:12:00 2026'), gap: null }, 'ok', /^ClamAV 1.4.3/],
    [{ engine: engine('Fri Feb 20 08:12:00 2026'), gap: null }, 'warn', /of 9 days ago/],
    [{ engine: 'ClamAV 1.4.3', gap: null }, 'warn', /without a number/],
  ] as const)('the scanner %j: %s', (scanner, level, found) => {
    expect(judgeScanner(scanner, now)).toMatchObject({
      level,
      found: expect.stringMatching(found) as string,
    });
  });

  it('the scanner that failed: where to look', () => {
    const { level, found, remedy } = judgeScanner({ engine: null, gap: 'FAILED' }, now);
    expect([level, found]).toEqual(['fail', expect.stringMatching(/failed/)]);
    expect(remedy).toMatch(/log of clamd.*TemporaryDirectory/);
  });

  it.each([
    ['20.18.9', 'fail'],
    ['18.20.0', 'fail'],
    ['20.19.0', 'ok'],
    ['24.1.0', 'ok'],
  ])('node %s: %s', (version, level) => {
    expect(judgeNode(version).level).toBe(level);
  });

  it.each([
    ['nats-server: v2.10.27', 'warn'],
    ['nats-server: v2.12.11', 'warn'],
    ['nats-server: v2.12.12', 'ok'],
    ['nats-server: v2.14.3', 'ok'],
    ['nothing', 'fail'],
  ])('%s: %s', (text, level) => {
    expect(judgeBroker(text).level).toBe(level);
    if (level === 'warn') expect(judgeBroker(text).found).toMatch('degraded: broker version');
  });

  it.each([
    [100, 'fail'],
    [1_000, 'warn'],
    [10_000, 'ok'],
  ])('%i MiB free: %s', (mib, level) => {
    expect(judgeDisk({ free: mib * 1024 * 1024, total: 1e12 }).level).toBe(level);
  });

  it('a disk that is nearly full is said with figures and what stands still', () => {
    const space = { free: 200 * 1024 * 1024, total: 976 * 1024 * 1024 };
    const said = /^nearly full: 200 MiB of 976 MiB free; nothing is taken from neighbours/;
    expect(judgeDisk(space).found).toMatch(said);
    expect(diskLine(space)).toMatch(said);
    expect(diskLine({ ...space, free: 900 * 1024 * 1024 })).toBe('900 MiB of 976 MiB free');
  });

  it('the clock fails when it runs behind what has happened, and is unsure without a time service', () => {
    expect(judgeClock(now, after(6_000), 'yes').level).toBe('fail');
    expect(judgeClock(now, after(-1), 'yes').level).toBe('ok');
    expect(judgeClock(now, after(-1), 'no').level).toBe('warn');
    expect(judgeClock(now, after(-1), undefined).level).toBe('warn');
  });

  it('certificates warn sixty days before their end', () => {
    expect(judgeEnd('x', after(61 * day), now)).toBeUndefined();
    expect(judgeEnd('x', after(59 * day), now)?.level).toBe('warn');
    expect(judgeEnd('x', after(-day), now)?.level).toBe('fail');
  });

  it('the readiness says in words what should be mended, and nothing of an answer that is not one', () => {
    const services = [
      { service: 'audit', ready: true, fresh: true, degraded: [] },
      {
        ...{ service: 'exchange', ready: true, fresh: true },
        degraded: ['BROKER_VERSION', 'PEER_FULL'],
      },
    ];
    expect(degradedOf({ services })).toEqual([
      { service: 'exchange', why: 'degraded: broker version' },
      { service: 'exchange', why: 'degraded: peer full' },
    ]);
    for (const body of [undefined, null, 7, {}, { services: 7 }, { services: [null, {}, 7] }])
      expect(degradedOf(body)).toEqual([]);
  });

  it.each([
    [{ authorities: 0, timed: 0 }, [], ['warn'], 'no time-stamp authority'],
    [
      { authorities: 1, timed: 1, formalActs: 1, offsetLowMs: -300, offsetHighMs: 900 },
      [],
      ['ok'],
      'possible',
    ],
    [{ authorities: 1, timed: 0 }, [], ['warn'], 'clock not compared'],
    [{ authorities: 1, timed: 0 }, ['UNTIMED'], ['fail'], 'blocked'],
    [{ authorities: 2, timed: 1 }, ['TIME_AUTHORITY_SILENT'], ['warn'], 'timed'],
    [{ authorities: 1, timed: 1 }, ['CLOCK_OFFSET'], ['ok', 'warn'], 'timed'],
    [{ authorities: 1, timed: 1 }, ['CLOCK_OFFSET', 'CLOCK_BLOCKS'], ['ok', 'fail'], 'timed'],
  ])('outside time %j with %j: %j', (numbers, degraded, levels, found) => {
    const metrics = Object.fromEntries(
      Object.entries(numbers).map(([name, value]) => [`time.${name}`, value]),
    );
    const blocked = Object.hasOwn(numbers, 'offsetLowMs') ? [] : (['CLOCK_UNKNOWN'] as const);
    const time = outsideTimeOf({ metrics, degraded }, blocked);
    const findings = time === undefined ? [] : judgeOutsideTime(time);
    expect(findings.map(({ level }) => level)).toEqual(levels);
    expect(findings[0]?.found).toContain(found);
    expect(outsideTimeOf({ metrics: {}, degraded }, [])).toBeUndefined();
  });

  it.each([
    [[], 'ok', /^possible$/, undefined],
    [
      ['NO_TIME_AUTHORITY'],
      'warn',
      /^blocked \(NO_TIME_AUTHORITY\): .*refused/,
      /`tsa1` of liaise/,
    ],
    [['UNCOSIGNED', 'CLOCK_BLOCKS'], 'warn', /UNCOSIGNED, CLOCK_BLOCKS/, /witnesses.*; .*sets it/],
    [['AUDIT_SILENT'], 'warn', /AUDIT_SILENT/, /audit service/],
    [undefined, 'warn', /nothing could be read/, /FORMAL_ACT_BLOCKED/],
  ] as const)('formal acts with %j in the way: %s', (obstacles, level, found, remedy) => {
    // Counts of a silent service are outdated.
    const metrics = { 'time.timed': 1, 'time.authorities': 1, 'time.formalActs': 1 };
    const time = outsideTimeOf({ metrics, degraded: [] }, obstacles);
    const finding = time && judgeFormalActs(time);
    expect(finding).toMatchObject({ level, found: expect.stringMatching(found) as string });
    if (remedy !== undefined) expect(finding?.remedy).toMatch(remedy);
  });

  it.each([
    [{ witnesses: 0, cosignedSize: 0 }, [], ['ok'], 'no witness'],
    [{ witnesses: 1, cosignedSize: 7 }, [], ['ok'], 'up to 7, witnessed by one'],
    [{ witnesses: 2, cosignedSize: 7 }, [], ['ok'], 'up to 7, 2 witnesses'],
    [
      { witnesses: 2, cosignedSize: 7, uncosignedSeconds: 61 },
      ['UNCOSIGNED'],
      ['warn'],
      'waits for 61 s',
    ],
    [{ witnesses: 1, cosignedSize: 7 }, ['RECONCILIATION_OVERDUE'], ['warn'], 'daily report'],
    [
      { witnesses: 1, cosignedSize: 7 },
      ['LOG_HALTED', 'LOG_FORK_EVIDENCE', 'EVENTS_WAITING'],
      ['fail', 'fail', 'fail'],
      'a witness holds',
    ],
  ])('custody log %j with %j: %j', (numbers, degraded, levels, found) => {
    const metrics = Object.fromEntries(
      Object.entries(numbers).map(([name, value]) => [`log.${name}`, value]),
    );
    const log = custodyLogOf({ metrics, degraded });
    const findings = log === undefined ? [] : judgeCustodyLog(log);
    expect(findings.map(({ level }) => level)).toEqual(levels);
    expect(findings[0]?.found).toContain(found);
    expect(custodyLogOf({ metrics: {}, degraded })).toBeUndefined();
  });

  it.each([
    [{ withGaps: 0, firstGapSeconds: 0 }, 'ok', 'no roster'],
    [
      { withGaps: 1, firstGapSeconds: 7_300 },
      'warn',
      'one roster leaves its desk without anybody in 2 h',
    ],
    [{ withGaps: 2, firstGapSeconds: 0 }, 'warn', '2 rosters leave a desk without anybody now'],
  ])('duty rosters %j: %s', (numbers, level, found) => {
    const metrics = Object.fromEntries(
      Object.entries(numbers).map(([name, value]) => [`duty.${name}`, value]),
    );
    const duty = dutyGapsOf({ metrics });
    expect(duty && judgeDuty(duty)).toMatchObject({
      level,
      found: expect.stringMatching(found) as string,
    });
    expect(dutyGapsOf({ metrics: {} })).toBeUndefined();
  });

  it('a State without a contact point, whose copies nobody gets', () => {
    const found = (none: number) =>
      judgeContactPoint(lacksContactPointOf({ metrics: { 'duty.noContactPoint': none } }) ?? true);
    expect(found(0).level).toBe('ok');
    const remedy = expect.stringContaining('liaise authority contact-point') as string;
    expect(found(1)).toMatchObject({ level: 'warn', remedy });
    expect(lacksContactPointOf({ metrics: {} })).toBeUndefined();
  });

  it('limits that two States do not say alike', () => {
    const found = (differ: number) =>
      judgeLimits(limitsDifferOf({ metrics: { 'duty.limitsDiffer': differ } }) ?? -1);
    expect(found(0).level).toBe('ok');
    expect(found(1)).toMatchObject({
      level: 'warn',
      found: expect.stringContaining('one neighbour') as string,
    });
    expect(limitsDifferOf({ metrics: {} })).toBeUndefined();
  });

  it.each([
    [{ count: 0, oldestSeconds: 0, overstayed: 0, stopped: 0 }, 'ok', 'no file waits'],
    [
      { count: 1, oldestSeconds: 200_000, overstayed: 0, stopped: 0 },
      ...['warn', '1 file waits.*for 2 d$'],
    ],
    [{ count: 0, oldestSeconds: 0, overstayed: 2, stopped: 0 }, 'warn', '2 past the day'],
    [{ count: 0, oldestSeconds: 0, overstayed: 0, stopped: 3 }, 'warn', '3 not erased before'],
  ])('retention %j: %s', (numbers, level, found) => {
    const metrics = Object.fromEntries(
      Object.entries(numbers).map(([name, value]) => [`retention.${name}`, value]),
    );
    const reviews = openReviewsOf({ metrics });
    expect(reviews && judgeReviews(reviews)).toMatchObject({
      level,
      found: expect.stringMatching(found) as string,
    });
    expect(openReviewsOf({ metrics: {} })).toBeUndefined();
  });

  it.each([
    [{ untold: 0, unrecorded: 0, oldestSeconds: 0 }, 'ok', 'every recipient'],
    [{ untold: 1, unrecorded: 0, oldestSeconds: 7_300 }, 'warn', '^1 recipient is .* for 2 h$'],
    [{ untold: 2, unrecorded: 0, oldestSeconds: 60 }, 'warn', '^2 recipients are'],
    [
      { untold: 0, unrecorded: 1, oldestSeconds: 60 },
      'warn',
      '^1 evidence package was fetched and ',
    ],
    [
      { untold: 2, unrecorded: 2, oldestSeconds: 60 },
      'warn',
      '^2 recipients are .*; 2 evidence packages were fetched',
    ],
  ])('recipients of packages %j: %s', (numbers, level, found) => {
    const metrics = Object.fromEntries(
      Object.entries(numbers).map(([name, value]) => [`packages.${name}`, value]),
    );
    const recipients = unnotifiedRecipientsOf({ metrics });
    expect(recipients && judgeUnnotifiedRecipients(recipients)).toMatchObject({
      level,
      found: expect.stringMatching(found) as string,
    });
    expect(unnotifiedRecipientsOf({ metrics: {} })).toBeUndefined();
  });

  it.each([
    [{ draft: 1 }, 'warn', 'draft profile: none is approved$'],
    [{ draft: 0, keyDays: 31 }, 'ok', 'by a reviewed profile$'],
    [{ draft: 0, keyDays: 30 }, 'warn', 'reviewed profile; the key .* expires in 30 days$'],
    [{ draft: 0, keyDays: 1 }, 'warn', 'expires in 1 day$'],
    [{ draft: 0, keyDays: 0 }, 'warn', 'expires within a day$'],
    [{ draft: 0, keyDays: -1 }, 'fail', 'the key that signed it has expired$'],
    [{ draft: 0, ended: 1 }, 'fail', 'the key that signed it was ended$'],
    [{ draft: 1, keyDays: 300 }, 'warn', 'draft profile: none is approved$'],
  ])('profile of packages %j: %s', (numbers, level, found) => {
    const metrics = Object.fromEntries(
      Object.entries(numbers).map(([name, value]) => [`profile.${name}`, value]),
    );
    const profile = packageProfileOf({ metrics });
    expect(profile && judgePackageProfile(profile)).toMatchObject({
      level,
      found: expect.stringMatching(found) as string,
    });
    expect(packageProfileOf({ metrics: {} })).toBeUndefined();
  });

  it('everything that is not well says what to do', () => {
    for (const finding of [
      judgeNode('1.0.0'),
      judgeDisk({ free: 0, total: 1e9 }),
      judgeClock(now, after(day), 'yes'),
    ])
      expect(finding.remedy).toMatch(/\w/);
  });
});
