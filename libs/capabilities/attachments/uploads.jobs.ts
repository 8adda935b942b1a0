import { Injectable } from '@nestjs/common';
import { Uploads } from './uploads.rows.js';
import { discarded } from '#capabilities/audit/views.events';
import { ObjectStore } from '#objects';
import { Journal } from '#journal';
import { LeftOut, tryEach } from '#kernel';
import { Store } from '#store';

const most = 100;
const context = { step: 'sweep-uploads' } as const;

/** Deletes uploads that no document named within a day: first the chunks, then the row. After a crash the next run continues. */
@Injectable()
export class SweepUploads {
  readonly #left = new LeftOut<string>();

  constructor(
    private readonly store: Store,
    private readonly uploads: Uploads,
    private readonly objects: ObjectStore,
    private readonly journal: Journal,
  ) {}

  /** Removes abandoned uploads. Returns true if more wait. @throws the first failure to remove one, after all others */
  async run(): Promise<boolean> {
    const [abandoned, taken] = await this.store.transaction(context, async (tx) => {
      const gone = await this.uploads.abandon(tx, most, this.#left.items);
      const forgotten = await this.uploads.forgetTaken(tx, most);
      // Uploads marked by an earlier run were logged by that run.
      await this.journal.recordAll(tx, gone.filter(({ fresh }) => fresh).map(discarded));
      return [gone, forgotten] as const;
    });
    // Durable now: no document can claim these uploads. Only now may their chunks go.
    const removed: string[] = [];
    try {
      await tryEach(abandoned, async ({ id, root }) => {
        await this.objects.remove(root);
        removed.push(id);
      });
    } finally {
      const failed = abandoned.map(({ id }) => id).filter((id) => !removed.includes(id));
      this.#left.noteBatch(failed, abandoned.length < most);
      if (removed.length > 0)
        await this.store.transaction(context, (tx) => this.uploads.forget(tx, removed));
    }
    return abandoned.length === most || taken === most;
  }
}
