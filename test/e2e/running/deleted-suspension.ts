import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readiness } from '../../../apps/cli/src/health/readiness.js';
import { chainNoteOf } from '#trust';
import { liaise, must } from '../../support/command.js';
import { until } from '../../support/installation.js';
import { gatewayOptions, rootOf, type RunningStates } from '../../support/running-states.js';
import { runningStates } from './states.js';

// Attack: the owner of the database deletes an officer's suspension. No service may work until the entry is
// back, and callers get the reason.
let two: RunningStates;
let noteFile: string;
let mirror: string;

const profile = (name: string): string[] => ['--profile', two.profile(two.a, name)];
const dir = (): string[] => ['--dir', two.a.layout.dir];
const login = (name: string): string[] => [
  'login',
  '--key',
  two.key(two.a, name),
  ...profile(name),
];
const list = (name: string): string[] => [
  ...['request', 'list', '--purpose', 'INVESTIGATION'],
  ...profile(name),
];
interface Ready {
  readonly code?: string;
  readonly services: readonly { readonly service: string; readonly degraded: readonly string[] }[];
}
const readyz = async (): Promise<{ status: number | undefined; said: Ready }> => {
  const authority = readFileSync(two.a.layout.servicesAuthority, 'utf8');
  const { status, body } = await readiness({ host: 'localhost', port: two.a.port }, authority);
  return { status, said: body as Ready };
};
const services = ['audit', 'evidence', 'exchange', 'inbox', 'opener', 'requests', 'sealer'];
const untilAllSay = (code: string) =>
  until(`not ready for ${code}`, 60, async () => {
    const { status, said } = await readyz();
    const saying = said.services.filter(({ degraded }) => degraded.includes(code));
    return status === 503 && saying.length === services.length ? true : undefined;
  });
const untilReady = () =>
  until('all ready again', 60, async () => ((await readyz()).status === 200 ? true : undefined));
const tamper = (sql: string): Promise<unknown> =>
  two.a.admin(async (admin) => {
    await admin.query('alter table trust.entry disable trigger user');
    await admin.query(sql);
    await admin.query('alter table trust.entry enable trigger user');
  });
const ownDirectory = `state = 'XA' and chain = 'directory'`;
const newest = `${ownDirectory} and version =
  (select max(version) from trust.entry where ${ownDirectory})`;
async function restart(): Promise<void> {
  await two.a.down();
  await two.a.up();
}

const putBack = async (): Promise<void> => {
  await tamper('insert into trust.entry select * from public.kept on conflict do nothing');
  await untilReady();
};

