import { timestamp } from '#kernel';
import type { Peer } from '#capabilities/directory/peers.model';
import type { Due } from '#store';
import { versionWith } from '../links/link-protocol.js';
import type { LinkTurns } from '../links/link-turns.js';
import type { StatementSender } from './statement-sender.js';
import { directoriesSql, type Mailbox } from '#mailbox';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';

const hour = 3600 * 1000;
const freshFor = 24 * hour;

/** Sends each neighbour new entries of our directory, and requests missing entries of the neighbour's directory. */
export class SendDirectory {
  #seen = '';
  readonly due: Due = {
    sql: directoriesSql,
    isDue: (sent: Readonly<Record<string, number>> | null) =>
      this.#seen !== this.#versions() ||
      this.trust
        .peers()
        .listPeers()
        .some(({ linkId }) => (sent?.[linkId] ?? -1) < this.trust.own().version),
  };

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly sender: StatementSender,
    private readonly turns: LinkTurns,
  ) {}

  async run(): Promise<number> {
    const peers = await this.store.transaction({ step: 'send-directory' }, async (tx) => {
      await this.trust.refresh(tx);
      const known = this.trust.peers().listPeers();
      for (const { linkId, peer } of known) await this.mailbox.links.ensure(tx, linkId, peer);
      return known;
    });
    const seen = this.#versions();
    // One transaction per neighbour: one without a usable key must not keep a suspension from the others.
    const sent = await this.turns.sum(peers, performance.now(), (peer) =>
      this.store.transaction({ step: 'send-directory' }, (tx) => this.tell(tx, peer)),
    );
    this.#seen = seen;
    return sent;
  }

  #versions(): string {
    const { trust } = this;
    const { directory, peers } = trust.ownHeads().now;
    const known = trust
      .peers()
      .listPeers()
      .map(({ peer }) => `${peer} ${trust.version(peer)}`);
    return [directory?.version, peers?.version, ...known].join();
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
    const { verifiedUpTo } = await this.mailbox.links.read(tx, linkId);
    const to = { linkId, peer, rack: verifiedUpTo };
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
