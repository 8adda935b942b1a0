import type { LinkId } from '#kernel';
import type { LinksSeen } from '#border';
import type { Mailbox } from '#mailbox';
import type { Store } from '#store';

export class NoteLinks {
  constructor(
    private readonly store: Store,
    private readonly mailbox: Mailbox,
    private readonly border: { seenLinks(links: readonly LinkId[]): Promise<LinksSeen> },
    private readonly links: () => readonly LinkId[],
  ) {}

  async run(): Promise<void> {
    const links = this.links();
    if (links.length === 0) return;
    const { live, failure } = await this.border.seenLinks(links);
    if (live.size > 0)
      await this.store.transaction({ step: 'note-links' }, (tx) => {
        this.mailbox.links.looked(tx, live);
        return Promise.resolve();
        // Durable now: what was seen of each link, and when.
      });
    // A link that cannot be seen is neither up nor down, and does not hide the others.
    if (failure !== undefined) throw failure;
  }
}
