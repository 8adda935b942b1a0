import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { replaceDurably } from './durable-file.js';

describe('a file that is replaced', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'liaise-durable-'));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  it('is on disk whole before it has its name, and its name is on disk at the end', async () => {
    const path = join(folder, 'head');
    writeFileSync(path, 'old');
    const any = await open(path);
    const handles = Object.getPrototypeOf(any) as FileHandle;
    await any.close();
    const synced: unknown[] = [];
    jest.spyOn(handles, 'sync').mockImplementation(async function (this: FileHandle) {
      const isFolder = (await this.stat()).isDirectory();
      const next = isFolder ? '' : readFileSync(`${path}.next`, 'utf8');
      synced.push({ isFolder, next, named: readFileSync(path, 'utf8') });
      return this.datasync();
    });
    await replaceDurably(path, Buffer.from('new'));
    expect(synced).toEqual([
      { isFolder: false, next: 'new', named: 'old' },
      { isFolder: true, next: '', named: 'new' },
    ]);
  });
});
