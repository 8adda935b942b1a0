import { withEvents } from '#threads';
import type { Journal } from '#journal';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { packageTouched } from '../packages.events.js';
import type { EndedKey } from './life.facts.js';
import { PackageLife, type UntoldRecipients } from './life.rows.js';
import { concernsOf, endedIn } from './life.rules.js';
import { endedMachineKeys } from './signing-keys.rules.js';

const batchSize = 16;

/**
 * Finds concerns of finished packages: recalled or corrected documents, ended consents or keys, newer packages. Each concern
 * is recorded once, and stays until every recipient was informed.
 */
export class WatchPackages {
  readonly #life = new PackageLife();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly journal: Journal,
    private readonly onLook: (untold: UntoldRecipients) => void,
  ) {}

  async run(): Promise<boolean> {
    const { more, untold } = await this.store.transaction({ step: 'watch-packages' }, (tx) =>
      this.#look(tx),
    );
    this.onLook(untold);
    return more;
  }

  async #look(tx: Tx): Promise<{ readonly more: boolean; readonly untold: UntoldRecipients }> {
    await this.trust.refresh(tx);
    const ended = this.#ended();
    const touched = await this.#life.touched(tx, ended, batchSize);
    const found = touched.flatMap((living) =>
      concernsOf(living, ended).map((concern, i) => {
        const number = living.known.size + i + 1;
        return { living, concern, number, draft: packageTouched(living, { concern, number }) };
      }),
    );
    const events = await this.journal.recordAll(
      tx,
      found.map(({ draft }) => draft),
    );
    this.#life.concern(
      tx,
      withEvents(found, events).map(({ item: { living, concern, number }, event }) => ({
        ...{ package: living.id, thread: living.thread, number, ...concern },
        ...{ at: event.at, event: event.id },
      })),
    );
    // Without any news in this batch, the next run would read the same batch.
    const more = touched.length === batchSize && found.length > 0;
    return { more, untold: await this.#life.untold(tx) };
    // Durable now: the concerns, and that recipients must be informed.
  }

  #ended(): readonly EndedKey[] {
    const { trust } = this;
    const peers = trust.peers().list();
    return [trust.state, ...peers.map(({ peer }) => peer)].flatMap((state) => [
      ...endedIn(trust.of(state)),
      ...endedMachineKeys(trust.entries(state)),
    ]);
  }
}
