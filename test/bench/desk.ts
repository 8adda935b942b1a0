import { Mailbox } from '#mailbox';
import { ReadThread } from '#flows';
import type { ThreadsAsked } from '#model';
import { TestFolder } from '../support/nats.js';
import { TestGateway } from '../support/gateway.js';
import { fillThreads, threadOf, words } from '../support/many-threads.js';
import { TestPostgres } from '../support/postgres.js';
import { aState } from '../support/state.js';
import { deskQuestions, p95, type DeskQuestion } from './desk-questions.js';
import { figure, percentile, type Figure } from './figures.js';

const rounds = 3;
/** Each question is asked about so many different places of the desk in a round. */
const asked = 40;
const purpose = 'INVESTIGATION' as const;
const page = 50;

type Ask = (n: number) => Promise<unknown>;

async function questionsTo(gateway: TestGateway): Promise<Readonly<Record<DeskQuestion, Ask>>> {
  const { store, cases, journal, trust } = await gateway.parts('inbox');
  const desk = new ReadThread(store, cases, new Mailbox(), journal, 'ASKED', trust);
  const session = gateway.session('ben');
  const list = (more: Partial<ThreadsAsked> = {}): Promise<unknown> =>
    desk.list(session, { limit: page, before: null, ...more }, purpose);
  const find = (text: string): Promise<unknown> => desk.search(session, text, purpose);
  return {
    'the newest': () => list(),
    'open, the newest': () => list({ open: true }),
    'a page further back': (n) => list({ before: threadOf(n - (n % 2)) }),
    'by time left': () => list({ order: 'DUE' }),
    'unclaimed, by time left': () => list({ order: 'DUE', unclaimed: true }),
    'in hand': () => list({ mine: true }),
    'late, or late within a day': () => list({ order: 'DUE', dueWithin: 24 }),
    'search for a reference': (n) => find(words.reference(n)),
    'search for a plate': (n) => find(words.plate(n)),
    'search for a name': (n) => find(words.name(n)),
    'search for a word of one in a thousand': (n) => find(words.district(n)),
    'search for a word that stands everywhere': () => find(words.everywhere),
    'search for that and a name': (n) => find(`${words.everywhere} ${words.name(n)}`),
    'search for what is nowhere': () => find(`${words.everywhere} nowhere`),
  };
}

/** Milliseconds for each list and search of an officer at a desk with so many threads, the event of the read included. */
export async function deskFigures(threads = 1_000_000): Promise<Figure[]> {
  const postgres = await TestPostgres.start();
  const folder = await TestFolder.create();
  try {
    const sizes = [Math.round(threads / 100), threads];
    const figures: Figure[] = [];
    for (const size of sizes) {
      const state = await aState('XB').build();
      const gateway = await TestGateway.create(state, postgres, `${folder.path}/${size}`);
      const began = performance.now();
      const progress = (done: number): void => {
        const seconds = Math.round((performance.now() - began) / 1_000);
        if (done % 100_000 < 4_000)
          process.stderr.write(`bench: desk: ${done} threads after ${seconds} s\n`);
      };
      await fillThreads(gateway, 'ben', size, progress, 'bea');
      const by = `desk of ${size} threads`;
      const all: Figure[] = [];
      const asks = await questionsTo(gateway);
      for (const question of deskQuestions) {
        const times: number[][] = [];
        for (let round = 0; round < rounds; round += 1) {
          const one: number[] = [];
          for (let i = 0; i < asked; i += 1) {
            const n = Math.floor(((round * asked + i + 0.5) / (rounds * asked)) * size);
            const from = performance.now();
            await asks[question](n);
            one.push(performance.now() - from);
          }
          times.push(one);
        }
        all.push(
          figure(
            p95(question),
            by,
            'ms',
            times.map((one) => percentile(one, 0.95)),
          ),
        );
      }
      const slowest = Math.max(...all.map(({ median }) => median));
      figures.push(...all, figure('slowest list or search, p95', by, 'ms', [slowest]));
      await gateway.stores.closeAll();
    }
    return figures;
  } finally {
    await postgres.stop();
    await folder.remove();
  }
}
