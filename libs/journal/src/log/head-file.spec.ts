import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendLeaves, emptyEdge, makeSigner, signCheckpoint } from '#tlog';
import { testKey } from '../../../../test/support/tlog.js';
import { HeadFile } from './head-file.js';

const log = makeSigner('audit.xa.example/2026', testKey(Buffer.alloc(32, 1)), 'note');
const other = makeSigner('audit.xa.example/2026', testKey(Buffer.alloc(32, 2)), 'note');
const headOf = (size: number, signer = log) => {
  const leaves = Array.from({ length: size }, (_, i) => Buffer.alloc(32, i));
  const { root } = appendLeaves(emptyEdge(), leaves);
  const checkpoint = { origin: log.verifier.name, size, root };
  return { checkpoint, note: signCheckpoint(checkpoint, signer) };
};

describe('the head file', () => {
  let folder: string;
  let path: string;
  let verified = 0;
  let file: HeadFile;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'liaise-head-'));
    path = join(folder, 'head');
    verified = 0;
    const { verifier } = log;
    file = new HeadFile(path, {
      ...verifier,
      get publicKey() {
        verified += 1;
        return verifier.publicKey;
      },
    });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is read at each move, and the same bytes are verified once', async () => {
    await file.create(headOf(1).note);
    for (let size = 1; size < 5; size += 1)
      await file.advance(headOf(size).checkpoint, headOf(size + 1).note);
    expect((await file.read())?.size).toBe(5);
    expect(verified).toBe(5);
  });

  it('that somebody else changed is noticed at the next move', async () => {
    await file.create(headOf(1).note);
    const next = () => file.advance(headOf(1).checkpoint, headOf(2).note);
    writeFileSync(path, headOf(3).note);
    await expect(next()).rejects.toMatchObject({ code: 'LOG_HEAD_MOVED' });
    writeFileSync(path, headOf(1, other).note);
    await expect(next()).rejects.toMatchObject({ code: 'LOG_HEAD_INVALID' });
    const flipped = Buffer.from(headOf(1).note);
    flipped[flipped.length - 3] = (flipped[flipped.length - 3] ?? 0) ^ 1;
    writeFileSync(path, flipped);
    await expect(next()).rejects.toMatchObject({ code: 'LOG_HEAD_INVALID' });
    rmSync(path);
    await expect(next()).rejects.toMatchObject({ code: 'LOG_HEAD_MISSING' });
    writeFileSync(path, headOf(1).note);
    await next();
    expect((await file.read())?.size).toBe(2);
  });
});
