import { AcceptStamps } from '#capabilities/time-stamps/accept-stamps.jobs';
import { offerEveryMs } from '#capabilities/witnesses/offer-checkpoint.jobs';
import { PostStamps } from '#capabilities/time-stamps/post-stamps.jobs';
import { RequestStamps } from '#capabilities/time-stamps/request-stamps.jobs';
import { WatchLog } from '#capabilities/audit/watch-log.jobs';
import { WatchTime } from '#capabilities/time-stamps/watch-time.jobs';
import { Pump, type Store } from '#store';
import { readStampTrust } from '#stamp';
import { postTimeQuery } from '#transport';
import type { TestGateway } from './gateway.js';
import { eventually } from './nats.js';
import { policies, TimeAuthority } from './time-authority.js';
import { TimeServer } from './time-server.js';

type Work = () => Promise<boolean | number>;

/**
 * What lets States act formally, as their audit services and exchanges do it: a time-stamp authority, offers of the logs to
 * witnesses, and the watch over both that says so in the database.
 */
export class FormalTime {
  private constructor(
    private readonly authority: TimeAuthority,
    readonly server: TimeServer,
  ) {}

  /** Ends once each of them may. Its steps are named `stamp`, `post-stamps`, `offer`, `log` and `time`. */
  static async start(...gateways: readonly TestGateway[]): Promise<FormalTime> {
    const authority = await TimeAuthority.create();
    const server = new TimeServer(authority);
    // It answers by files in one folder: one question after the other.
    let last: Promise<unknown> = Promise.resolve();
    server.answer = (query) => {
      const answer = last.then(() => server.honest(query));
      last = answer.catch(() => undefined);
      return answer;
    };
    const time = new FormalTime(authority, await server.start());
    for (const gateway of gateways) await time.tell(gateway);
    for (const gateway of gateways) await mayAct(gateway);
    return time;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    this.authority.remove();
  }

  private async tell(gateway: TestGateway): Promise<void> {
    const audit = await gateway.parts('audit');
    const exchange = await gateway.parts('exchange');
    const { store, trust, journal } = audit;
    const failed = (_: unknown, error: unknown): void => void gateway.errors.push(error);
    const pump = (on: Store, step: string, run: Work, everyMs: number): void => {
      const options = gateway.steps.options(step, (error) => failed(step, error));
      const made = new Pump(on, step, run, { ...options, pollMs: everyMs });
      gateway.steps.add(step, made);
      made.start();
    };
    const [name, policy] = ['tsa1', policies.usual] as const;
    const trusted = readStampTrust(this.authority.read('ca.pem'), undefined, policy);
    const request = new RequestStamps(store, journal, [{ name, policy }]);
    const accept = new AcceptStamps(store, journal, [{ name, trust: () => trusted }], failed);
    const post = (query: Uint8Array): Promise<Buffer> =>
      postTimeQuery({ url: this.server.url, tlsAuthority: undefined, withinMs: 10_000 }, query);
    // Without an answer it asks again; why is what a test asks of it.
    const carry = new PostStamps(exchange.store, exchange.journal.stamps, [{ name, post }], quiet);
    const log = new WatchLog(store, trust, journal, undefined, quiet, quiet);
    const watch = new WatchTime(store, journal, [name], () => log.cosigned, quiet, quiet);
    const stamp = async (): Promise<number> => (await accept.run()) + (await request.run());
    const none =
      (run: () => Promise<unknown>): Work =>
      () =>
        run().then(() => false);
    pump(store, 'stamp', stamp, 500);
    pump(exchange.store, 'post-stamps', () => carry.run(), 500);
    pump(store, 'offer', none(gateway.witness.offer), offerEveryMs);
    pump(
      store,
      'log',
      none(() => log.run()),
      1_000,
    );
    pump(
      store,
      'time',
      none(() => watch.run()),
      1_000,
    );
  }
}

const quiet = (): void => undefined;

/** Waits until nothing stands against formal acts, by the word that the services read. */
export const mayAct = (gateway: TestGateway): Promise<void> =>
  eventually(async () => (await obstaclesOf(gateway))?.length === 0, 30_000);

/** As the audit service last said, whenever that was. */
export async function obstaclesOf(gateway: TestGateway): Promise<readonly string[] | undefined> {
  const sql = 'select obstacles from journal.formal_acts';
  return (await gateway.sql<{ obstacles: string[] }>(sql))[0]?.obstacles;
}
