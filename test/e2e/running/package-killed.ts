import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dispatchView } from '../../../apps/cli/src/api/gen/readers.js';
import { isStatement, timestamp, type DocumentId, type ThreadId } from '#kernel';
import { decodeIndex, names, paths, readZip } from '#package';
import { decodeStatement } from '#wire';
import { bodyOf } from '../../support/bodies.js';
import { liaise, must } from '../../support/command.js';
import { Cuts, type Write } from './cuts.js';
import { type Installation, until } from '../../support/installation.js';
import { Office, type SignedOne } from '../../support/office.js';
import { Scratch } from '../../support/openpgp-tools.js';
import { rootOf, type RunningStates } from '../../support/running-states.js';
import { runningStates } from './states.js';

let two: RunningStates;
let scratch: Scratch;
let request: SignedOne;
let response: SignedOne;
let consent: SignedOne;
let exhibit = '';
const purpose = ['--purpose', 'INVESTIGATION'];
const as = (at: Installation, name: string): string[] => ['--profile', two.profile(at, name)];
const judith = (): string[] => [...purpose, ...as(two.a, 'judith')];
const thread = (): ThreadId => request.thread;

const reads = 24;

const typed = (typ: string): string => `new.typ = '${typ}'`;
const leaf = `convert_from(new.leaf, 'UTF8')::jsonb`;
const asking: readonly Write[] = [
  {
    ...{ table: 'cases.package', on: 'update' },
    name: `case when old.asks is null and new.asks is not null then 'asked' end`,
  },
  { table: 'cases.package_answer', on: 'insert', name: `'kept ' || new.part` },
  {
    ...{ table: 'journal.event', on: 'insert' },
    name: `case when ${typed('custody.taken')} then 'taken' end`,
  },
];
const answering: readonly Write[] = [
  {
    ...{ table: 'journal.event', on: 'insert' },
    name: `case when ${typed('custody.given')} then 'given ' || (${leaf} -> 'data' ->> 'part') end`,
  },
];
const handing: readonly Write[] = [
  { table: 'cases.package_stayed', on: 'insert', name: `'stayed'` },
  { table: 'cases.package_handed', on: 'insert', name: `'handed'` },
  { table: 'cases.package_concern', on: 'insert', name: `'touched'` },
  { table: 'cases.package_told', on: 'insert', name: `'told'` },
];

const filed = (at: Installation, id: DocumentId): Promise<true> =>
  until(`${id} at ${at.state}`, 60, async () => {
    const rows = await at.rows('select 1 as one from cases.dispatch where id = $1', [id]);
    return rows.length > 0 ? true : undefined;
  });

async function mayActFormally(at: Installation): Promise<() => Promise<unknown>> {
  await at.admin(async (admin) => {
    await admin.query(`create function public.no_obstacles() returns trigger language plpgsql as $$
      begin new.obstacles := '{}'; return new; end $$`);
    await admin.query(`create trigger no_obstacles before insert or update on journal.formal_acts
      for each row execute function public.no_obstacles()`);
    await admin.query('update journal.formal_acts set at = clock_timestamp()');
  });
  return () =>
    at.admin(async (admin) => {
      await admin.query('drop trigger no_obstacles on journal.formal_acts');
      await admin.query('drop function public.no_obstacles()');
    });
}

async function consented(ben: Office): Promise<void> {
  await two.ensureEnrolled(two.b, 'jo', 'JUDICIAL_AUTHORITY');
  const roster = ['inbox', 'roster-add', thread(), 'jo', '--reason', 'JOINT_WORK'];
  await must([...roster, ...as(two.b, 'ben')]);
  const path = `/api/v1/inbox/${thread()}/dispatches/${response.id}?purpose=INVESTIGATION`;
  for (let read = 0; read < reads; read += 1) await ben.client.ask(dispatchView, 'GET', path);
  const jo = await Office.open(two, two.b, 'jo');
  const end = await mayActFormally(two.b);
  consent = await jo.about(request, response.id, 'evidence-consent', {
    ...bodyOf['evidence-consent'](),
    items: [{ document: response.id, sha256: response.sha256, attachments: [] }],
    ...{ given: 'WITH_SUPPLY', custodyRecord: true },
  });
  await jo.answer(consent);
  await end();
  jo.close();
  await filed(two.a, consent.id);
}

