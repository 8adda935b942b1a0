import type { Journal, Reconciliation } from '#journal';
import type { Mailbox } from '#mailbox';
import type { Peer } from '#capabilities/directory/peers.model';
import { givenAfter } from './reconciliation.queries.js';
import { isFull } from './reconciliation.rules.js';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';

/**
 * Starts the daily reconciliation on a link, or restarts it after ten minutes without progress. If the neighbour starts it,
 * only resends an unanswered report.
 */
export class OpenReconciliation {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
  ) {}

  run(day?: string): Promise<number> {
    return this.store.transaction({ step: 'open-reconciliation' }, async (tx) => {
      await this.trust.refresh(tx);
      const wanted = day ?? (await this.journal.reconciliations.yesterday(tx));
      let begun = 0;
      for (const peer of this.trust.peers().listPeers())
        if (peer.end === 2) await this.remind(tx, peer);
        else if (await this.begin(tx, peer, wanted)) begun += 1;
      return begun;
    });
  }

  private async begin(tx: Tx, { linkId }: Peer, day: string): Promise<boolean> {
    const { reconciliations } = this.journal;
    const newest = await reconciliations.newest(tx, linkId);
    const part = partAfter(newest, day);
    if (part === undefined) return false;
    const before = await reconciliations.before(tx, linkId, part);
    const own = await givenAfter(tx, this.mailbox.ledgers, linkId, before);
    reconciliations.begin(tx, linkId, part, { phase: 'OPEN', own, peer: null });
    this.mailbox.logStatements.say(tx, linkId, 'reconciliation', {
      phase: 'OPEN',
      ...part,
      given: own,
      taken: null,
      rows: [],
      report: '',
    });
    return true;
  }

  private async remind(tx: Tx, { linkId }: Peer): Promise<void> {
    const unanswered = await this.journal.reconciliations.unanswered(tx, linkId);
    if (unanswered?.report == null) return;
    const { day, part, report } = unanswered;
    this.journal.reconciliations.proceed(tx, linkId, unanswered, { phase: 'REPORT' });
    this.mailbox.logStatements.say(tx, linkId, 'reconciliation', {
      phase: 'REPORT',
      day,
      part,
      given: null,
      taken: null,
      rows: [],
      report,
    });
  }
}

function partAfter(
  newest: Reconciliation | undefined,
  day: string,
): { readonly day: string; readonly part: number } | undefined {
  if (newest === undefined || (newest.phase === 'SIGNED' && newest.day < day))
    return { day, part: 0 };
  if (newest.phase !== 'SIGNED')
    return newest.stalled ? { day: newest.day, part: newest.part } : undefined;
  return isFull(newest) ? { day: newest.day, part: newest.part + 1 } : undefined;
}
