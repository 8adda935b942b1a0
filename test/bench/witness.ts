import { asAdmin } from '#store';
import { figure, percentile, type Figure } from './figures.js';
import { pause } from './load.js';
import { RunningStates } from './running-states.js';
import { Sender } from './sender.js';
import { Sending } from './sending.js';
import { offersFigures } from './offers.js';

const perSecond = 5;
const lastMs = 20_000;

const sql = `select (extract(epoch from k.at - c.at) * 1000)::float8 as ms
  from journal.checkpoint c left join lateral
    (select at from journal.cosignature where size >= c.size order by size limit 1) k on true
  where c.at between to_timestamp($1) and to_timestamp($2)`;

async function cosigned(seconds: number): Promise<number[]> {
  const running = await RunningStates.start();
  try {
    const sender = await Sender.open(running);
    const began = Date.now() / 1_000;
    await sender.watching(async () => {
      const load = Sending.steadily(sender, perSecond);
      await load.during(seconds * 1_000);
      await load.end();
    });
    const ended = Date.now() / 1_000;
    await pause(lastMs);
    sender.close();
    const rows = await asAdmin(running.database, (admin) =>
      admin.query<{ ms: number | null }>(sql, [began, ended]),
    );
    // A checkpoint without a cosignature by now counts as infinitely late.
    return rows.map(({ ms }) => ms ?? Infinity);
  } finally {
    await running.stop();
  }
}

export async function witnessFigures(seconds = 120): Promise<Figure[]> {
  const waits = await cosigned(seconds);
  return [
    figure('checkpoints', 'two States', '', [waits.length]),
    ...[0.5, 0.99, 1].map((share) =>
      figure(`checkpoint until cosigned, p${share * 100}`, 'two States', 'ms', [
        percentile(waits, share),
      ]),
    ),
    ...(await offersFigures()),
  ];
}
