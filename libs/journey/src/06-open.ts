import type { Cases } from '#capabilities/cases';
import {
  laneOf,
  priorities,
  priorityOf,
  requireCompleteEnough,
  type Envelope,
  type LinkId,
  type StateCode,
} from '#kernel';
import { requireAgreedLimits } from '#capabilities/deadlines/agreed-limits.model';
import {
  overLimits,
  type AttachmentLimits,
} from '#capabilities/attachments/attachment-limits.rules';
import { glimpse, openDispatch, type Expectation } from './open/check-dispatch.js';
import { openStatement } from './statements/check-statement.js';
import { dueIf } from '#store';
import { ExchangeError } from '#threads';
import { requireEnclosed } from './open/check-enclosed.js';
import type { HandleStatement } from './statements/handle-statement.js';
import { requireOpenable, type HandlingLimits } from './submit/handling-limits.js';
import { LifeInTurn } from './life-first.js';
import { belowFloor } from './links/link-protocol.js';
import { OpenedAhead } from './open/opened-ahead.js';
import { runAsideOfPoison, type One } from './rows-fault.js';
import { beforeFiling } from './capabilities.js';
import { requireAlone } from './run-capabilities.js';
import { SettleDeliveries } from './open/settle-deliveries.js';
import { type Judged, openFailed, refusal, type Verdict } from './open/verdict.js';
import { wentBack } from './open/went-back.js';
import type { Journal } from '#journal';
import { openableSql, type DueDelivery, type Mailbox, type Protocols, type Seen } from '#mailbox';
import type { PrivateKey } from '#seal';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';

const mostOpened = 24;

/** Deliveries at which one run looks ahead, and how long the oldest has waited before any does. */
const aheadSize = 240;
const behindMs = 1_000;

/** Longest time of one look ahead: what a message costs is for the neighbour to choose. Two batches in any case: one is opened. */
const lookMs = 500;
const leastLooked = 2 * mostOpened;

const isLife = ({ lane }: DueDelivery): boolean => lane === priorities.RISK_TO_LIFE;

const isSame = (row: DueDelivery, other: DueDelivery | undefined): boolean =>
  row.linkId === other?.linkId && row.messageId === other.messageId;

/**
 * Step 6: decrypts, checks by the protocol's list, files into the thread or quarantines. Crypto runs side by side; then
 * the batch is settled in the order of arrival, in one transaction. `keys` gives the decryption keys as they are now.
 */
export class OpenDelivery {
  readonly due = dueIf(openableSql);
  private readonly turns = new LifeInTurn();
  private readonly opened = new OpenedAhead();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly statements: HandleStatement,
    private readonly keys: () => Promise<readonly PrivateKey[]>,
    private readonly limits: AttachmentLimits & HandlingLimits,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** True when more may be due already. */
  run(): Promise<boolean> {
    return runAsideOfPoison<DueDelivery>((one) => this.batch(one));
  }

  private async batch(one?: One<DueDelivery>): Promise<boolean> {
    const batch = await this.store.transaction({ step: 'open-delivery' }, async (tx) => {
      await this.trust.refresh(tx);
      // What came from a State that is no neighbour any more waits: nothing is lost if it becomes one again.
      const links = this.trust
        .peers()
        .list()
        .map(({ linkId }) => linkId);
      let claimed = await this.mailbox.deliveries.claim(tx, links, mostOpened);
      if (claimed.more && this.isBehind(claimed.rows) && (await this.lookAhead(tx, links)))
        claimed = await this.mailbox.deliveries.claim(tx, links, mostOpened);
      const turn = this.turns.next(claimed.rows, isLife, ({ statement }) => statement);
      const more = claimed.more || turn.rows.length < claimed.rows.length;
      const rows = one === undefined ? turn.rows : turn.rows.slice(0, 1);
      if (rows.length === 0) return undefined;
      const waiting = await this.waitingPeers(tx, rows, claimed.protocols);
      // After the claim: whatever these are sealed to was in the key files before a neighbour could know of it.
      const keys = await this.keys();
      if (one !== undefined) one.claimed = rows[0];
      const verdicts = await Promise.all(
        rows.map(async (row) => ({
          row,
          ...(isSame(row, one?.doomed)
            ? { verdict: openFailed(one?.error) }
            : await this.look(row, keys, waiting)),
        })),
      );
      const { cases, mailbox, journal, statements, trust } = this;
      const settle = new SettleDeliveries(tx, cases, mailbox, journal, statements, trust);
      const settled = await settle.run(verdicts);
      return { alone: turn.alone, more: more || settled < rows.length };
    });
    // Durable now: thread or quarantine, entries, receipt due. IssueReceipts resumes once they are released.
    if (batch === undefined) return false;
    this.turns.took({ alone: batch.alone && one === undefined });
    return batch.more;
  }

