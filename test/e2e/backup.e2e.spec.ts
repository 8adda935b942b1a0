import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { claimPorts, type PortBlock } from '../../apps/cli/src/demo/ports.js';
import { must } from '../support/command.js';
import { builtPrograms } from '../support/programs.js';
import { Installation } from '../support/installation.js';

const guide = fileURLToPath(new URL('../../deploy/guide/keeping.md', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'liaise-backup-'));
// As root PostgreSQL runs as a user of its own, who must be able to enter.
chmodSync(base, 0o711);

function recipe(): string[] {
  const chapter = readFileSync(guide, 'utf8')
    .split(/^## /m)
    .find((text) => text.startsWith('Back up\n'));
  const blocks = [...(chapter ?? '').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text]) => text);
  const found = blocks.filter((block) => block?.includes('systemctl stop liaise@xa'));
  if (found.length !== 1) throw new Error(`${found.length} recipes`);
  return (found[0] ?? '')
    .replace(/ *\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line !== '');
}

let state: Installation;
let ports: PortBlock;
beforeAll(async () => {
  const programs = join(base, 'program');
  mkdirSync(programs);
  ports = await claimPorts();
  state = new Installation('XA', join(base, 'xa'), ports.http, await builtPrograms(programs));
  await must([
    ...['init', '--state', 'XA', '--dir', state.layout.dir, '--http-port', String(ports.http)],
    ...['--authority', 'border-police=Border Police', '--new-registrar', 'm.h'],
    ...['--new-registrar', 'i.k', '--border-listen', `127.0.0.1:${ports.border}`],
  ]);
}, 300_000);
afterAll(async () => {
  await state.remove();
  await ports.release();
  rmSync(base, { recursive: true, force: true });
});

const places = ['/backup-keys', '/backup', '/third-place'];
const here = (line: string): string =>
  ['/srv/liaise/xa', ...places].reduce((text, place) => {
    const to = place === '/srv/liaise/xa' ? state.layout.dir : join(base, place.slice(1));
    return text.replaceAll(` ${place}`, ` ${to}`);
  }, line);

async function type(line: string): Promise<void> {
  if (line === 'systemctl stop liaise@xa') return state.down();
  if (line === 'systemctl start liaise@xa') return state.up();
  const env = { PATH: process.env['PATH'] };
  await promisify(execFile)('bash', ['-euc', here(line)], { env, timeout: 120_000 });
}

const entries = () =>
  state.rows<{ version: number; head: string }>(
    'select version, head from trust.entry order by chain, version',
  );

describe('the backup recipe of the guide', () => {
  it('runs as it is printed on a State in which nothing was erased yet, and keeps what a State needs', async () => {
    expect(existsSync(state.layout.path('checkpoint', 'erasures'))).toBe(false);
    for (const place of places) mkdirSync(join(base, place.slice(1)));
    const lines = recipe();
    expect(lines.length).toBeGreaterThan(3);
    await state.cluster.start();
    const before = await entries();
    await state.cluster.stop();
    for (const line of lines) await type(line);
    expect(await entries()).toEqual(before);
    // Repeated as on the next day: leftovers of the first backup must not get in the way.
    expect(state.isUp).toBe(true);
    for (const line of lines) if (!line.startsWith('systemctl start')) await type(line);
    expect(state.isUp).toBe(false);
    const { dir } = state.layout;
    rmSync(dir, { recursive: true });
    mkdirSync(dir, { mode: 0o711 });
    for (const archive of lines.flatMap((line) => / -cf (\S+\.tar) /.exec(line)?.[1] ?? []))
      await type(`tar -C /srv/liaise/xa -xpf ${archive}`);
    await state.up();
    expect(await entries()).toEqual(before);
    const status = await must(['status', '--dir', dir, '--json']);
    expect(JSON.parse(status)).toMatchObject({ state: 'XA' });
  }, 600_000);
});
