import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compartments } from '#kernel';
import { keyFile } from '#trust';
import { Layout, storageServices } from '../../installation/layout.js';
import { epochsOf, epochViews, judgeEpochs, type EpochView } from './storage-epochs.js';

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

const told = (views: readonly EpochView[]) =>
  views.map(({ epoch, madeAt }) => `${epoch} ${madeAt === null ? 'lost' : 'there'}`).join();

describe('the storage keys of a running State', () => {
  it('are told while one is destroyed: it is there or not, never a key without its file', async () => {
    const answers = await viewsWhileKeysGo();
    expect([...new Set(answers.map(told))].sort()).toEqual(['1 there,2 there', '2 there']);
  });

  it('are told as lost where threads need one whose file is missing', async () => {
    const use = { compartment, epoch: 1, wrapped: 3, emptiedAt: null };
    const views = await epochViews(layout, [use]);
    expect(told(views)).toBe('1 lost,2 there');
    expect(judgeEpochs(views, new Date())).toMatchObject([
      { level: 'warn', found: expect.stringMatching(/^3 threads of epoch 1 /) as string },
      ...compartments.slice(1).map(() => ({ level: 'warn' })),
    ]);
    expect(told(await epochViews(layout, [{ ...use, wrapped: 0 }]))).toBe('2 there');
  });
});
