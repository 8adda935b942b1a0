import { type Connection, type Store, StoreError, type Tx } from '#store';
import type { NewStore, Service } from './gateway.js';
import { ownerOf, type TestPostgres } from './postgres.js';
import { appendFileSync } from 'node:fs';

export class TestStores {
  readonly opened: Store[] = [];

  constructor(
    private readonly postgres: TestPostgres,
    private readonly database: Connection,
    private readonly newStore: NewStore,
  ) {}

  async sql<T>(text: string, params: readonly unknown[]): Promise<T[]> {
    try {
      return await ownerOf(this.database).query<T>(text, params);
    } catch (error) {
      // In the words of the database, which a test of its guards reads.
      throw error instanceof StoreError ? (error.cause ?? error) : error;
    }
  }

  async open(service: Service, newStore = this.newStore): Promise<Store> {
    const login = await this.postgres.role(this.database, `liaise_${service}`);
    const store = newStore({ ...login, poolSize: 4, service });
    await store.open();
    this.opened.push(store);
    return store;
  }

  async briefly<T>(service: Service, work: (tx: Tx) => Promise<T>): Promise<T> {
    const store = await this.open(service);
    try {
      return await store.transaction({ step: 'test' }, work);
    } finally {
      await this.close(store);
    }
  }

  async close(store: Store): Promise<void> {
    const at = this.opened.indexOf(store);
    if (at >= 0) this.opened.splice(at, 1);
    await store.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.opened.splice(0).map((store) => store.close()));
    await noteRefusals((text) => this.sql(text, []));
  }
}

const file = process.env['REFUSED_CASES'];

type Sql = <T>(text: string) => Promise<T[]>;

interface Seen {
  readonly end: string;
  readonly kind: string;
  readonly code: string;
}

// Refusals on record at a gateway: at intake, at its sealer, and at the neighbour.
const refusals = `
  with said as (
    select typ, convert_from(leaf, 'UTF8')::jsonb as body from journal.event
    where typ in ('msg.refused', 'msg.send.abandoned'))
  select 'INTAKE' as end, s.body -> 'data' ->> 'kind' as kind, s.body ->> 'reason' as code
    from said s where s.typ = 'msg.refused'
  union select 'SEALING', d.kind, s.body ->> 'reason'
    from said s join cases.dispatch d on d.id::text = s.body -> 'data' ->> 'document'
    where s.typ = 'msg.send.abandoned'
  union select 'FILING', d.kind, r.code
    from mailbox.outbox o join cases.dispatch d on d.id = o.dispatch
    join mailbox.receipt_in r on r.link_id = o.link_id and r.message_id = o.message_id
    where r.stage = 'REJECTED'`;

export async function noteRefusals(sql: Sql): Promise<void> {
  if (file === undefined) return;
  const { testPath } = expect.getState();
  for (const { end, kind, code } of await sql<Seen>(refusals))
    appendFileSync(file, `${JSON.stringify({ end, kind, code, suite: testPath })}\n`);
}
