import { withEvents } from '#threads';
import { MAX_BATCH, type Journal } from '#journal';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { packageBounds } from '../packages.lists.js';
import { packageTouched } from '../packages.events.js';
import { PackageLife, type UnnotifiedRecipients } from './life.rows.js';
import { concernsOf } from './life.rules.js';
import { endedOf } from './ended-keys.service.js';

// All new concerns of a batch are recorded at once. Otherwise a batch that is too large would fail again and again.
const batchSize = Math.floor(MAX_BATCH / packageBounds.concerns);
const beginning = '00000000-0000-0000-0000-000000000000';

/**
 * Records each reason to doubt a finished package once, such as a recalled document or an ended key. Officers must then
 * inform the recipients.
 */
export class WatchPackages {
  readonly #life = new PackageLife();
  // Packages are looked at in the order of their ids: one without news holds up none after it.
  #after = beginning;

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly journal: Journal,
    private readonly onLook: (unnotified: UnnotifiedRecipients) => void,
  ) {}

  async run(): Promise<boolean> {
    const { last, unnotified } = await this.store.transaction({ step: 'watch-packages' }, (tx) =>
      this.#look(tx),
    );
    this.#after = last ?? beginning;
    this.onLook(unnotified);
    return last !== undefined;
  }

  async #look(
    tx: Tx,
  ): Promise<{ readonly last: string | undefined; readonly unnotified: UnnotifiedRecipients }> {
    await this.trust.refresh(tx);
    const peers = this.trust.peers().listPeers();
    const ended = endedOf(this.trust, [this.trust.state, ...peers.map(({ peer }) => peer)]);
    const touched = await this.#life.touched(tx, ended, { after: this.#after, limit: batchSize });
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
    const last = touched.length === batchSize ? touched.at(-1)?.id : undefined;
    return { last, unnotified: await this.#life.countUnnotified(tx) };
    // Durable now: the concerns, and that recipients must be informed.
  }
}
