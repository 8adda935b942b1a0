import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeSecrets } from './secret-files.js';

describe('files of secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'liaise-secrets-'));
  const file = (name: string, mode: number): string => {
    const path = join(folder, name);
    writeFileSync(path, 'x', { mode });
    chmodSync(path, mode);
    return path;
  };
  const own = file('own', 0o600);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are read by their owner alone', async () => {
    const all = file('all', 0o644);
    const link = join(folder, 'link');
    symlinkSync(own, link);
    expect((await judgeSecrets([own, all, link])).map(({ name }) => name)).toEqual([all, link]);
  });

  it('may be gone by the time they are looked at, as keys of a past epoch', async () => {
    const [found, ...rest] = await judgeSecrets([own, join(folder, 'destroyed')]);
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ name: 'secrets', found: '1 files, each for its owner alone' });
  });
});
