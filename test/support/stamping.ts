import { AcceptStamps } from '#capabilities/time-stamps/accept-stamps.jobs';
import { type AuthorityAsked, RequestStamps } from '#capabilities/time-stamps/request-stamps.jobs';
import { PostStamps } from '#capabilities/time-stamps/post-stamps.jobs';
import { SequenceJournal } from '#journey/03-sequence';
import { type TimeReport, WatchTime } from '#capabilities/time-stamps/watch-time.jobs';
import type { AuthorityName, JournalError } from '#journal';
import { readStampTrust } from '#stamp';
import { type Connection, migrations, type Store } from '#store';
import { postTimeQuery } from '#transport';
import { logSigner, TestHead } from './custody-log.js';
import { asOwner, denied, journalOf, storeOf } from './journal.js';
import { TestPostgres } from './postgres.js';
import { policies } from './time-authority.js';
import type { TimeServer } from './time-server.js';

interface Configured {
  readonly name: AuthorityName;
  readonly server: TimeServer;
  readonly lists?: boolean;
}

/** The steps of one State's log and its outside time, each with the rights of its process; the test says when. */
export class Stamping {
  readonly journal = journalOf('audit').journal;
  /** What was told as an alarm, and why answers did not count. */
  readonly alarms: string[] = [];
  readonly refused: string[] = [];
  readonly sequence: SequenceJournal;
  private readonly head = new TestHead();

  private constructor(
    private readonly postgres: TestPostgres,
    readonly database: Connection,
    readonly audit: Store,
    readonly exchange: Store,
    readonly configured: readonly Configured[],
  ) {
    this.sequence = new SequenceJournal(audit, this.head.file, logSigner, () => undefined);
  }

  static async start(...configured: readonly Configured[]): Promise<Stamping> {
    const postgres = await TestPostgres.start();
    const database = await postgres.database(migrations);
    const audit = await storeOf(postgres, database, 'audit');
    const exchange = await storeOf(postgres, database, 'exchange');
    return new Stamping(postgres, database, audit, exchange, configured);
  }

  async stop(): Promise<void> {
    await this.audit.close();
    await this.exchange.close();
    this.head.remove();
    await this.postgres.stop();
  }

  /** An event, with its place in the log. */
  async event(rule = 'test'): Promise<string> {
    const { id } = await this.audit.transaction({ step: 'test' }, (tx) =>
      this.journal.record(tx, denied(rule)),
    );
    while (await this.sequence.run());
    return id;
  }

  ask(urgent?: readonly string[]): Promise<number> {
    const asked: AuthorityAsked[] = this.configured.map(({ name }) => ({
      name,
      policy: policies.usual,
    }));
    return new RequestStamps(this.audit, this.journal, asked, urgent).run();
  }

  /** The exchange's part. */
  carry(withinMs = 1_000): Promise<number> {
    const doors = this.configured.map(({ name, server }) => ({
      name,
      post: (request: Uint8Array) =>
        postTimeQuery({ url: server.url, tlsAuthority: undefined, withinMs }, request),
    }));
    return new PostStamps(this.exchange, this.journal.stamps, doors, () => undefined).run();
  }

  async judge(): Promise<number> {
    const trusted = this.configured.map(({ name, server: { authority }, lists }) => ({
      name,
      trust: () =>
        readStampTrust(
          authority.read('ca.pem'),
          lists === true ? authority.read('crl.pem') : undefined,
          policies.usual,
        ),
    }));
    const refused = (_: AuthorityName, error: Error): void => void this.refused.push(error.message);
    const judged = await new AcceptStamps(this.audit, this.journal, trusted, refused).run();
    while (await this.sequence.run());
    return judged;
  }

  /** Asks, carries and judges once; returns how many questions were made. */
  async round(): Promise<number> {
    const made = await this.ask();
    await this.carry();
    await this.judge();
    return made;
  }

  /** What the audit service would tell; a new process each time. `startedAgoMs`: how long it has run. */
  async watch(startedAgoMs = 0): Promise<TimeReport> {
    const names = this.configured.map(({ name }) => name);
    const alarm = ({ code }: JournalError): void => void this.alarms.push(code);
    const startedAt = new Date(Date.now() - startedAgoMs);
    const told = (): void => undefined;
    const cosigned = (): boolean => true;
    const watch = new WatchTime(
      ...([this.audit, this.journal, names, cosigned, alarm, told, startedAt] as const),
    );
    const report = await watch.run();
    while (await this.sequence.run());
    return report;
  }

  /** As if everything had happened so much earlier. */
  async age(seconds: number): Promise<void> {
    const tables = { stamp: 'sent_at', event: 'recorded_at', clock: 'read_at' };
    const columns = [
      ...Object.entries(tables),
      ['stamp_request', 'made_at'],
      ['stamp_request', 'sent_at'],
    ];
    const updates = columns.map(
      ([table, column]) =>
        `update journal.${table} set ${column} = ${column} - interval '${seconds} s';`,
    );
    await asOwner(
      this.database,
      `do $$ begin
         perform set_config('session_replication_role', 'replica', true); -- no triggers
         ${updates.join('\n')}
       end $$`,
    );
  }

  async count(from: string): Promise<number> {
    const [row] = await asOwner<{ n: number }>(
      this.database,
      `select count(*)::int as n from journal.${from}`,
    );
    return Number(row?.n);
  }

  async failure(name: AuthorityName): Promise<string | null | undefined> {
    const [row] = await asOwner<{ failure: string | null }>(
      this.database,
      'select failure from journal.stamp_request where authority = $1',
      [name],
    );
    return row?.failure;
  }
}
