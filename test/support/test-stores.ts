import type { Connection, Store, Tx } from '#store';
import type { NewStore, Service } from './gateway-parts.js';
import { HeldAdmin } from './held-admin.js';
import type { TestPostgres } from './postgres.js';
import { noteRefusals } from './refused-cases.js';

/** What is open on the database of a State: stores with the rights of its services, and a connection of its owner. */
export class TestStores {
  readonly opened: Store[] = [];
  readonly #owner: HeldAdmin;

  constructor(
    private readonly postgres: TestPostgres,
    private readonly database: Connection,
    private readonly newStore: NewStore,
  ) {
    this.#owner = new HeldAdmin(database);
  }

  /** Runs SQL as the owner of the tables: what an attacker with full rights, or a checker, would do. */
  sql<T>(text: string, params: readonly unknown[]): Promise<T[]> {
    return this.#owner.query<T>(text, params);
  }

  async open(service: Service, newStore = this.newStore): Promise<Store> {
    const login = await this.postgres.role(this.database, `liaise_${service}`);
    const store = newStore({ ...login, poolSize: 4, service });
    await store.open();
    this.opened.push(store);
    return store;
  }

  /** One transaction, in a store of its own. */
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
    await this.#owner.end();
  }
}