const readEventData = async (at: Installation, typ: string): Promise<Record<string, unknown>[]> => {
  const rows = await at.rows<{ data: Record<string, unknown> }>(
    `select convert_from(leaf, 'UTF8')::jsonb -> 'data' as data from journal.event
     where typ = $1 and thread = $2 order by id`,
    [typ, thread()],
  );
  return rows.map(({ data }) => data);
};

interface Handed {
  readonly handed: string;
  readonly told: number;
}
interface Shown {
  readonly exhibit: string;
  readonly state: string;
  readonly stayedAt: string | null;
  readonly handed: readonly Handed[];
  readonly concerns: readonly { readonly code: string }[];
}
const read = async (...args: string[]): Promise<Shown> =>
  JSON.parse(await must(['package', ...args, ...judith(), '--json'])) as Shown;
const shown = (): Promise<Shown> => read('show', thread(), exhibit);
const way = (): string[] => ['--at', timestamp(new Date()), '--way', 'TELEPHONE'];

async function acknowledged(args: readonly string[], how = way()): Promise<Shown> {
  const answer = await until(`an answer to ${args.join(' ')}`, 60, async () => {
    const ended = await liaise(['package', ...args, ...how, ...judith(), '--json']);
    return ended.code === 0 ? (JSON.parse(ended.out) as Shown) : undefined;
  });
  for (const program of ['requests', 'postgres'] as const) two.a.signal(program, 'SIGKILL');
  return answer;
}

const afterwards = (): Promise<Shown> => until('the package again', 120, shown);

beforeAll(async () => {
  scratch = new Scratch();
  two = await runningStates();
});
afterAll(() => {
  scratch.close();
});

describe("the neighbour's half of a package", () => {
  beforeAll(async () => {
    const [ana, ben] = [
      await Office.open(two, two.a, 'ana'),
      await Office.open(two, two.b, 'ben'),
    ] as const;
    request = await ana.request('asked and killed');
    await ana.submit(request);
    await filed(two.b, request.id);
    const roster = ['request', 'roster-add', thread(), 'judith', '--reason', 'JOINT_WORK'];
    await must([...roster, ...as(two.a, 'ana')]);
    await ben.claim(thread());
    response = await ben.response(thread(), request.id);
    await ben.answer(response);
    await filed(two.a, response.id);
    await consented(ben);
    ana.close();
    ben.close();
  }, 180_000);

  it('is whole, each answer once, though asker and answerer are killed while they ask, answer and keep', async () => {
    await two.a.admin((ours) =>
      two.b.admin(async (theirs) => {
        const a = await Cuts.begin(two.a, ours, asking, 'asked');
        const b = await Cuts.begin(two.b, theirs, answering, 'given 0');
        try {
          ({ exhibit } = await read('build', thread()));
          await a.kill('evidence', 'kept 0');
          await b.kill('sealer', 'given 1');
          await a.kill('evidence', 'taken');
          await b.kill('sealer');
          await a.kill('evidence');
        } finally {
          await a.end();
          await b.end();
        }
        expect([a.made, b.made]).toEqual([
          ['asked', 'kept 0', 'taken'],
          ['given 0', 'given 1'],
        ]);
      }),
    );
    await until('the package', 180, async () => {
      const { state } = await shown();
      expect(state).not.toBe('FAILED');
      return state === 'BUILT' ? true : undefined;
    });
    expect(await readEventData(two.a, 'custody.taken')).toEqual([
      { exhibit, peer: 'XB', consent: consent.id, outcome: 'GIVEN', answers: 2 },
    ]);
    const given = await readEventData(two.b, 'custody.given');
    // A part requested twice is given twice, with equal content.
    const parts = new Map(given.map(({ part, entries }) => [part, entries]));
    expect([...parts.keys()].sort()).toEqual([0, 1]);
    const file = join(scratch.path, 'half.asice');
    await must(['package', 'get', thread(), exhibit, '--out', file, ...judith()]);
    const files = new Map(readZip(readFileSync(file)).map(({ name, content }) => [name, content]));
    const index = decodeIndex(files.get(names.index) ?? Buffer.of());
    expect(index.asks).toEqual([{ consent: consent.id, outcome: 'GIVEN', answers: 2 }]);
    const entries = [1, 2].flatMap((place) => {
      const said = decodeStatement(files.get(paths.answer(place)) ?? Buffer.of());
      return isStatement(said, 'package-answer') ? said.body.entries : [];
    });
    expect(entries).toHaveLength(Number(parts.get(0)) + Number(parts.get(1)));
    expect(new Set(entries.map((entry) => entry.index)).size).toBe(entries.length);
    expect(entries.filter((entry) => entry.told?.typ === 'item.viewed')).toHaveLength(reads);
    const roots = [two.a, two.b].map((at) => `root ${at.state} ${rootOf(at)}\n`).join('');
    const verified = await liaise(['verify', file, '--roots', scratch.file('half.txt', roots)]);
    // This reader does not know the time-stamp authority.
    expect([verified.code, verified.out]).toEqual([2, expect.stringMatching(/^V11 .* pass/m)]);
  }, 400_000);
});

