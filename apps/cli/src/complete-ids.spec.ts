import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseThreadId } from '#kernel';
import { Command } from 'commander';
import { completeId, gatherListed, listedId, orShort } from './arguments.js';
import { completeIds } from './complete-ids.js';
import { completeSource, parseSource } from './compose/forward.js';
import type { Context } from './context.js';
import { rememberIds } from './people/seen-ids.js';

const one = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const same = '0198c9d2-7c1f-7a51-9d3b-0f6b6a1c2d3e';
const other = '0198c9d2-7c1e-7a51-9d3b-0f6b11112222';

describe('a short id', () => {
  let dir: string;
  const file = () => join(dir, 'session.json');
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'liaise-ids-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  async function given(...args: string[]): Promise<unknown[]> {
    const seen: unknown[] = [];
    const context = { env: { LIAISE_PROFILE: `${dir}/` } } as unknown as Context;
    const program = new Command()
      .argument('<thread>', '', listedId(parseThreadId))
      .argument('[officer]')
      .option('--after <thread>', '', listedId(parseThreadId))
      .option('--also <thread>', '', gatherListed(orShort(parseThreadId), completeId))
      .option('--enclose <source>', '', gatherListed(parseSource, completeSource))
      .hook('preAction', (_, command) => completeIds(command, context))
      .exitOverride()
      .configureOutput({ writeErr: () => undefined })
      .action((thread, officer, { after, also, enclose }: Record<string, unknown>) => {
        seen.push(thread, officer, after);
        if (also !== undefined || enclose !== undefined) seen.push(also, enclose);
      });
    await program.parseAsync(args, { from: 'user' });
    return seen;
  }

  it('stands for the id that a list has shown, as an argument and as an option', async () => {
    await rememberIds(file(), [one, other]);
    await rememberIds(file(), [other]);
    expect(await given('6a1c2d3e', '6a1c2d3e', '--after', '11112222')).toEqual([
      ...[one, '6a1c2d3e', other],
    ]);
    expect(await given(one)).toEqual([one, undefined, undefined]);
    expect(statSync(join(dir, 'session.ids')).mode & 0o777).toBe(0o600);
  });

  it('stands in each value of an option that is given several times', async () => {
    await rememberIds(file(), [one, other]);
    expect(
      await given(one, '--also', '11112222', '--also', one, '--enclose', 'inbox/6a1c2d3e/11112222'),
    ).toEqual([
      ...[one, undefined, undefined, [other, one]],
      [{ desk: 'inbox', thread: one, item: other }],
    ]);
  });

  it('that no list has shown, or that two ids end with, is refused and they are named', async () => {
    await expect(given('6a1c2d3e')).rejects.toMatchObject({ code: 'CLI_ID_UNKNOWN' });
    await rememberIds(file(), [one, same]);
    await expect(given('6a1c2d3e')).rejects.toMatchObject({
      code: 'CLI_ID_AMBIGUOUS',
      detail: `${one}\n${same}`,
    });
    await expect(given('6A1C2D3E')).rejects.toMatchObject({ code: 'commander.invalidArgument' });
  });

  it('is remembered for the newest 2,000 ids', async () => {
    const id = (n: number) => `0198c9d2-7c1e-7a51-9d3b-0000${n.toString(16).padStart(8, '0')}`;
    await rememberIds(file(), [one]);
    await rememberIds(
      file(),
      Array.from({ length: 2_000 }, (_, n) => id(n)),
    );
    await expect(given('6a1c2d3e')).rejects.toMatchObject({ code: 'CLI_ID_UNKNOWN' });
    expect(await given('00000000')).toContain(id(0));
  });
});
