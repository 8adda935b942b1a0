import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtPrograms } from '../support/programs.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'liaise-expert-'));
const guide = readFileSync(join(root, 'guides/court-expert.md'), 'utf8');

const blocks = [...guide.matchAll(/^```sh(?: ([123]))?\n([\s\S]*?)^```$/gm)].map(
  ([, code = '0', lines = '']) => ({ code: Number(code), lines }),
);

const script = blocks
  .map(({ code, lines }, i) =>
    code === 0
      ? `echo "== ${i}"\n${lines}`
      : `echo "== ${i}"\nset +e\n(\n${lines})\ngot=$?\nset -e\necho "-- ${i} ended $got"`,
  )
  .join('\n');

let said = '';
let status: number | null = null;

beforeAll(async () => {
  const [project, desk] = [join(folder, 'liaise'), join(folder, 'desk')];
  for (const each of [project, desk]) mkdirSync(each);
  await builtPrograms(project);
  cpSync(join(root, 'proto'), join(project, 'proto'), { recursive: true });
  const run = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: desk,
    // gpg-agent ends when the folder of its keys is removed.
    env: {
      ...{ PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: folder },
      ...{ LIAISE: project, LC_ALL: 'C' },
    },
    encoding: 'utf8',
  });
  said = `${run.stdout}\n${run.stderr}`;
  status = run.status;
}, 300_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the page for court experts', () => {
  it('is typed from the first command to the last', () => {
    expect([status, status === 0 ? '' : said]).toEqual([0, '']);
    expect(said).toContain(`== ${blocks.length - 1}\n`);
  });

  it('lets each attack end as it says', () => {
    const ended = [...said.matchAll(/^-- (\d+) ended (\d+)$/gm)].map(([, i, code]) => [
      Number(i),
      Number(code),
    ]);
    const announced = blocks.flatMap(({ code }, i) => (code === 0 ? [] : [[i, code]]));
    expect(announced.length).toBeGreaterThan(4);
    expect(ended).toEqual(announced);
  });
});