describe('a hand-over of a package', () => {
  it('has not been, as an officer says of one that was fetched: once on record, whatever is killed', async () => {
    const stay = ['stayed', thread(), exhibit];
    await two.a.admin(async (admin) => {
      const cuts = await Cuts.begin(two.a, admin, handing, 'stayed');
      try {
        const cut = liaise(['package', ...stay, ...judith()]);
        await cuts.kill('requests');
        await cut;
      } finally {
        await cuts.end();
      }
    });
    const before = await until('the package', 60, shown);
    if (before.stayedAt === null) await acknowledged(stay, []);
    expect((await afterwards()).stayedAt).not.toBeNull();
    expect(await readEventData(two.a, 'pkg.stayed')).toMatchObject([{ exhibit }]);
  }, 240_000);

  it('that was acknowledged is never lost, whatever is killed', async () => {
    await two.a.admin(async (admin) => {
      const cuts = await Cuts.begin(two.a, admin, handing, 'handed');
      try {
        const to = ['handed', thread(), exhibit, '--to', 'District Court'];
        const cut = liaise(['package', ...to, ...way(), ...judith()]);
        await cuts.kill('requests');
        await cut;
      } finally {
        await cuts.end();
      }
    });
    const answer = await acknowledged(['handed', thread(), exhibit, '--to', 'Court of Appeal']);
    const after = await afterwards();
    expect(after.handed).toEqual(answer.handed);
    expect((await readEventData(two.a, 'pkg.handed')).map(({ handed }) => handed).sort()).toEqual(
      after.handed.map(({ handed }) => handed).sort(),
    );
  }, 240_000);

  it('learns of a concern once, though the program that finds it is killed', async () => {
    const ana = await Office.open(two, two.a, 'ana');
    await two.a.admin(async (admin) => {
      const cuts = await Cuts.begin(two.a, admin, handing, 'touched');
      try {
        const body = { what: 'RECALL', items: [request.id], reason: 'By mistake.' } as const;
        await ana.submit(await ana.about(request, request.id, 'recall', body));
        await cuts.kill('sealer');
      } finally {
        await cuts.end();
      }
    });
    ana.close();
    const { concerns } = await until('the concern', 60, async () => {
      const now = await shown();
      return now.concerns.length > 0 ? now : undefined;
    });
    expect(concerns.map(({ code }) => code)).toEqual(['ITEM_RECALLED']);
    // Another run, of the new process.
    await until('another look', 60, async () => {
      const touched = await readEventData(two.a, 'pkg.touched');
      return touched.length === 1 ? true : undefined;
    });
  }, 240_000);

  it('is told of it once, as it was acknowledged', async () => {
    const [first] = (await shown()).handed;
    const tell = ['told', thread(), exhibit, '--handed', first?.handed ?? '', '--concerns', '1'];
    await two.a.admin(async (admin) => {
      const cuts = await Cuts.begin(two.a, admin, handing, 'told');
      try {
        const cut = liaise(['package', ...tell, ...way(), ...judith()]);
        await cuts.kill('requests');
        await cut;
      } finally {
        await cuts.end();
      }
    });
    const before = (await until('the package', 60, shown)).handed[0]?.told;
    if (before === 0) await acknowledged(tell);
    const after = await afterwards();
    expect(after.handed[0]?.told).toBe(1);
    expect(await readEventData(two.a, 'pkg.told')).toMatchObject([
      { handed: first?.handed, concerns: 1 },
    ]);
    expect(after.concerns).toHaveLength(1);
    expect(await readEventData(two.a, 'pkg.touched')).toHaveLength(1);
  }, 240_000);
});
