import type { DocumentId, Role } from '#kernel';
import { Store } from '#store';
import { Turnstile } from '../bench/load.js';
import { aRequestBody, aSubject } from './builders.js';
import { isOfJourney } from './journey-steps.js';
import { eventually } from './nats.js';
import { OfficeDay } from './office-day.js';
import { costOf, type StepCost } from './sql-budget.js';
import type { StepCounts } from './sql-counts.js';
import { SqlTap } from './sql-tap.js';
import { TwoStates } from './two-states.js';
import type { Sent } from './whole-reads.js';

/** So long without any SQL of the journey means that an exchange has left nothing to do. */
const quietMs = 250;
const mostMs = 60_000;
/** Posts at a time: the pool of the service is small, and who waits too long for a connection is turned away. */
const mostPosts = 16;
const openedSql = `select o.dispatch from mailbox.receipt_in r join mailbox.outbox o using (message_id)
  where r.stage = 'OPENED' and o.dispatch = any ($1::uuid[])`;

/** Exchanges of two States in this process, whose SQL is counted. */
export class CountedExchanges {
  #sent = 0;
  #told = 0;
  readonly #posts = new Turnstile(mostPosts);
  readonly #uncounted: StepCounts[] = [];
  readonly #statements = new Map<string, Sent>();

  private constructor(
    private readonly tap: SqlTap,
    readonly two: TwoStates,
    private readonly day: OfficeDay,
    private readonly officers: readonly string[],
  ) {}

  static async start(count: number): Promise<CountedExchanges> {
    const officers = Array.from({ length: count }, (_, n) => `asker-${n}`);
    const tap = new SqlTap();
    const asking: Record<string, readonly Role[]> = {};
    for (const name of officers) asking[name] = ['LIAISON_OFFICER'];
    const two = await TwoStates.start(
      (options) => new Store({ ...options, socketDir: tap.leadingTo(options.socketDir) }),
      { asking },
    );
    return new CountedExchanges(tap, two, await OfficeDay.begin(two.a, officers), officers);
  }

  /** Counts of the steps of the journey since the last call, once nothing is left to do. */
  async settle(): Promise<StepCounts[]> {
    const until = performance.now() + mostMs;
    while (performance.now() - this.tap.counter.lastAt(isOfJourney) < quietMs) {
      if (performance.now() > until) throw new Error('never quiet');
      await new Promise((done) => setTimeout(done, 10));
    }
    const { a, b } = this.two;
    const names = new Map([
      [a.database.database, a.state.state],
      [b.database.database, b.state.state],
    ]);
    const all = this.tap.counter
      .take()
      .map((each) => ({ ...each, state: names.get(each.state) ?? each.state }));
    for (const { service, statements } of all)
      for (const text of statements.keys())
        this.#statements.set(`${service} ${text}`, { service, text });
    this.#uncounted.push(...all.filter(({ step }) => !isOfJourney(step)));
    return all.filter(({ step }) => isOfJourney(step));
  }

  /** Statements that services sent inside transactions, seen by `settle`. */
  get statements(): Sent[] {
    return [...this.#statements.values()].filter(({ text }) =>
      /^(select|with|insert|update|delete)/i.test(text),
    );
  }

  /** What steps cost that are not counted, of all exchanges since the last call. */
  uncounted(): StepCost[] {
    const cost = costOf(this.#uncounted.splice(0), Math.max(1, this.#sent - this.#told));
    this.#told = this.#sent;
    return cost;
  }

  /** One request that an officer submits with a session, until its OPENED receipt is verified. */
  async exchange(): Promise<void> {
    const id = await this.submit();
    await this.opened([id]);
  }

  /** Exchanges of which so many are under way all the time. */
  async keep(most: number, total: number): Promise<void> {
    let left = total;
    const one = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        await this.exchange();
      }
    };
    await Promise.all(Array.from({ length: most }, one));
  }

  async stop(): Promise<void> {
    await this.two.stop();
    await this.tap.close();
  }

  async submit(): Promise<DocumentId> {
    const n = (this.#sent += 1);
    const name = this.officers[n % this.officers.length] ?? '';
    // Each about another person: who asks about the same one again must see that first.
    const number = String(n).padStart(6, '0');
    const subjects = [
      aSubject({
        name: `Person ${number}`,
        identifiers: [{ type: 'PLATE', value: `P ${number}` }],
      }),
    ];
    const { a, b } = this.two;
    const sent = await this.two.compose(a.state, b.state, name, {
      body: aRequestBody({ subjects, ownReference: `REF-${number}` }),
    });
    await this.#posts.pass(() =>
      this.day.ask(name, 'requests.submit', { ...sent, duplicatesSeen: [] }),
    );
    return sent.id;
  }

  private opened(ids: readonly DocumentId[]): Promise<void> {
    return eventually(
      async () => (await this.two.a.sql(openedSql, [ids])).length === ids.length,
      mostMs,
    );
  }
}