  /** Neighbours whose documents wait for a directory, or for a version that both speak. Statements are never held up. */
  private async waitingPeers(
    tx: Tx,
    rows: readonly DueDelivery[],
    protocols: Protocols,
  ): Promise<ReadonlySet<StateCode>> {
    if (rows.every(({ statement }) => statement)) return new Set();
    const lapsed = await this.trust.lapsed(tx, this.now());
    const below = belowFloor(this.trust, protocols);
    return new Set([...lapsed, ...below]);
  }

  private isBehind(rows: readonly DueDelivery[]): boolean {
    const since = this.now().getTime() - behindMs;
    return rows.some(({ receivedAt }) => receivedAt.getTime() < since);
  }

  /**
   * Nothing outside the ciphertext says what is urgent. So where more waits than can be opened soon, it is decrypted first for
   * its lane alone, which is less than opening it: a risk to life, or a stop-word, passes what came before it. What was decrypted
   * is kept for its turn. True when lanes were noted.
   */
  private async lookAhead(tx: Tx, links: readonly LinkId[]): Promise<boolean> {
    const rows = await this.mailbox.deliveries.notSeen(tx, links, aheadSize);
    if (rows.length === 0) return false;
    const keys = await this.keys();
    const end = performance.now() + lookMs;
    const seen: Seen[] = [];
    while (seen.length < rows.length && (seen.length < leastLooked || performance.now() < end)) {
      const next = rows.slice(seen.length, seen.length + mostOpened);
      seen.push(...(await Promise.all(next.map((row) => this.see(row, keys)))));
    }
    await this.mailbox.deliveries.noteLanes(tx, seen);
    return true;
  }

  /** What does not open is refused when its turn comes. */
  private async see(row: DueDelivery, keys: readonly PrivateKey[]): Promise<Seen> {
    const last = { row, thread: null, lane: priorities.NORMAL };
    try {
      const expect = { ...this.expectation(row, keys), opening: this.opened.ahead(row) };
      const document = await glimpse(row.ciphertext, expect);
      if (document === null) return last;
      return { row, thread: document.thread, lane: laneOf(document, priorityOf(document)) };
    } catch (error) {
      refusal(error);
      return last;
    }
  }

  private async look(
    row: DueDelivery,
    keys: readonly PrivateKey[],
    waiting: ReadonlySet<StateCode>,
  ): Promise<Judged> {
    let older: Envelope | undefined;
    const verdict = await this.judge(row, keys, waiting, (envelope) => {
      if (wentBack(envelope, this.trust.lastSaid(envelope.from))) older = envelope;
    });
    return { verdict, older };
  }

  private async judge(
    row: DueDelivery,
    keys: readonly PrivateKey[],
    waiting: ReadonlySet<StateCode>,
    onEnvelope: Expectation['onEnvelope'],
  ): Promise<Verdict> {
    try {
      const expect = { ...this.expectation(row, keys), onEnvelope };
      if (row.statement)
        return { as: 'statement', opened: await openStatement(row.ciphertext, expect) };
      // A suspension may not have reached us, or the version is below what was used: a new directory is awaited.
      if (waiting.has(expect.peer)) return { as: 'waits' };
      const opening = this.opened.inTurn(row);
      const message = await openDispatch(row.ciphertext, { ...expect, opening });
      if (message === 'DIRECTORY') return { as: 'waits' };
      const tooMuch = overLimits(message.document.attachments, this.limits);
      if (tooMuch !== undefined) throw tooMuch;
      requireOpenable(message.document, this.limits);
      const sealedAt = new Date(message.envelope.sealedAt);
      const { document, peerDirectory } = message;
      const posted = await requireEnclosed(this.trust, document, peerDirectory, sealedAt);
      requireCompleteEnough(document);
      requireAlone(beforeFiling, { document, at: message.envelope.sealedAt }, 'FILING');
      requireAgreedLimits(message.document, this.trust.own(), message.peerDirectory);
      return { as: 'dispatch', message, posted };
    } catch (error) {
      return refusal(error);
    }
  }

  private expectation(
    { linkId, messageId }: DueDelivery,
    keys: readonly PrivateKey[],
  ): Expectation {
    const peer = this.trust.peers().byLink(linkId);
    if (peer === undefined) throw new ExchangeError('PEER_NOT_CONFIRMED');
    return {
      messageId,
      link: linkId,
      own: this.trust.state,
      peer: peer.peer,
      keys,
      peerDirectory: this.trust.of(peer.peer),
      ownDirectory: this.trust.own(),
      compare: (point) => this.trust.compare(peer.peer, point),
      onEnvelope: () => undefined,
      now: this.now(),
    };
  }
}