describe('a suspension deleted from the database, and a restart', () => {
  // In this block, since other parts append entries at other times.
  beforeAll(async () => {
    two = await runningStates();
    noteFile = chainNoteOf(two.a.layout.logHead);
    await two.ensureEnrolled(two.a, 'olga', 'AUDITOR');
    await two.ensureEnrolled(two.a, 'zoe', 'LIAISON_OFFICER');
    await must(list('zoe'));
    const file = two.file('zoe.suspended');
    const key = `${two.a.layout.dir}-people/registrar-m.h.key`;
    const suspend = ['officer', 'suspend', 'zoe', '--state', 'XA', '--key', key, '--yes'];
    await must([...suspend, '--out', file, ...profile('zoe')]);
    await must(['officer', 'suspend', '--submit', file, ...gatewayOptions(two.a)]);
    await until('the note of the suspension', 30, async () => {
      const [row] = await two.a.rows<{ head: string }>(
        `select head from trust.entry where ${newest}`,
      );
      const noted =
        existsSync(noteFile) && readFileSync(noteFile, 'utf8').includes(row?.head ?? '-');
      return Promise.resolve(noted ? true : undefined);
    });
    await tamper('create table public.kept as table trust.entry');
    mirror = two.file('log-of-XA');
    await must(['audit', 'export', mirror, '--purpose', 'DETECTION', ...profile('olga')]);
  }, 240_000);

  it('is not forgotten: the officer does not work again, and nobody else does', async () => {
    await two.a.down();
    await two.a.cluster.start();
    await tamper(`delete from trust.entry where ${newest}`);
    await two.a.cluster.stop();
    await two.a.up();
    await untilAllSay('TRUST_CHAIN_BROKEN');
    for (const args of [login('zoe'), list('zoe'), list('ana'), login('ana')]) {
      const { code, err } = await liaise(args);
      expect([args, code, err]).toEqual([args, 3, expect.stringContaining('TRUST_CHAIN_BROKEN')]);
      expect(err).toContain('put the entries back');
    }
    const health = await liaise(['audit', 'health', ...profile('dora')]);
    expect([health.code, health.err]).toEqual([3, expect.stringContaining('TRUST_CHAIN_BROKEN')]);
    const verify = ['audit', 'verify', '--live', '--purpose', 'DETECTION', ...profile('dora')];
    const verified = await liaise(verify);
    expect([verified.code, verified.err]).toEqual([
      3,
      expect.stringContaining('TRUST_CHAIN_BROKEN'),
    ]);
    const status = await liaise(['status', ...dir()]);
    expect(status.code).toBe(1);
    expect(status.out).toContain(`TRUST_CHAIN_BROKEN (${services.join(', ')}`);
    const doctor = await liaise(['doctor', ...dir()]);
    expect(doctor.code).toBe(1);
    expect(doctor.out).toMatch(/^fail directory chains: TRUST_CHAIN_BROKEN: .* put the entries/m);
    expect(await must(['audit', 'put-back', mirror, ...dir()])).toMatch(/^1 entry was put back/);
    await untilReady();
    const refused = await liaise(login('zoe'));
    expect([refused.code, refused.err]).toEqual([3, expect.not.stringContaining('TRUST_')]);
    await must(login('ana'));
  }, 240_000);

  it('is missed in an export whose directory lacks it, though every leaf is good', async () => {
    const verify = ['audit', 'verify', mirror, '--root', rootOf(two.a)];
    expect(await must(verify)).toMatch(/^Good: /);
    const file = join(mirror, 'directory.json');
    const whole = readFileSync(file, 'utf8');
    const { entries, ...rest } = JSON.parse(whole) as { entries: unknown[] };
    writeFileSync(file, JSON.stringify({ ...rest, entries: entries.slice(0, -1) }));
    const { code, err } = await liaise(verify);
    expect([code, err]).toEqual([
      4,
      expect.stringMatching(/ENTRY_REMOVED: .* at leaf \d+, event /),
    ]);
    writeFileSync(file, whole);
  }, 60_000);

  it('is missed while everything runs, within seconds', async () => {
    await tamper(`delete from trust.entry where ${newest}`);
    await untilAllSay('TRUST_CHAIN_BROKEN');
    const { code, err } = await liaise(list('ana'));
    expect([code, err]).toEqual([3, expect.stringContaining('TRUST_CHAIN_BROKEN')]);
    await putBack();
    await must(list('ana'));
  }, 120_000);

  it('is missed with the whole chain gone, and without the note beside the log', async () => {
    await tamper('delete from trust.entry');
    await restart();
    await untilAllSay('TRUST_CHAIN_BROKEN');
    await putBack();
    renameSync(noteFile, `${noteFile}.away`);
    await untilAllSay('TRUST_NOTE_MISSING');
    await restart();
    await untilAllSay('TRUST_NOTE_MISSING');
    const doctor = await liaise(['doctor', ...dir()]);
    expect(doctor.out).toMatch(/^fail directory chains: TRUST_NOTE_MISSING: .*newest copy/m);
    expect(existsSync(noteFile)).toBe(false);
    renameSync(`${noteFile}.away`, noteFile);
    await untilReady();
    // An old note must not replace an existing one; when every copy is lost, the last one is adopted.
    const refused = await liaise(['audit', 'adopt-note', ...dir()]);
    expect(refused.err).toContain('CLI_FILE_EXISTS');
    rmSync(noteFile);
    await untilAllSay('TRUST_NOTE_MISSING');
    await must(['audit', 'adopt-note', ...dir()]);
    await untilReady();
    await tamper('drop table public.kept');
  }, 240_000);
});
