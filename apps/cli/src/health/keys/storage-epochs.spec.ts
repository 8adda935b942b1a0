import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compartments } from '#kernel';
import { keyFile } from '#trust';
import { Layout, storageServices } from '../../installation/layout.js';
import { epochsOf, type EpochView } from './storage-epochs.js';

const [compartment] = compartments;
const layout = new Layout(mkdtempSync(join(tmpdir(), 'liaise-epochs-')));
const pathsOf = (epoch: number): string[] =>
  storageServices.map((service) => layout.key(service, keyFile.storage(compartment, epoch)));
const make = (epoch: number): void => {
  for (const path of pathsOf(epoch)) writeFileSync(path, 'x');
};
const destroy = (epoch: number): void => {
  for (const path of pathsOf(epoch)) rmSync(path);
};

beforeAll(() => {
  for (const service of storageServices)
    mkdirSync(layout.path('keys', service), { recursive: true });
  make(2);
});
afterAll(() => {
  rmSync(layout.dir, { recursive: true });
});

// Asks again and again, while a key comes and goes at every turn of the event loop.
async function viewsWhileKeysGo(): Promise<EpochView[][]> {
  const ended = new AbortController();
  const going = (async () => {
    while (!ended.signal.aborted) {
      make(1);
      await new Promise(setImmediate);
      destroy(1);
      await new Promise(setImmediate);
    }
  })();
  const answers: EpochView[][] = [];
  try {
    for (let asking = 0; asking < 200; asking += 1) answers.push(await epochsOf(layout));
  } finally {
    ended.abort();
    await going;
  }
  return answers;
}

describe('the storage keys of a running State', () => {
  it('are told while one is destroyed: it is there or not, never a key without its file', async () => {
    const answers = await viewsWhileKeysGo();
    const told = answers.map((views) => views.map(({ epoch, madeAt }) => [epoch, madeAt !== null]));
    for (const views of told)
      expect([
        [[2, true]],
        [
          [1, true],
          [2, true],
        ],
      ]).toContainEqual(views);
  });
});
