import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf, someMakers } from '../../../../test/support/generated-log.js';
import { leafHash, MemoryTree, signCheckpoint } from '#tlog';
import { exportLog } from './export-log.js';
import { exportFolder, LogFolder } from './layout.js';
import type { LogApi } from './log-api.js';

const { log: signer } = someMakers();
const dir = mkdtempSync(join(tmpdir(), 'liaise-export-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

// Size with tiles of the third level; the content of leaves does not matter here.
const leaves = Array.from({ length: 66_300 }, (_, i) => Buffer.from(String(i)));
const tree = new MemoryTree(leaves.map((leaf) => leafHash(leaf)));
const noteOf = (size: number): string => {
  const point = { origin: signer.verifier.name, size, root: tree.root(size) };
  return Buffer.from(signCheckpoint(point, signer)).toString();
};
const sizes = [4_000, 65_000, 65_700, 66_300];

class Server {
  asked = 0;
  breaksAt = Infinity;
  constructor(readonly size: number) {}

  checkpoint = (): Promise<Buffer> => Promise.resolve(Buffer.from(noteOf(this.size)));
  entries = (from: number): Promise<readonly Uint8Array[]> => {
    this.asked += 1;
    if (from >= this.breaksAt) return Promise.reject(new Error('broken'));
    return Promise.resolve(leaves.slice(from, from + 1_000));
  };
  notes = (above: number) => {
    const next = sizes.filter((size) => size > above);
    return Promise.resolve(next.map((size) => ({ size, note: Buffer.from(noteOf(size)) })));
  };
  get api(): LogApi {
    return this as unknown as LogApi;
  }
}

// Does not sync files: a thousand syncs would only cost time here.
class Unsynced extends LogFolder {
  override write(path: string, bytes: Uint8Array | string): Promise<void> {
    return this.replace(path, bytes);
  }
}

const run = async (server: Server): Promise<number> => {
  const beside = () =>
    Promise.resolve({ directory: '', policy: '', readme: () => 'Export of a custody log\n' });
  await exportFolder(dir);
  const folder = new Unsynced(dir);
  const source = { api: server.api, logs: [signer.verifier] };
  return (await exportLog(source, folder, beside, () => undefined)).added;
};

it('an export of three levels is interrupted, continued, and grows', async () => {
  const broken = new Server(65_700);
  broken.breaksAt = 65_000;
  await expect(run(broken)).rejects.toThrow('broken');
  const rest = new Server(65_700);
  expect(await run(rest)).toBe(65_700);
  expect(rest.asked).toBe(1);
  const grown = new Server(66_300);
  expect(await run(grown)).toBe(600);
  expect(grown.asked).toBe(2);
  const folder = await exportFolder(dir);
  const notes = sizes.map((size) => ({ size, note: noteOf(size) }));
  for (const [path, bytes] of filesOf({ leaves, notes }))
    expect([path, await folder.read(path)]).toEqual([path, bytes]);
  expect(await folder.has('tile/0/256.p/164')).toBe(false);
}, 120_000);
