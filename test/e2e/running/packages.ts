import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ThreadId } from '#kernel';
import { readZip } from '#package';
import { liaise, must } from '../../support/command.js';
import { Cuts } from './cuts.js';
import { until } from '../../support/installation.js';
import { Office } from '../../support/office.js';
import { Scratch } from '../../support/openpgp-tools.js';
import { rootOf, type RunningStates } from '../../support/running-states.js';
import { runningStates } from './states.js';

/** The program that makes packages is killed in each of its transactions; then the package is fetched and verified. */
let two: RunningStates;
let scratch: Scratch;
let thread: ThreadId;
const purpose = ['--purpose', 'INVESTIGATION'];
const profile = (name: string): string[] => ['--profile', two.profile(two.a, name)];
const judith = (): string[] => [...purpose, ...profile('judith')];

/** Writes of a package by each transaction of the program, in order. */
const writes = ['GATHERING', 'WAITING_FOR_CHECKPOINT', 'SEALING', 'seal', 'root', 'BUILT'] as const;
const cuts = [
  {
    table: 'cases.package',
    on: 'update',
    name: `case when new.state <> old.state then new.state when new.seal is distinct from old.seal then 'seal'
      when new.root is distinct from old.root then 'root' end`,
  },
] as const;

beforeAll(async () => {
  scratch = new Scratch();
  two = await runningStates();
  await two.enrol(two.a, 'judith', 'JUDICIAL_AUTHORITY');
  const ana = await Office.open(two, two.a, 'ana');
  const photo = scratch.file('photo.txt', 'a photograph');
  const sent = await ana.request('packages', [await ana.upload(photo)]);
  await ana.submit(sent);
  ({ thread } = sent);
  await must([
    'request',
    'roster-add',
    thread,
    'judith',
    '--reason',
    'JOINT_WORK',
    ...profile('ana'),
  ]);
  await until('the receipt', 60, async () => {
    const rows = await two.a.rows(
      `select 1 as one from mailbox.outbox where dispatch = $1 and state = 'CLOSED'`,
      [sent.id],
    );
    return rows.length > 0 ? true : undefined;
  });
  ana.close();
}, 180_000);
afterAll(() => {
  scratch.close();
});

interface Shown {
  readonly exhibit: string;
  readonly state: string;
  readonly sha512: string | null;
}
const read = async (...args: string[]): Promise<Shown> =>
  JSON.parse(await must(['package', ...args, ...judith(), '--json'])) as Shown;

describe('the program that makes evidence packages', () => {
  it('is killed in each of its transactions, and makes one package, once, with nothing left beside it', async () => {
    let exhibit = '';
    await two.a.admin(async (admin) => {
      const killing = await Cuts.begin(two.a, admin, cuts, writes[0]);
      try {
        ({ exhibit } = await read('build', thread));
        for (const next of [...writes.slice(1), '']) await killing.kill('evidence', next);
      } finally {
        await killing.end();
      }
      expect(killing.made).toEqual(writes);
    });
    const made = await until('the package', 120, async () => {
      const found = await read('show', thread, exhibit);
      expect(found.state).not.toBe('FAILED');
      return found.state === 'BUILT' ? found : undefined;
    });
    const told = await two.a.rows<{ typ: string; n: number }>(
      `select typ, count(*)::integer as n from journal.event
       where typ like 'pkg.%' and thread = $1 group by typ order by typ`,
      [thread],
    );
    expect(told).toEqual([
      { typ: 'pkg.built', n: 1 },
      { typ: 'pkg.gathered', n: 1 },
    ]);
    const kept = await two.a.rows<{ root: string }>(
      `select root from cases.attachment union select root from cases.upload
       union select root from cases.package where root is not null union select root from objects.transfer`,
    );
    const roots = new Set(kept.map(({ root }) => root));
    const stored = readdirSync(two.a.layout.objects, { recursive: true, encoding: 'utf8' })
      .map((path) => /\/([0-9a-f]{64})$/.exec(path)?.[1])
      .filter((root) => root !== undefined);
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.filter((root) => !roots.has(root))).toEqual([]);
    const file = join(scratch.path, 'package.asice');
    await must(['package', 'get', thread, exhibit, '--out', file, ...judith()]);
    const bytes = readFileSync(file);
    expect(createHash('sha512').update(bytes).digest('hex')).toBe(made.sha512);
  }, 300_000);

  it('has made one that is valid by the roots told by another way, and not with one byte changed', async () => {
    const file = join(scratch.path, 'package.asice');
    const bytes = readFileSync(file);
    const entry = readZip(bytes).find(({ name }) => name === 'data/build.json');
    const { authorities } = JSON.parse(Buffer.from(entry?.content ?? '').toString()) as {
      authorities: string[];
    };
    const lines = [
      ...[two.a, two.b].map((at) => `root ${at.state} ${rootOf(at)}`),
      ...authorities.map((hash) => `tsa ${hash}`),
    ];
    const roots = scratch.file('roots.txt', `${lines.join('\n')}\n`);
    const verified = await liaise(['verify', file, '--roots', roots]);
    expect([verified.code, verified.out]).toEqual([0, expect.any(String)]);
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
    const changed = join(scratch.path, 'changed.asice');
    writeFileSync(changed, bytes);
    expect((await liaise(['verify', changed, '--roots', roots])).code).toBe(1);
  }, 60_000);
});
