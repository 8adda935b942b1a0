import { Mailbox } from '#mailbox';
import { parseListPlace } from '#capabilities/requests/list-place.model';
import { ReadThread } from '#capabilities/requests/read-thread.queries';
import { listing } from '../support/service-calls.js';
import type { ThreadsAsked } from '#capabilities/requests/threads.contract';
import { TestFolder } from '../support/nats.js';
import { TestGateway } from '../support/gateway.js';
import { fillThreads, threadOf, wordsOf } from '../exchange/fixtures/many-threads.js';
import { TestPostgres } from '../support/postgres.js';
import { aState } from '../support/state.js';
import { deskQuestions, p95, type DeskQuestion } from './desk-questions.js';
import { figure, percentile, type Figure } from './figures.js';

const rounds = 5;
const asked = 40;
const purpose = 'INVESTIGATION' as const;
const page = 50;

type Ask = (n: number) => Promise<unknown>;

async function questionsTo(
  gateway: TestGateway,
  size: number,
): Promise<Readonly<Record<DeskQuestion, Ask>>> {
  const words = wordsOf(size);
  const { store, cases, journal, trust } = await gateway.parts('inbox');
  const desk = listing(new ReadThread(store, cases, new Mailbox(), journal, 'ASKED', trust));
  const session = gateway.session('ben');
  const list = (more: Partial<ThreadsAsked> = {}): Promise<unknown> =>
    desk.listThreads(session, { limit: page, ...more }, purpose);
  const find = (text: string): Promise<unknown> => desk.search(session, text, purpose);
  return {
    'the newest': () => list(),
    'open, the newest': () => list({ open: true }),
    'a page further back': (n) => list({ after: parseListPlace(threadOf(n)) }),
    'by time left': () => list({ order: 'DUE' }),
    'unclaimed, by time left': () => list({ order: 'DUE', unclaimed: true }),
    'in hand': () => list({ mine: true }),
    'late, or late within a day': () => list({ order: 'DUE', dueWithin: 24 }),
    'search for a reference': (n) => find(words.reference(n)),
    'search for a plate': (n) => find(words.plate(n)),
    'search for a name': (n) => find(words.name(n)),
    'search for a word of a district': (n) => find(words.district(n)),
    'search for a word that stands everywhere': () => find(words.everywhere),
    'search for a word of what may not be read': () => find(words.elsewhere),
    'search for that and a name': (n) => find(`${words.everywhere} ${words.name(n)}`),
    'search for what is nowhere': () => find(`${words.everywhere} nowhere`),
  };
}

interface Desk {
  readonly size: number;
  /** Deletes the record of listed threads; call before each measurement. Otherwise listings skip this write and seem too fast. */
  readonly forget: () => Promise<unknown>;
  readonly asks: Readonly<Record<DeskQuestion, Ask>>;
}

const readable = (n: number): number => n - (n % 20) + 18;

async function fill(
  size: number,
  postgres: TestPostgres,
  folder: string,
): Promise<[TestGateway, Desk]> {
  const gateway = await TestGateway.create(
    await aState('XB').build(),
    postgres,
    `${folder}/${size}`,
  );
  const began = performance.now();
  const progress = (done: number): void => {
    const seconds = Math.round((performance.now() - began) / 1_000);
    if (done % 100_000 < 4_000)
      process.stderr.write(`bench: desk: ${done} threads after ${seconds} s\n`);
  };
  await fillThreads(gateway, 'ben', size, progress, 'bea');
  const forget = (): Promise<unknown> => gateway.sql('truncate access.listing');
  return [gateway, { size, forget, asks: await questionsTo(gateway, size) }];
}

async function ask(
  question: DeskQuestion,
  desks: readonly Desk[],
  round: number,
): Promise<number[]> {
  for (const { forget } of desks) await forget();
  const times = desks.map((): number[] => []);
  for (let i = -1; i < asked; i += 1) {
    const place = (round * asked + Math.max(i, 0) + 0.5) / (rounds * asked);
    for (const [at, { size, asks }] of desks.entries()) {
      const from = performance.now();
      await asks[question](readable(Math.floor(place * size)));
      if (i >= 0) times[at]?.push(performance.now() - from);
    }
  }
  return times.map((each) => percentile(each, 0.95));
}

export async function deskFigures(threads = 1_000_000): Promise<Figure[]> {
  const postgres = await TestPostgres.start();
  const folder = await TestFolder.create();
  const gateways: TestGateway[] = [];
  try {
    const desks: Desk[] = [];
    for (const size of [Math.round(threads / 100), threads]) {
      const [gateway, desk] = await fill(size, postgres, folder.path);
      gateways.push(gateway);
      desks.push(desk);
    }
    const found = new Map<Desk, Figure[]>(desks.map((desk) => [desk, []]));
    for (const question of deskQuestions) {
      const times: number[][] = [];
      for (let round = 0; round < rounds; round += 1) times.push(await ask(question, desks, round));
      for (const [at, desk] of desks.entries()) {
        const own = times.map((each) => each[at] ?? NaN);
        found.get(desk)?.push(figure(p95(question), by(desk), 'ms', own));
      }
    }
    return desks.flatMap((desk) => {
      const all = found.get(desk) ?? [];
      const slowest = Math.max(...all.map(({ median }) => median));
      return [...all, figure('slowest list or search, p95', by(desk), 'ms', [slowest])];
    });
  } finally {
    for (const { stores } of gateways) await stores.closeAll();
    await postgres.stop();
    await folder.remove();
  }
}

const by = ({ size }: Desk): string => `desk of ${size} threads`;
