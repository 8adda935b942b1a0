import { timestamp, type Peer } from '#model';
import type { Mailbox } from '#mailbox';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { versionWith } from './link-protocol.js';
import type { LinkTurns } from './link-turns.js';
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
    private readonly turns: LinkTurns,
  ) {}

  /** Returns how many statements left. */
  async run(): Promise<number> {
    const peers = await this.store.transaction({ step: 'send-directory' }, async (tx) => {
      await this.trust.refresh(tx);
      const known = this.trust.peers().list();
      for (const { linkId, peer } of known) await this.mailbox.links.ensure(tx, linkId, peer);
      return known;
    });
    // Each neighbour in a transaction of its own: one without a usable key must not keep a suspension from the others.
    return this.turns.sum(peers, performance.now(), (peer) =>
      this.store.transaction({ step: 'send-directory' }, (tx) => this.tell(tx, peer)),
    );
  }

  private async tell(tx: Tx, { linkId, peer }: Peer): Promise<number> {
    await this.trust.refresh(tx);
    const confirmed = this.trust.peers().peer(peer);
    // Removed meanwhile.
    if (confirmed?.linkId !== linkId) return 0;
    const spoken = versionWith(this.trust, confirmed);
    if (spoken !== undefined)
      await this.mailbox.links.noteProtocol(tx, linkId, confirmed.version, spoken);
    let sent = 0;
    const link = await this.mailbox.links.lockDirectory(tx, linkId);
    const { rackIn } = await this.mailbox.links.read(tx, linkId);
    const to = { linkId, peer, rack: rackIn };
    const { version } = this.trust.own();
    if (link.directorySent < version || link.directoryStale) {
      const from = Math.min(link.directorySent, version);
      const part = await this.trust.entriesFrom(tx, from);
      await this.sender.send(tx, to, 'directory', {
        ...part,
        freshUntil: timestamp(new Date(Date.now() + freshFor)),
      });
      await this.mailbox.links.directorySent(tx, linkId, part.point.version);
      sent += 1;
    }
    const piled = await this.mailbox.outbox.statementsPile(tx, linkId);
    if (link.directoryWanted !== null && !piled) {
      await this.sender.send(tx, to, 'resend-request', {
        seqs: [],
        directoryFrom: link.directoryWanted,
      });
      await this.mailbox.links.directoryAsked(tx, linkId);
      sent += 1;
    }
    return sent;
  }
}
