import { logSigner, TestHead } from './custody-log.js';
import { anyServiceSigns, asOwner, journalOf, storeOf } from './journal.js';
import type { TestPostgres } from './postgres.js';
import { aState } from './state.js';
import { serveAudit, type Handlers } from './service-calls.js';
import { openSession } from '#access';
import type { Calls, Pattern } from './calls.js';
import { SequenceJournal } from '#journey/03-sequence';
import type { Draft } from '#journal';
import { type Connection, migrations, type Store } from '#store';
import { TrustStore } from '#trust';

const origin = 'https://gateway.example';
const limits = { sessionMinutes: 480, idleMinutes: 15 };

export class AuditorDesk {
  readonly #author = journalOf('inbox').journal;

  private constructor(
    readonly database: Connection,
    private readonly store: Store,
    private readonly inbox: Store,
    private readonly head: TestHead,
    private readonly calls: Handlers,
    readonly session: string,
    readonly officer: string,
    readonly administrator: string,
  ) {}

  static async open(postgres: TestPostgres): Promise<AuditorDesk> {
    const database = await anyServiceSigns(await postgres.database(migrations));
    const store = await storeOf(postgres, database, 'audit');
    const requests = await storeOf(postgres, database, 'requests', 1);
    const state = await aState('XA').build();
    const trust = new TrustStore(state.state, state.rootFingerprint);
    await requests.transaction({ step: 'test' }, (tx) => state.install(tx));
    const open = async (name: string): Promise<string> => {
      const login = await state.login(name, origin, { at: state.at });
      return requests.transaction({ step: 'test' }, async (tx) => {
        await trust.refresh(tx);
        await openSession(tx, trust, { ...login, origin, now: new Date() }, limits);
        return login.token;
      });
    };
    const tokens = [await open('cleo'), await open('ana'), await open('dora')] as const;
    await requests.close();
    const { journal } = journalOf('audit');
    const { handlers } = await serveAudit({ store, trust, journal, limits });
    const inbox = await storeOf(postgres, database, 'inbox', 1);
    const head = new TestHead();
    return new AuditorDesk(database, store, inbox, head, handlers, ...tokens);
  }

  ask<P extends Pattern & `audit.${string}`>(
    pattern: P,
    input: Calls[P]['in'],
  ): Promise<Calls[P]['out']> {
    const call = this.calls.get(pattern);
    if (call === undefined) throw new Error(`nobody answers ${pattern}`);
    return call(input) as Promise<Calls[P]['out']>;
  }

  async close(): Promise<void> {
    await this.inbox.close();
    await this.store.close();
    this.head.remove();
  }

  recordEvents(drafts: readonly Draft[]): Promise<unknown> {
    return this.inbox.transaction({ step: 'test' }, (tx) => this.#author.recordAll(tx, drafts));
  }

  asService(sql: string): Promise<unknown> {
    return this.inbox.transaction({ step: 'test' }, (tx) => tx.query(sql));
  }

  async sequence(): Promise<void> {
    const step = new SequenceJournal(this.store, this.head.file, logSigner, () => undefined);
    while (await step.run());
  }

  async recorded(): Promise<string[]> {
    const rows = await asOwner<{ typ: string }>(
      this.database,
      'select typ from journal.event order by id',
    );
    return rows.map(({ typ }) => typ);
  }

  async plans(act: () => Promise<void>): Promise<string[]> {
    const sql = new Set<string>();
    const { store } = this;
    const plain = store.transaction.bind(store);
    const plans: string[] = [];
    store.transaction = (context, fn) =>
      plain(context, (tx) =>
        fn({
          send: (text, params) => tx.send(text, params),
          wake: (step, haste) => tx.wake(step, haste),
          hurry: () => tx.hurry(),
          attempt: (act) => tx.attempt(act),
          query: async (text, params) => {
            const rows = await tx.query(text, params);
            if (!/^\s*(select|with)\b/i.test(text) || sql.has(text)) return rows as never;
            sql.add(text);
            const plan = await tx.query<Record<string, string>>(`explain ${text}`, params);
            plans.push(plan.map((row) => Object.values(row)[0]).join('\n'));
            return rows as never;
          },
        }),
      );
    await act();
    store.transaction = plain;
    return plans;
  }
}
