import type { LinkId } from '#kernel';
import type { Mailbox } from '#mailbox';
import type { Store } from '#store';

export class NoteLinks {
  constructor(
    private readonly store: Store,
    private readonly mailbox: Mailbox,
    private readonly border: { upLinks(links: readonly LinkId[]): Promise<ReadonlySet<LinkId>> },
    private readonly links: () => readonly LinkId[],
  ) {}

  async run(): Promise<void> {
    const links = this.links();
    if (links.length === 0) return;
    const up = await this.border.upLinks(links);
    await this.store.transaction({ step: 'note-links' }, (tx) => {
      this.mailbox.links.looked(tx, links, up);
      return Promise.resolve();
      // Durable now: what was seen of each link, and when.
    });
  }
}
