import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { asAdmin, type Connection, migrations, type Store } from '#store';
import { parseDocumentId, type ThreadId, timestamp } from '#kernel';
import { aFingerprint, aState } from '../../../../test/support/builders.js';
import { randomFrom } from '../../../../test/support/generated-log.js';
import { TestPostgres } from '../../../../test/support/postgres.js';
import { insertRow, insertRows } from '../../../../test/support/rows.js';
import { causeKey, type EndedKey, type LivingPackage, type RecallMade } from './life.facts.js';
import { concernsOf } from './life.rules.js';
import { PackageLife } from './life.rows.js';

const now = Date.now();
const day = (n: number): Date => new Date(now + n * 86_400_000);
const states = [aState('XA'), aState('XB')] as const;
const acts = ['RECALL', 'NARROW', 'CORRECT'] as const;
const first = '00000000-0000-0000-0000-000000000000';

let postgres: TestPostgres;
let database: Connection;
let store: Store;
beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  store = await postgres.store(await postgres.role(database, 'liaise_sealer'));
}, 60_000);
afterAll(async () => {
  await store.close();
  await postgres.stop();
});

/** Random packages in database and memory, to compare the SQL query with the rules. */
class Archive {
  readonly life = new PackageLife();
  readonly packages: (LivingPackage & { readonly known: Set<string> })[] = [];
  readonly recalls = new Map<ThreadId, RecallMade[]>();
  readonly ended: EndedKey[] = [];
  readonly #documents = Array.from({ length: 5 }, () => parseDocumentId(v7()));
  readonly #keys = Array.from({ length: 8 }, (_, i) => aFingerprint(`key ${i}`));

  constructor(private readonly below: (limit: number) => number) {}

  one<T>(of: readonly T[]): T {
    const found = of[this.below(of.length)];
    if (found === undefined) throw new RangeError('empty');
    return found;
  }
  some<T>(of: readonly T[]): T[] {
    return of.filter(() => this.below(3) === 0);
  }
  readonly near = (): Date => day(this.below(20) - 10);
  readonly maybe = (): Date | null => (this.below(3) === 0 ? null : this.near());

  async thread(): Promise<void> {
    const { id } = await asAdmin(database, (owner) => insertRow(owner, 'cases.thread'));
    const thread = String(id) as ThreadId;
    this.recalls.set(thread, []);
    await this.recall(thread);
    for (let i = 0; i < 5; i += 1) await this.package(thread);
  }

  async recall(thread: ThreadId): Promise<void> {
    const said = {
      act: this.one(acts),
      items: [this.one(this.#documents), ...this.some(this.#documents)],
    };
    const row = { thread, direction: 'IN', ...said };
    const { document } = await asAdmin(database, (owner) => insertRow(owner, 'cases.recall', row));
    this.recalls.get(thread)?.push({ document: parseDocumentId(String(document)), ...said });
  }

  async package(thread: ThreadId): Promise<void> {
    const older = this.packages.filter((each) => each.thread === thread);
    const replaced = this.below(2) === 0 ? older.at(-1) : undefined;
    const exhibit = `border-police-2026-${this.packages.length + 1}`;
    const [id, stateAt] = [randomUUID(), this.near()];
    const items = this.some(this.#documents).map((document) => ({
      ...{ kind: 'ITEM' as const, document, signer: this.one(this.#keys), signedAt: this.near() },
    }));
    const consents = this.some(this.#documents).map((document) => ({
      ...{ kind: 'CONSENT' as const, document, until: this.maybe() },
    }));
    const shown = this.some(this.recalls.get(thread) ?? []).map(({ document }) => ({
      ...{ kind: 'RECALL' as const, document },
    }));
    const keys = this.some(this.#keys).map((key) => ({
      ...{ key, until: this.maybe(), shownEnd: this.maybe() },
    }));
    const rests = [...items, ...consents, ...shown];
    await asAdmin(database, async (owner) => {
      const supersedes = replaced && { supersedes: replaced.exhibit, supersede_reason: 'KEY' };
      const row = { id, thread, exhibit, state: 'BUILT', state_at: stateAt, ...supersedes };
      await insertRow(owner, 'cases.package', row);
      await insertRows(
        owner,
        'cases.package_key',
        keys.map(({ key, until, shownEnd }) => ({ package: id, key, until, shown_end: shownEnd })),
      );
      await insertRows(
        owner,
        'cases.package_rest',
        rests.map((rest) => ({
          ...{ package: id, kind: rest.kind, document: rest.document },
          ...(rest.kind === 'ITEM' ? { signer: rest.signer, signed_at: rest.signedAt } : {}),
          ...(rest.kind === 'CONSENT' ? { until: rest.until } : {}),
        })),
      );
    });
    if (replaced !== undefined) (replaced.supersededBy as string[]).push(exhibit);
    this.packages.push({
      ...{ id, exhibit, thread, rests, recalls: this.recalls.get(thread) ?? [] },
      keys: keys.map((each) => ({ ...each, until: each.until ?? stateAt })),
      ...{ supersededBy: [], known: new Set<string>(), handed: 0, now: new Date() },
    });
  }

  end(): void {
    const [key, state] = [this.one(this.#keys), this.one(states)];
    const [from, to] = [this.near(), this.maybe()];
    this.ended.push({ state, key, from: timestamp(from), to: to && timestamp(to) });
  }

  async found(): Promise<string[]> {
    const ids: string[] = [];
    for (;;) {
      const page = { after: ids.at(-1) ?? first, limit: 3 };
      const rows = await store.transaction({ step: 'watch-packages' }, (tx) =>
        this.life.touched(tx, this.ended, page),
      );
      ids.push(...rows.map(({ id }) => id));
      if (rows.length < page.limit) return ids;
    }
  }

  async recordConcerns(): Promise<string[]> {
    const touched: string[] = [];
    for (const each of this.packages) {
      const concerns = concernsOf(each, this.ended);
      if (concerns.length === 0) continue;
      touched.push(each.id);
      await store.transaction({ step: 'watch-packages' }, (tx) => {
        const rows = concerns.map((concern, i) => ({
          ...{ package: each.id, thread: each.thread, number: each.known.size + i + 1 },
          ...{ ...concern, at: new Date(), event: randomUUID() },
        }));
        this.life.concern(tx, rows);
        return Promise.resolve();
      });
      for (const concern of concerns) each.known.add(causeKey(concern));
    }
    return touched.sort();
  }
}

describe('packages of which a concern may be news', () => {
  it('are found by the database as the rules find them, page by page', async () => {
    await asAdmin(database, (owner) =>
      owner.query('alter table cases.package disable trigger cases_package_stays'),
    );
    const archive = new Archive(randomFrom(16));
    for (let i = 0; i < 4; i += 1) await archive.thread();
    const counts: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      for (const thread of archive.some([...archive.recalls.keys()])) await archive.recall(thread);
      archive.end();
      const found = await archive.found();
      expect([round, found]).toEqual([round, await archive.recordConcerns()]);
      expect(await archive.found()).toEqual([]);
      counts.push(found.length);
    }
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(3);
    expect(Math.max(...counts)).toBeGreaterThan(3);
  }, 60_000);
});
