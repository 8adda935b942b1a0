import { setTimeout } from 'node:timers/promises';
import { offerEveryMs } from '#capabilities/witnesses/rhythm.rules';
import { TwoStates } from '../support/two-states.js';
import { figure, percentile, type Figure } from './figures.js';
import { pause } from './load.js';

const rounds = 4;
const perSecond = 10;
const seconds = 20;

const [on, off] = ['with offers', 'without offers'];
const openedSql = `select o.dispatch, (extract(epoch from r.verified_at) * 1000)::float8 as at
  from mailbox.receipt_in r join mailbox.outbox o using (message_id)
  where r.stage = 'OPENED' and o.dispatch = any ($1::uuid[])`;

async function exchange(two: TwoStates): Promise<number[]> {
  const submitted = new Map<string, number>();
  const composed = [];
  for (let n = 0; n < perSecond * seconds; n += 1) composed.push(await two.request());
  const work: Promise<unknown>[] = [];
  const start = performance.now();
  for (const [n, request] of composed.entries()) {
    await pause(Math.max(0, start + (n * 1_000) / perSecond - performance.now()));
    submitted.set(request.id, Date.now());
    work.push(two.a.submit.submitDocument(two.a.session('ana'), request));
  }
  await Promise.all(work);
  const until = Date.now() + 60_000;
  for (;;) {
    const rows = await two.a.sql<{ dispatch: string; at: number }>(openedSql, [
      [...submitted.keys()],
    ]);
    if (rows.length >= submitted.size)
      return rows.map(({ dispatch, at }) => at - (submitted.get(dispatch) ?? NaN));
    if (Date.now() > until) throw new Error('not all were opened');
    await pause(50);
  }
}

async function offering({ a, b }: TwoStates, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    await Promise.all([a.witness.offer(), b.witness.offer()]);
    await setTimeout(offerEveryMs, undefined, { signal: ended }).catch(() => undefined);
  }
}

export async function offersFigures(): Promise<Figure[]> {
  const two = await TwoStates.start();
  try {
    const found: Record<string, number[][]> = { [on]: [], [off]: [] };
    await exchange(two);
    for (let round = 0; round < rounds; round += 1)
      for (const by of round % 2 === 0 ? [off, on] : [on, off]) {
        const ended = new AbortController();
        const offers = by === on ? offering(two, ended.signal) : Promise.resolve();
        found[by]?.push(await exchange(two));
        ended.abort();
        await offers;
      }
    const what = (share: number): string =>
      `submit to OPENED receipt at ${perSecond}/s in one process, p${share * 100}`;
    return [0.5, 0.95, 0.99].flatMap((share) =>
      [off, on].map((by) =>
        figure(
          what(share),
          by,
          'ms',
          (found[by] ?? []).map((one) => percentile(one, share)),
          by === on ? off : undefined,
        ),
      ),
    );
  } finally {
    await two.stop();
  }
}
