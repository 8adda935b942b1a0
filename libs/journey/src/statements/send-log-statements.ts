import { timestamp } from '#kernel';
import type { Peer } from '#capabilities/directory/peers.model';
import { dueIf } from '#store';
import type { LinkTurns } from '../links/link-turns.js';
import type { StatementSender } from './statement-sender.js';
import { type Mailbox, sayableSql } from '#mailbox';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { sha256 } from '#wire';

/** Seals the waiting statements of services that have no signing key. */
export class SendLogStatements {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly sender: StatementSender,
    private readonly turns: LinkTurns,
  ) {}

  readonly due = dueIf(sayableSql);

  async run(): Promise<false> {
    const links = await this.store.transaction({ step: 'send-log-statements' }, async (tx) => {
      await this.trust.refresh(tx);
      return this.trust.peers().listPeers();
    });
    await this.turns.each(links, performance.now(), (link) =>
      this.store.transaction({ step: 'send-log-statements' }, (tx) => this.link(tx, link)),
    );
    return false;
  }

  private async link(tx: Tx, { linkId, peer }: Peer): Promise<void> {
    if (await this.mailbox.outbox.statementsPile(tx, linkId)) return;
    // The peer's key is unknown until its directory arrives.
    const now = timestamp(new Date());
    if (this.trust.directoryOf(peer).stateKey('gateway-encryption', now) === undefined) return;
    const due = await this.mailbox.logStatements.takeDue(tx, linkId);
    if (due.length === 0) return;
    const { verifiedUpTo } = await this.mailbox.links.read(tx, linkId);
    for (const { kind, body } of due) {
      const signed = await this.sender.send(tx, { linkId, peer, rack: verifiedUpTo }, kind, body);
      // A report signed by this State is proof for itself too.
      if ('report' in body && body.report !== '')
        this.mailbox.logStatements.keepOwn(tx, linkId, body, {
          ...signed,
          sha256: sha256(signed.bytes),
        });
    }
  }
}
