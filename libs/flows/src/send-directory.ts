import { timestamp } from '#model';
import type { Mailbox } from '#mailbox';
import type { Store } from '#store';
import type { TrustStore } from '#trust';
import type { StatementSender } from './statement-sender.js';

const hour = 3600 * 1000;
/** A freshness statement holds for 24 h and is renewed long before. */
const freshFor = 24 * hour;

/**
 * Sends each neighbour what is new in this State's directory, renews its freshness every few hours, asks for what we
 * miss of the neighbour's. The statement grants nothing: every entry in it is signed by persons.
 */
export class SendDirectory {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly sender: StatementSender,
  ) {}

  /** Returns how many statements left. */
  run(): Promise<number> {
    return this.store.transaction({ step: 'send-directory' }, async (tx) => {
      await this.trust.refresh(tx);
      let sent = 0;
      for (const peer of this.trust.peers().list()) {
        await this.mailbox.links.ensure(tx, peer.linkId, peer.peer);
        const link = await this.mailbox.links.lockDirectory(tx, peer.linkId);
        const { rackIn } = await this.mailbox.links.read(tx, peer.linkId);
        const to = { linkId: peer.linkId, peer: peer.peer, rack: rackIn };
        const { version } = this.trust.own();
        if (link.directorySent < version || link.directoryStale) {
          const from = Math.min(link.directorySent, version);
          const part = await this.trust.entriesFrom(tx, from);
          await this.sender.send(tx, to, 'directory', {
            ...part,
            freshUntil: timestamp(new Date(Date.now() + freshFor)),
          });
          await this.mailbox.links.directorySent(tx, peer.linkId, part.point.version);
          sent += 1;
        }
        const piled = await this.mailbox.outbox.statementsPile(tx, peer.linkId);
        if (link.directoryWanted !== null && !piled) {
          await this.sender.send(tx, to, 'resend-request', {
            seqs: [],
            directoryFrom: link.directoryWanted,
          });
          await this.mailbox.links.directoryAsked(tx, peer.linkId);
          sent += 1;
        }
      }
      return sent;
    });
  }
}
