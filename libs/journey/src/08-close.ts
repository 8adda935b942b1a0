import {
  type DocumentId,
  countedReceipt,
  isSettled,
  timestamp,
  type CodedError,
  type LinkId,
  type MessageId,
  type Receipt,
  type Statement,
  phrase,
} from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import { revertVoided, ExchangeError } from '#threads';
import type { Cases } from '#capabilities/cases';
import type { OpenedStatement } from './statements/check-statement.js';
import { receiptLogged } from './events.js';
import { loadEmergencyAccesses } from '#capabilities/disclosure/forwards/notify-upstream.facts';
import {
  decideUpstreamNotices,
  type Onward,
} from '#capabilities/disclosure/forwards/notify-upstream.rules';
import { type Draft, object, WitnessedLogs } from '#journal';
import { type LookedUp, type Mailbox, MailboxError, type SentMessage } from '#mailbox';
import { Transfers } from '#objects';
import type { Tx } from '#store';
import { openCheckpoint, parseVerifierKey, type OpenedCheckpoint } from '#tlog';
import { receiptFlaw, saysPossible } from '#trust';
import { canonicalJson, sha256 } from '#wire';

export interface Handled {
  readonly drafts: readonly Draft[];
  readonly alarms?: readonly CodedError[];
  readonly onward?: readonly Onward[];
  readonly issued?: number | undefined;
}

export interface ReceivedReceipts {
  readonly opened: OpenedStatement;
  readonly statement: Statement<'receipt-batch'>;
  readonly directory: Directory;
  readonly before: readonly Pick<Onward, 'due'>[];
}

interface Verified {
  readonly point: OpenedCheckpoint;
  readonly ours: Ours;
}

type Recorded = Pick<Handled, 'drafts' | 'issued'> & {
  readonly onward: readonly Onward[];
  readonly more: boolean;
};

/**
 * Step 8: verifies receipts against our outbox and the peer's signed log, stores the proof, and closes messages on OPENED or
 * REJECTED.
 */
export class AcceptReceipts {
  private readonly transfers = new Transfers();
  private readonly logs = new WitnessedLogs();

  constructor(
    private readonly mailbox: Mailbox,
    private readonly cases: Cases,
  ) {}

  /**
   * Processes a receipt batch. Returns events to record and alarms, such as about a receipt for bytes that we never sent.
   * @throws ExchangeError RECEIPT_INVALID if one receipt is invalid; nothing of the batch is stored
   */
  async acceptReceipts(tx: Tx, linkId: LinkId, received: ReceivedReceipts): Promise<Handled> {
    const { statement, directory } = received;
    const { receipts, checkpoint, objects } = statement.body;
    if (receipts.length === 0) {
      // Locks the link before its transfers, as receipts do: in two orders, two openers would deadlock.
      const issued = await this.mailbox.links.raiseProgress(tx, linkId, {
        acknowledgedUpTo: statement.rack,
      });
      await this.transfers.reported(tx, linkId, objects);
      return { drafts: [], issued };
    }
    const point = openPeerCheckpoint(checkpoint, statement, directory);
    const found = await this.mailbox.receipts.lookUp(tx, linkId, receipts);
    const ours = oursOf(receipts, found);
    checkNumbers(receipts, found, ours);
    for (const receipt of receipts) {
      const flaw = receiptFlaw(receipt, point);
      if (flaw !== undefined) throw new ExchangeError('RECEIPT_INVALID', flaw);
    }
    await this.transfers.reported(tx, linkId, objects);
    const verified = { point, ours };
    const { drafts, issued, onward, more } = await this.storeReceipts(
      tx,
      linkId,
      received,
      verified,
    );
    // A repetition records nothing.
    if (drafts.length === 0) return { drafts };
    const alarms = [...alarmsOf(statement, ours), ...(more ? await this.tooMany(tx, linkId) : [])];
    return { drafts, onward, alarms, issued };
  }

  private async storeReceipts(
    tx: Tx,
    linkId: LinkId,
    { opened, statement, before }: ReceivedReceipts,
    { point, ours }: Verified,
  ): Promise<Recorded> {
    const { receipts, checkpoint } = statement.body;
    const fresh = await this.mailbox.receipts.storeReceipts(
      tx,
      linkId,
      { bytes: opened.bytes, signature: opened.signature, sha256: sha256(opened.bytes) },
      receipts.map((receipt) => ({
        receipt,
        about: aboutOf(receipt, ours),
        bytes: canonicalJson(receipt),
      })),
    );
    if (fresh.size === 0) return { drafts: [], issued: undefined, onward: [], more: false };
    // Stored until the neighbour proves that it precedes a tree which we cosigned as witness.
    this.logs.note(tx, statement.from, point, checkpoint);
    const news = receipts.filter((receipt) => fresh.has(receipt.rseq));
    const own = news.filter((receipt) => ours.has(receipt));
    const closed = await this.close(tx, linkId, own);
    // The neighbour's clock starts here; ours shows the same.
    await this.cases.clocks.delivered(
      tx,
      news.flatMap((receipt) => {
        const counts = ours.get(receipt);
        return counts === undefined ? [] : [{ dispatch: counts.dispatch, at: counts.at }];
      }),
    );
    await this.undo(
      tx,
      own.filter(({ messageId }) => closed.has(messageId)),
    );
    const { origin, size, root } = point;
    const issued = await this.mailbox.links.raiseProgress(tx, linkId, {
      acknowledgedUpTo: statement.rack,
      peerCheckpoint: { origin, size, root: Buffer.from(root).toString('base64') },
    });
    // A refused transfer notice brings the thread back.
    if (news.some(({ stage }) => stage === 'REJECTED')) tx.wake('move');
    const { cases, mailbox } = this;
    const from = { linkId, peer: statement.from, own: statement.to };
    const possibleReceipts = own.filter((receipt) => saysPossible(receipt, statement));
    const unnoticed = await cases.notices.storeEmergencyAccesses(tx, from, possibleReceipts);
    const facts = await loadEmergencyAccesses({ tx, cases, mailbox }, from, possibleReceipts);
    const { onward, more } = decideUpstreamNotices(from, possibleReceipts, facts, before);
    const note = object('checkpoint', Buffer.from(checkpoint, 'utf8'));
    const source = { checkpoint: note, linkId, peer: statement.from };
    return {
      issued,
      drafts: news.map((receipt) =>
        receiptLogged({ receipt, countedAt: ours.get(receipt)?.at, ...source }),
      ),
      onward,
      more: unnoticed || more,
    };
  }

