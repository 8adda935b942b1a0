import { Injectable } from '@nestjs/common';
import { Uploads } from './uploads.rows.js';
import { discarded } from '#capabilities/audit/views.events';
import { ObjectStore } from '#objects';
import { Journal } from '#journal';
import { Store } from '#store';

/** Uploads in one run; the next follows at once while there are more. */
const most = 100;
const context = { step: 'sweep-uploads' } as const;

/**
 * Removes attachments that were uploaded but that no document named within a day: their chunks, then their keys. The
 * log says that they came and that they went. A crash in between is resumed.
 */
@Injectable()
export class SweepUploads {
  constructor(
    private readonly store: Store,
    private readonly uploads: Uploads,
    private readonly objects: ObjectStore,
    private readonly journal: Journal,
  ) {}

  /** Returns whether more may be due. @throws ObjectsError OBJECT_STORE_FAILED */
  async run(): Promise<boolean> {
    const [abandoned, taken] = await this.store.transaction(context, async (tx) => {
      const gone = await this.uploads.abandon(tx, most);
      const forgotten = await this.uploads.forgetTaken(tx, most);
      // What an earlier run took away was told by that run.
      await this.journal.recordAll(tx, gone.filter(({ fresh }) => fresh).map(discarded));
      return [gone, forgotten] as const;
    });
    // Durable now: no document can take these. Only then their chunks may go.
    for (const { root } of abandoned) await this.objects.remove(root);
    if (abandoned.length > 0)
      await this.store.transaction(context, (tx) =>
        this.uploads.forget(
          tx,
          abandoned.map(({ id }) => id),
        ),
      );
    return abandoned.length === most || taken === most;
  }
}
