import { AuditorDesk } from '../support/auditor-desk.js';
import {
  atOf,
  documentIdOf,
  fillLog,
  fillRequests,
  messageIdOf,
  objectOf,
  officerOf,
  requestedAt,
  share,
  stepMs,
} from '../support/many-events.js';
import { threadOf } from '../support/journal.js';
import { TestPostgres } from '../support/postgres.js';
import { differenceKinds } from '#capabilities/audit/differences.lists';
import { parseOfficerId, parseStateCode, timestamp } from '#kernel';
import { figure, percentile, type Figure } from './figures.js';

const rounds = 3;
const asked = 20;
const purpose = 'INVESTIGATION' as const;
const day = 86_400_000;

type Ask = (n: number) => Promise<unknown>;

function questionsTo(desk: AuditorDesk, events: number): Readonly<Record<string, Ask>> {
  const { session } = desk;
  const page = { session, purpose, limit: 500, after: null };
  const period = (n: number, length: number) => ({
    from: timestamp(atOf(n)),
    to: timestamp(new Date(atOf(n).getTime() + length)),
  });
  const all = period(0, events * stepMs);
  return {
    'timeline of a thread': (n) =>
      desk.ask('audit.timeline', { ...page, thread: threadOf(Math.floor(n / share.thread)) }),
    'who saw a document': (n) =>
      desk.ask('audit.item', { ...page, item: documentIdOf(Math.floor(n / share.document)) }),
    'about a message': (n) =>
      desk.ask('audit.item', { ...page, item: messageIdOf(Math.floor(n / share.message)) }),
    'about an object by its hash': (n) =>
      desk.ask('audit.item', { ...page, item: objectOf(n | 1) }),
    'an officer, one day': (n) =>
      desk.ask('audit.officer', {
        ...page,
        ...period(n, day),
        officer: parseOfficerId(officerOf(n % share.officers)),
      }),
    'an officer, all the time': (n) =>
      desk.ask('audit.officer', {
        ...page,
        ...all,
        officer: parseOfficerId(officerOf(n % share.officers)),
      }),
    'a State, one day': (n) =>
      desk.ask('audit.peer', { ...page, ...period(n, day), peer: parseStateCode('XB') }),
    'a State, all the time': () =>
      desk.ask('audit.peer', { ...page, ...all, peer: parseStateCode('XC') }),
    'open differences, every kind': async () => {
      for (const kind of differenceKinds)
        await desk.ask('audit.differences', { session, purpose, kind, limit: 500, after: null });
    },
    'requests of a day, first page': (n) => {
      const minutes = Math.floor(n / share.request);
      const from = timestamp(requestedAt(minutes));
      const to = timestamp(requestedAt(minutes + 1_440));
      return desk.ask('audit.requests', {
        ...{ session, purpose, from, to, peer: null, after: null, limit: 1_000 },
      });
    },
    health: () => desk.ask('audit.health', { session }),
    'a page of leaves': (n) => desk.ask('audit.entries', { session, purpose, from: n }),
  };
}

export async function auditFigures(events = 10_000_000): Promise<Figure[]> {
  const postgres = await TestPostgres.start();
  try {
    const desk = await AuditorDesk.open(postgres);
    const began = performance.now();
    await fillLog(desk.database, events, (done) => {
      const seconds = Math.round((performance.now() - began) / 1_000);
      process.stderr.write(`bench: audit: ${done} events after ${seconds} s\n`);
    });
    await fillRequests(desk.database, Math.floor(events / share.request));
    const figures: Figure[] = [];
    for (const [name, ask] of Object.entries(questionsTo(desk, events))) {
      const slowest: number[] = [];
      const usual: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const times: number[] = [];
        for (let i = 0; i < asked; i += 1) {
          const n = Math.floor(((round * asked + i + 0.5) / (rounds * asked)) * events);
          const from = performance.now();
          await ask(n);
          times.push(performance.now() - from);
        }
        slowest.push(Math.max(...times));
        usual.push(percentile(times, 0.5));
      }
      const by = `auditor, ${events} events`;
      figures.push(figure(`${name}, p50`, by, 'ms', usual));
      figures.push(figure(`${name}, slowest of ${asked}`, by, 'ms', slowest));
    }
    const worst = Math.max(...figures.map(({ median }) => median));
    figures.push(figure('slowest answer to an auditor', 'auditor', 'ms', [worst]));
    await desk.close();
    return figures;
  } finally {
    await postgres.stop();
  }
}