  private async tooMany(tx: Tx, linkId: LinkId): Promise<MailboxError[]> {
    const code = 'GLASSES_TOO_MANY';
    const known = await this.mailbox.quarantine.withinDay(tx, linkId, code);
    return known ? [] : [new MailboxError(code)];
  }

  private async undo(tx: Tx, news: readonly Receipt[]): Promise<void> {
    const messages = news.flatMap(({ messageId, stage, code }) =>
      stage === 'REJECTED' && !isSettled(code) ? [messageId] : [],
    );
    if (messages.length === 0) return;
    await this.cases.clocks.set(tx, await revertVoided(tx, { messages }));
  }

  private async close(
    tx: Tx,
    linkId: LinkId,
    news: readonly Receipt[],
  ): Promise<ReadonlySet<MessageId>> {
    const closed = await this.mailbox.outbox.close(
      tx,
      news.flatMap(({ messageId, stage, code }) =>
        stage === 'OPENED' || stage === 'REJECTED' ? [{ messageId, outcome: stage, code }] : [],
      ),
    );
    const taken = new Set(news.flatMap((r) => (r.stage === 'OPENED' ? [r.messageId] : [])));
    await this.transfers.announce(
      tx,
      linkId,
      closed.flatMap(({ messageId, hasAttachments }) =>
        hasAttachments && taken.has(messageId) ? [messageId] : [],
      ),
    );
    return new Set(closed.map(({ messageId }) => messageId));
  }
}

/**
 * Asserts that receipt numbers are unique and each message of ours has at most one outcome. @throws ExchangeError
 * RECEIPT_INVALID
 */
function checkNumbers(receipts: readonly Receipt[], found: readonly LookedUp[], ours: Ours): void {
  const numbers = receipts.map(({ rseq }) => rseq);
  if (new Set(numbers).size < numbers.length)
    throw new ExchangeError('RECEIPT_INVALID', phrase`number twice`);
  const ends = receipts.filter(
    (receipt) => ours.has(receipt) && (receipt.stage === 'OPENED' || receipt.stage === 'REJECTED'),
  );
  if (new Set(ends.map(({ messageId }) => messageId)).size < ends.length)
    throw new ExchangeError('RECEIPT_INVALID', phrase`two outcomes`);
  for (const [i, receipt] of receipts.entries()) {
    const { stage, code } = receipt;
    const before = found[i]?.before;
    if (before === undefined) continue;
    if (before.about !== aboutOf(receipt, ours) || before.stage !== stage || before.code !== code)
      throw new ExchangeError('RECEIPT_INVALID', phrase`number of another receipt`);
  }
}

/**
 * Selects receipts for bytes that we sent on this link. Other receipts raise an alarm, not an error, so that injected frames
 * cannot make us refuse the batch.
 */
function oursOf(receipts: readonly Receipt[], found: readonly LookedUp[]): Ours {
  return new Map(
    receipts.flatMap((receipt, i) => {
      const message = found[i]?.sent;
      return message?.ciphertextSha256 === receipt.ciphertextSha256
        ? [[receipt, counted(receipt, message)]]
        : [];
    }),
  );
}

function alarmsOf(statement: Statement<'receipt-batch'>, ours: Ours): MailboxError[] {
  const { receipts } = statement.body;
  const alarms: MailboxError[] = [];
  if (ours.size < receipts.length) alarms.push(new MailboxError('RECEIPT_UNKNOWN_MESSAGE'));
  if ([...ours.values()].some(({ plausible }) => !plausible))
    alarms.push(new MailboxError('RECEIPT_TIME_IMPLAUSIBLE'));
  if (receipts.some((receipt) => !saysPossible(receipt, statement)))
    alarms.push(new MailboxError('GLASS_WAY_IMPOSSIBLE'));
  return alarms;
}

const counted = ({ at }: Receipt, { dispatch, sealedAt, now }: SentMessage): CountedReceipt => ({
  dispatch,
  ...countedReceipt(at, timestamp(sealedAt ?? now), now),
});

interface CountedReceipt extends ReturnType<typeof countedReceipt> {
  readonly dispatch: DocumentId;
}

type Ours = ReadonlyMap<Receipt, CountedReceipt>;

const aboutOf = (receipt: Receipt, ours: Ours): string =>
  ours.has(receipt) ? receipt.messageId : `bytes ${receipt.ciphertextSha256}`;

function openPeerCheckpoint(
  note: string,
  statement: Statement,
  directory: Directory,
): OpenedCheckpoint {
  const key = directory.logKeys.noteKey('log', statement.issuedAt);
  if (key === undefined) throw new ExchangeError('STATE_KEY_UNKNOWN', 'log');
  return openCheckpoint(Buffer.from(note, 'utf8'), parseVerifierKey(key.vkey));
}
