import { assertAgreedLimits } from '#capabilities/deadlines/agreed-limits.model';
import {
  overLimits,
  type AttachmentLimits,
} from '#capabilities/attachments/attachment-limits.rules';
import {
  carriedPriority,
  priorities,
  priorityOf,
  assertCompleteEnough,
  type Envelope,
  type StateCode,
} from '#kernel';
import type { DueDelivery, Protocols, Seen } from '#mailbox';
import type { PrivateKey } from '#seal';
import type { Tx } from '#store';
import { ExchangeError } from '#threads';
import type { TrustStore } from '#trust';
import { beforeFiling } from '../capabilities.js';
import { belowMinimumVersion } from '../links/link-protocol.js';
import { assertAlone } from '../run-capabilities.js';
import { openStatement } from '../statements/check-statement.js';
import { assertOpenable, type HandlingLimits } from '../submit/handling-limits.js';
import { peekPriority, openDispatch, type Expectation } from './check-dispatch.js';
import { requireEnclosed } from './check-enclosed.js';
import { OpenedAhead } from './opened-ahead.js';
import { refusal, type Judged, type Verdict } from './verdict.js';
import { wentBack } from './went-back.js';

/**
 * Decrypts and verifies one received message and returns a verdict: file it, wait, or refuse it. Writes nothing:
 * `settle-deliveries.ts` acts on the verdict.
 */
export class JudgeDelivery {
  private readonly opened = new OpenedAhead();

  constructor(
    private readonly trust: TrustStore,
    readonly keys: () => Promise<readonly PrivateKey[]>,
    private readonly limits: AttachmentLimits & HandlingLimits,
    readonly now: () => Date = () => new Date(),
  ) {}

  async waitingPeers(
    tx: Tx,
    rows: readonly DueDelivery[],
    protocols: Protocols,
  ): Promise<ReadonlySet<StateCode>> {
    if (rows.every(({ statement }) => statement)) return new Set();
    const lapsed = await this.trust.lapsed(tx, this.now());
    const below = belowMinimumVersion(this.trust, protocols);
    return new Set([...lapsed, ...below]);
  }

  async see(row: DueDelivery, keys: readonly PrivateKey[]): Promise<Seen> {
    const last = { row, thread: null, priority: priorities.NORMAL };
    try {
      const expect = { ...this.expectation(row, keys), opening: this.opened.ahead(row) };
      const document = await peekPriority(row.ciphertext, expect);
      if (document === null) return last;
      return {
        row,
        thread: document.thread,
        priority: carriedPriority(document, priorityOf(document)),
      };
    } catch (error) {
      refusal(error);
      return last;
    }
  }

  async look(
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
      // Waits for a new directory: a suspension may be missing here, or the protocol version is below the last one.
      if (waiting.has(expect.peer)) return { as: 'waits' };
      const opening = this.opened.inTurn(row);
      const message = await openDispatch(row.ciphertext, { ...expect, opening });
      if (message === 'DIRECTORY') return { as: 'waits' };
      const tooMuch = overLimits(message.document.attachments, this.limits);
      if (tooMuch !== undefined) throw tooMuch;
      assertOpenable(message.document, this.limits);
      const sealedAt = new Date(message.envelope.sealedAt);
      const { document, peerDirectory } = message;
      const posted = await requireEnclosed(this.trust, document, peerDirectory, sealedAt);
      assertCompleteEnough(document);
      assertAlone(beforeFiling, { document, at: message.envelope.sealedAt }, 'FILING');
      assertAgreedLimits(message.document, this.trust.own(), message.peerDirectory);
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
      peerDirectory: this.trust.directoryOf(peer.peer),
      ownDirectory: this.trust.own(),
      compare: (point) => this.trust.compare(peer.peer, point),
      onEnvelope: () => undefined,
      now: this.now(),
    };
  }
}
