import { Desk } from '../../../../../test/support/desk.js';
import { plain } from '../../print/fixtures/plain.js';

const id = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const next = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3f';
const purpose = ['--purpose', 'INVESTIGATION'];
const at = '2026-01-05T08:00:00.000Z';
const leaf = Buffer.from(
  '{"data":{"boundBy":"another","purpose":"DETECTION","screen":"document\\u001b[2J"},"reason":"X_Y","typ":"item.viewed"}',
).toString('base64');
const event = (name: string) => ({
  ...{ event: name, typ: 'item.viewed', service: 'inbox', at, index: 7, officer: 'b.kova' },
  ...{ messageId: null, leaf },
});
let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
});
afterAll(() => desk.close());
const run = (...args: string[]) => desk.liaise(['audit', ...args]);

function serve(path: string): void {
  desk.server.on(`GET /api/v1/audit/${path}`, ({ query }) =>
    query.get('after') === null
      ? { events: [event(id)], next: id }
      : { events: [event(next)], next: null },
  );
}

describe('liaise audit', () => {
  it.each([
    ['timeline', id, `threads/${id}/timeline`],
    ['item', id, `items/${id}`],
    ['item', 'ab'.repeat(32), `items/${'ab'.repeat(32)}`],
    ['officer', 'b.kova', 'officers/b.kova'],
    ['peer', 'XB', 'peers/XB'],
  ])('%s %s shows every page: who, what, when, why, on which screen', async (name, what, path) => {
    serve(path);
    const all = name === 'timeline' ? ['--all'] : [];
    const { code, out, err } = await run(name, what, ...purpose, ...all, '--verbose', '--utc');
    expect([code, err]).toEqual([0, '']);
    // A row and its notes, for each event.
    const lines = out
      .trimEnd()
      .split(/\n(?=\S)/)
      .slice(1);
    expect(lines.map((line) => line.includes(id))).toEqual([true, false]);
    const said = ['screen document\ufffd[2J', 'for DETECTION', 'its file came with another'];
    for (const word of [plain().when(at), 'item.viewed', 'b.kova', ...said])
      expect(lines[1]).toContain(word);
    expect(desk.server.last(`GET /api/v1/audit/${path}`).query.get('purpose')).toBe(
      'INVESTIGATION',
    );
    const json = JSON.parse((await run(name, what, ...purpose, '--json')).out) as object;
    expect(json).toMatchObject({ events: [{ event: id }, { event: next }], next: null });
  });

  it('timeline counts reads and tells of acts, unless asked for all', async () => {
    serve(`threads/${id}/timeline`);
    const { code, out } = await run('timeline', id, ...purpose);
    expect([code, out]).toEqual([0, 'Read 2 times, by b.kova: --all shows each, with its id.\n']);
  });

  it('takes days and moments of a period, and nothing else', async () => {
    serve('peers/XB');
    const days = ['--from', '2026-01-01', '--to', '2026-01-31T12:00:00.000Z'];
    expect((await run('peer', 'XB', ...days, ...purpose)).code).toBe(0);
    const { query } = desk.server.last('GET /api/v1/audit/peers/XB');
    expect([query.get('from'), query.get('to')]).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-01-31T12:00:00.000Z',
    ]);
    for (const args of [
      ['peer', 'XB', '--from', 'monday', ...purpose],
      ['item', '../threads', ...purpose],
      ['item', id, '--purpose', 'CURIOSITY'],
    ])
      expect((await run(...args)).code).toBe(2);
  });

  it('open-differences goes through every kind', async () => {
    const row = { kind: 'EVIDENCE', key: 'k', at, link: null, messageId: null };
    desk.server.on('GET /api/v1/audit/differences', ({ query }) =>
      query.get('kind') === 'EVIDENCE'
        ? {
            differences: [{ ...row, code: 'FORK', detail: 'xb.example/log' }],
            next: query.get('after') === null ? 'k' : null,
          }
        : { differences: [], next: null },
    );
    const { code, out } = await run('open-differences', ...purpose);
    expect([code, out.match(/FORK/g)?.length]).toEqual([0, 2]);
    expect(desk.server.last('GET /api/v1/audit/differences').query.get('purpose')).toBe(purpose[1]);
    expect((await run('open-differences')).code).toBe(2);
    desk.server.on('GET /api/v1/audit/differences', () => ({ differences: [], next: null }));
    expect((await run('open-differences', ...purpose)).out).toBe('No open differences.\n');
  });

  it('health says how the log is', async () => {
    const witnesses = [{ witness: 'xb.example/witness+1', size: 9, at, age: 3.2 }];
    desk.server.on('GET /api/v1/audit/health', () => ({
      ...{ size: 12, released: 11, checkpointAt: at, checkpointAge: 1.5, witnesses },
      ...{ halted: ['FORK'], waiting: 1, waitingAge: 0.2, evidence: 1 },
    }));
    const { code, out } = await run('health');
    expect(code).toBe(0);
    expect(out).toMatch(/12, 11 of them fixed outside the database/);
    expect(out).toMatch(/size 9, 3 s ago, by xb.example\/witness\+1/);
    expect(out).toMatch(/HALTED +FORK/);
  });
});
