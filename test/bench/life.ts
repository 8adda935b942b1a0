import { figure, percentile, type Figure } from './figures.js';
import { pause } from './load.js';
import type { Sender } from './sender.js';
import { Sending } from './sending.js';

const rounds = 3;
const perRound = 6;
const everyMs = 700;
const warmMs = 1_500;
const most = 64;

export async function lifeFigures(sender: Sender, by: string): Promise<Figure[]> {
  const found: number[][] = [];
  for (let round = 0; round < rounds; round += 1)
    await sender.watching(async () => {
      const load = Sending.keepUnderway(sender, most);
      await load.during(warmMs);
      const ids = [];
      for (let n = 0; n < perRound; n += 1) {
        ids.push(await sender.send(true));
        await load.during(everyMs);
      }
      await load.end();
      while (ids.some((id) => !sender.delivered.has(id))) await pause(10);
      found.push(
        ids.map((id) => (sender.delivered.get(id) ?? NaN) - (sender.submitted.get(id) ?? NaN)),
      );
    });
  return [0.5, 1].map((share) =>
    figure(
      `risk to life until DELIVERED, ${most} in flight, p${share * 100}`,
      by,
      'ms',
      found.map((one) => percentile(one, share)),
    ),
  );
}
