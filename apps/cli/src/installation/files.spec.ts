import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './files.js';

const base = mkdtempSync(join(tmpdir(), 'liaise-files-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('makeFolder', () => {
  it('makes what is missing above it, for its owner alone, also where several do so at once', async () => {
    const path = join(base, 'a', 'b', 'c');
    await Promise.all(Array.from({ length: 8 }, () => makeFolder(path)));
    await makeFolder(path);
    for (const each of [path, join(base, 'a')]) expect(statSync(each).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['below /proc, where nothing can be made', '/proc/x'],
    ['below what is not there, either', '/proc/x/y/z'],
    ['below a file', join(base, 'file', 'x')],
    ['in the place of a file', join(base, 'file')],
  ])(
    'refuses at once %s',
    async (_, path) => {
      writeFileSync(join(base, 'file'), '');
      await expect(makeFolder(path)).rejects.toMatchObject({ code: 'CLI_FILE_UNUSABLE' });
    },
    10_000,
  );
});
