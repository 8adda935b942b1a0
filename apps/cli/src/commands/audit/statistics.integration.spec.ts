import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Desk } from '../../../../../test/support/desk.js';

const [first, second, third] = ['3e', '3f', '40'].map(
  (end) => `0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d${end}`,
) as [string, string, string];
const at = (hour: number) => `2026-03-05T0${hour}:00:00.000Z`;
const counted = (request: string, members: object = {}) => ({
  ...{ request, side: 'ASKED', peer: 'XB', urgent: false, composedAt: at(1) },
  ...{ deliveredAt: at(2), answeredAt: null, refused: [], judicialDelay: false },
  ...members,
});
const requests = [
  counted(first, { urgent: true, answeredAt: at(3) }),
  counted(second, { refused: ['NATIONAL_SECURITY'], judicialDelay: true }),
  counted(third, { side: 'ASKING', deliveredAt: null }),
];
const theirs = [
  { ...requests[0], side: 'ASKING', peer: 'XA' },
  { ...requests[1], side: 'ASKING', peer: 'XA' },
];

let desk: Desk;
let dir: string;
beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
  dir = mkdtempSync(join(tmpdir(), 'liaise-statistics-'));
});
afterAll(async () => {
  rmSync(dir, { recursive: true });
  await desk.close();
});

function serve(): void {
  desk.server.on('GET /api/v1/audit/requests', ({ query }) =>
    query.get('after') === null
      ? { requests: requests.slice(0, 2), next: first }
      : { requests: requests.slice(2), next: null },
  );
}
const run = (...args: string[]) =>
  desk.liaise(['audit', 'statistics', '--purpose', 'PREVENTION', '--year', '2026', ...args]);
const compare = (name: string, file: object) => {
  const path = join(dir, name);
  writeFileSync(path, JSON.stringify(file));
  return run('--peer', 'XB', '--compare', path);
};
const file = { state: 'XB', from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };

describe('liaise audit statistics', () => {
  it('counts every page, by neighbour and side', async () => {
    serve();
    const { code, out, err } = await run('--peer', 'XB');
    expect([code, err]).toEqual([0, '']);
    const { query } = desk.server.last('GET /api/v1/audit/requests');
    expect(Object.fromEntries(query)).toEqual({
      ...{ purpose: 'PREVENTION', from: file.from, to: file.to, peer: 'XB', after: first },
    });
    for (const line of [
      /XB ASKS US +URGENT +OTHER/,
      /requests +1 +1/,
      /answered +1 +0/,
      /refused: NATIONAL_SECURITY +1/,
      /late: judicial authorisation +1/,
      /WE ASK XB/,
      /not delivered, and not counted +1/,
    ])
      expect(out).toMatch(line);
  });

  it('writes what the neighbour can compare, and overwrites nothing', async () => {
    serve();
    const path = join(dir, 'ours.json');
    expect((await run('--out', path)).code).toBe(0);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ ...file, state: 'XA', requests });
    expect((await run('--out', path)).err).toContain('CLI_FILE_EXISTS');
  });

  it('says that both count the same, or lists the difference and ends with 1', async () => {
    serve();
    const same = await compare('same.json', { ...file, requests: theirs });
    expect([same.code, same.out]).toEqual([0, expect.stringContaining('count the same')]);
    const lost = { ...theirs[0], answeredAt: null };
    const { code, out, err } = await compare('other.json', {
      ...file,
      requests: [lost, theirs[1]],
    });
    expect([code, out]).toEqual([
      1,
      expect.stringContaining(`${first}  answeredAt: here ${at(3)}, there nothing`),
    ]);
    expect(err).toContain('CLI_COUNTS_DIFFER');
  });

  it('takes no file of another State, another year, or another form', async () => {
    serve();
    const codes = [
      await compare('state.json', { ...file, state: 'XC', requests: theirs }),
      await compare('year.json', { ...file, from: '2025-01-01T00:00:00.000Z', requests: theirs }),
      await compare('form.json', { ...file, requests: [{ request: first }] }),
      await run('--compare', join(dir, 'same.json')),
      await run('--year', 'soon'),
    ].map(({ code }) => code);
    expect(codes).toEqual([2, 2, 1, 2, 2]);
  });
});
