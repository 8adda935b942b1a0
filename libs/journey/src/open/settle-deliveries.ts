import {
  isKind,
  carriedPriority,
  priorities,
  type Document,
  type LinkId,
  type Priority,
  type ThreadState,
} from '#kernel';
import type { Cases } from '#capabilities/cases';
import type { Sources } from '#capabilities/capability';
import { type ThreadRecord, recordDisclosed, withEvents } from '#threads';
import { copying, inPlace } from '../capabilities.js';
import type { OpenedStatement } from '../statements/check-statement.js';
import { transferred } from '#capabilities/assignment/assignment.events';
import {
  chainBroken,
  closed,
  directoryOlder,
  filed,
  opened,
  received,
  refusalsMany,
  rejected,
} from '../events.js';
import { claimsAnchors, claimsReceipts } from './false-claims.js';
import { fileDeliveries, type PlacedInThread } from './file-deliveries.js';
import type { HandleStatement } from '../statements/handle-statement.js';
import type { Onward } from '#capabilities/disclosure/forwards/notify-upstream.rules';
import { itemOf, PlaceDeliveries, type Arrived, type Placed } from './place-deliveries.js';
import { followAll } from '../run-capabilities.js';
import { type Judged, refusal } from './verdict.js';
import { sealedObject, type Draft, type Journal, type Recorded } from '#journal';
import {
  acceptOnce,
  type RefusalTally,
  type DueDelivery,
  type Mailbox,
  type OpenedRow,
  type ReceiptDue,
  type RefusalKind,
} from '#mailbox';
import type { Tx } from '#store';
import { sha256 } from '#wire';

const maxRecorded = 512;

interface Note {
  readonly draft: Draft;
  readonly opened?: DueDelivery;
  readonly refused?: Refused;
  readonly arrived?: DueDelivery;
  readonly thread?: ThreadRecord;
  readonly priority?: Priority;
  readonly onward?: Onward['due'];
}

interface Followed {
  readonly followed: readonly Draft[];
  readonly copied: readonly Draft[];
}

interface Refused {
  readonly row: DueDelivery;
  readonly code: string;
  readonly detail: string | null;
  readonly kept: boolean;
}

interface Fate extends Pick<ReceiptDue, 'stage' | 'code'> {
  readonly priority?: Priority | undefined;
}

const isUnrecorded = ({ event, statement }: DueDelivery): boolean => event === null && !statement;

/** Files, refuses or postpones judged messages; one instance per batch. Writes log entries last, to lock the log only briefly. */
export class SettleDeliveries {
  readonly #notes: Note[] = [];
  readonly #opened: OpenedRow[] = [];
  readonly #places: PlaceDeliveries;
  readonly #older = new Map<string, Draft>();
  #tally: RefusalTally | undefined;
  #links: readonly LinkId[] = [];

  private readonly tx: Tx;
  private readonly cases: Cases;
  private readonly mailbox: Mailbox;

  constructor(
    private readonly sources: Sources,
    private readonly journal: Journal,
    private readonly statements: HandleStatement,
  ) {
    ({ tx: this.tx, cases: this.cases, mailbox: this.mailbox } = sources);
    this.#places = new PlaceDeliveries(sources, (row, code, detail) =>
      this.refuse(row, code, detail),
    );
  }

  async settleDeliveries(
    batch: readonly ({ readonly row: DueDelivery } & Judged)[],
  ): Promise<number> {
    const arrived: Arrived[] = [];
    for (const { row, older } of batch)
      if (older !== undefined) this.#older.set(row.messageId, directoryOlder(row, older));
    this.#links = [...new Set(batch.map(({ row }) => row.linkId))];
    for (const { row, verdict } of batch)
      switch (verdict.as) {
        case 'waits':
          await this.wait(row);
          break;
        case 'refused':
          await this.refuse(row, verdict.code, verdict.detail, 'SEALED');
          break;
        case 'statement':
          await this.handle(row, verdict.opened);
          break;
        case 'dispatch':
          arrived.push({ row, message: verdict.message, posted: verdict.posted });
      }
    const { placed, left } = await this.#places.placeDeliveries(arrived);
    const good = await this.accept(placed);
    await this.compare(good);
    await this.filePlaced(good);
    this.mailbox.deliveries.markOpened(this.tx, this.#opened);
    const many = (await this.#tally?.write()) ?? [];
    this.#notes.push(...many.map((row) => ({ draft: refusalsMany(row) })));
    await this.recordNotes();
    return batch.length - left;
  }

  private async wait(row: DueDelivery): Promise<void> {
    this.mailbox.deliveries.markWaiting(this.tx, row, 'DIRECTORY');
    await this.statements.askDirectory(this.tx, row.linkId, row.peer);
  }

  private async handle(row: DueDelivery, opened: OpenedStatement): Promise<void> {
    try {
      const before = this.#notes.flatMap(({ onward: due }) => (due === undefined ? [] : [{ due }]));
      const handled = await this.statements.handleStatement(this.tx, row.linkId, opened, before);
      const { drafts, alarms = [], onward = [] } = handled;
      this.#notes.push(...drafts.map((draft) => ({ draft })));
      for (const { draft, thread, due } of onward)
        // Erased here but not at the neighbour: logged, with nothing stored.
        this.#notes.push({
          draft,
          onward: due,
          ...(!this.cases.isErased(thread.id, thread) && { thread }),
        });
      if (alarms.length === 0)
        this.#opened.push({ row, kept: null, sessionKey: null, dispatch: null });
      for (const { code, detail } of alarms) await this.refuse(row, code, detail ?? null, 'ALARM');
    } catch (error) {
      const { code, detail } = refusal(error);
      await this.refuse(row, code, detail);
    }
  }

  /**
   * Replay protection: accepts each document id only once, even in a new envelope, and each message number of the link only
   * once.
   */
  private async accept(placed: readonly Placed[]): Promise<Placed[]> {
    const bringers = placed.map((each) => {
      const { row, message } = each;
      const { envelope, envelopeBytes, document } = message;
      return {
        placed: each,
        origin: envelope.from,
        document: document.id,
        messageId: row.messageId,
        documentSha256: envelope.documentSha256,
        linkId: row.linkId,
        seq: envelope.seq,
        envelopeSha256: sha256(envelopeBytes),
        prev: envelope.prev,
      };
    });
    const accepted = await acceptOnce(this.tx, bringers);
    const first = await this.only(bringers, accepted.fresh, 'DOCUMENT_REPLAYED');
    const good = await this.only(first, accepted.numbered, 'SEQUENCE_REUSED');
    return good.map((each) => each.placed);
  }

  private async compare(good: readonly Placed[]): Promise<void> {
    for (const linkId of new Set(good.map(({ row }) => row.linkId))) {
      const own = good.filter(({ row }) => row.linkId === linkId);
      const seqs = own.map(({ message }) => message.envelope.seq);
      const broken = await this.mailbox.links.chainBroken(this.tx, linkId, seqs);
      for (const { row, message } of own)
        if (broken.has(message.envelope.seq))
          this.#notes.push({ draft: chainBroken(row, message.envelope) });
      await this.acknowledged(linkId, own);
    }
    const claims = good.map(({ row: { messageId }, message: { envelope } }) => ({
      messageId,
      envelope,
    }));
    for (const draft of await claimsAnchors(this.tx, this.journal, claims))
      this.#notes.push({ draft });
  }

  private async acknowledged(linkId: LinkId, own: readonly Placed[]): Promise<void> {
    const [highest] = [...own].sort((a, b) => b.message.envelope.rack - a.message.envelope.rack);
    if (highest === undefined) return;
    const { row, message } = highest;
    const { rack, from: peer, seq } = message.envelope;
    const claimed = { link: linkId, peer, messageId: row.messageId, seq };
    const issued = await this.mailbox.links.raiseProgress(this.tx, linkId, {
      acknowledgedUpTo: rack,
    });
    if (rack <= issued) return;
    for (const draft of await claimsReceipts(this.tx, this.mailbox, claimed))
      this.#notes.push({ draft });
  }

  private async only<B extends { readonly placed: Placed }>(
    bringers: readonly B[],
    accepted: ReadonlySet<B>,
    code: string,
  ): Promise<B[]> {
    for (const each of bringers)
      if (!accepted.has(each)) await this.refuse(each.placed.row, code, null);
    return bringers.filter((each) => accepted.has(each));
  }

  private async filePlaced(placed: readonly Placed[]): Promise<void> {
    const { sources } = this;
    const { kept, states } = await fileDeliveries(this.tx, this.cases, placed);
    const items = kept.map(({ message, thread }) => itemOf(message, thread));
    const followed = await followAll(inPlace, sources, items);
    const copied = await followAll(copying, sources, items);
    for (const each of kept) {
      const { thread, message } = each;
      const { id } = message.document;
      await this.follow(each, states.get(id) ?? thread.state, {
        followed: followed.get(id) ?? [],
        copied: copied.get(id) ?? [],
      });
    }
  }

  private async follow(
    { row, message, thread, opens }: PlacedInThread,
    state: ThreadState,
    { followed, copied }: Followed,
  ): Promise<void> {
    this.tellOlder(row);
    const { document } = message;
    const kept = this.cases.protect(thread, `sealed:${row.messageId}`, row.ciphertext);
    // Once the subkey of this message is destroyed, only the session key decrypts it.
    const name = `session-key:${row.messageId}`;
    const sessionKey = this.cases.protect(thread, name, message.sessionKey);
    this.#opened.push({ row, kept, sessionKey, dispatch: document.id });
    this.recordArrival(row);
    if (isKind(document, 'transfer-notice')) await this.redirect(thread, document);
    if (opens) this.#notes.push({ draft: opened(thread, document) });
    this.#notes.push(...copied.map((draft) => ({ draft, thread })));
    const { decrypted, accepted } = filed(row, thread, message);
    this.#notes.push(
      { draft: decrypted },
      {
        draft: accepted,
        opened: row,
        thread,
        priority: carriedPriority(document, thread.priority),
      },
      ...closed(thread, state).map((draft) => ({ draft })),
      ...followed.map((draft) => ({ draft })),
    );
  }

  /** Stores the neighbour's new authority for the thread. Keeps the former authority too, because earlier documents name it. */
  private async redirect(
    thread: ThreadRecord,
    { from, body }: Document<'transfer-notice'>,
  ): Promise<void> {
    await this.cases.transfer.redirect(this.tx, thread, body.authority);
    this.#notes.push({ draft: transferred(thread, from.authority, body.authority) });
  }

  private recordArrival(row: DueDelivery): void {
    if (!isUnrecorded(row)) return;
    this.#notes.push({
      draft: received(row, row.linkId, row.peer, row.receivedAt),
      arrived: row,
    });
  }

  /** Quarantines and logs a refused message. Beyond the daily limit, only counts messages not yet logged. */
  private async refuse(
    row: DueDelivery,
    code: string,
    detail: string | null,
    how: RefusalKind = 'OPENED',
  ): Promise<void> {
    this.#tally ??= await this.mailbox.refusals.tally(this.tx, this.#links);
    // Junk must not use up the room for evidence against a State.
    const kind = this.#older.has(row.messageId) ? 'ALARM' : how;
    const kept = this.#tally.countRefusal(row, kind, row.ciphertext.length);
    if (!kept && row.event === null) {
      // A handled statement is marked: dropping its row would ask the neighbour for it again.
      if (how === 'ALARM') this.mailbox.deliveries.markQuarantined(this.tx, row);
      else this.mailbox.deliveries.drop(this.tx, row);
      return;
    }
    this.recordArrival(row);
    this.mailbox.deliveries.markQuarantined(this.tx, row);
    this.tellOlder(row);
    this.#notes.push({
      draft: rejected(row, sealedObject(row), code),
      refused: { row, code, detail, kept },
    });
  }

  private tellOlder({ messageId }: DueDelivery): void {
    const draft = this.#older.get(messageId);
    if (draft !== undefined) this.#notes.push({ draft });
  }

  private async recordNotes(): Promise<void> {
    const due: ReceiptDue[] = [];
    for (let from = 0; from < this.#notes.length; from += maxRecorded) {
      const notes = this.#notes.slice(from, from + maxRecorded);
      const events = await recordDisclosed(this.tx, this.journal, this.cases, notes);
      for (const { item, event } of withEvents(notes, events)) {
        const { opened, refused, arrived, priority, onward } = item;
        if (onward !== undefined) due.push({ ...onward, at: event.at, event: event.id });
        if (arrived !== undefined) due.push(this.noteArrival(arrived, event));
        if (opened !== undefined)
          due.push(receiptDue(opened, event, { stage: 'OPENED', code: null, priority }));
        if (refused !== undefined) {
          this.quarantine(refused, event);
          const { row, code } = refused;
          if (!row.statement) due.push(receiptDue(row, event, { stage: 'REJECTED', code }));
        }
      }
    }
    this.mailbox.receipts.due(this.tx, due);
  }

  private noteArrival(row: DueDelivery, event: Recorded): ReceiptDue {
    const note = { messageId: row.messageId, event: event.id };
    this.mailbox.deliveries.noteEvents(this.tx, row.linkId, [note]);
    const delivered = { stage: 'DELIVERED', code: null } as const;
    return { ...receiptDue(row, event, delivered), at: row.receivedAt };
  }

  private quarantine({ row, code, detail, kept }: Refused, event: Recorded): void {
    this.mailbox.quarantine.add(this.tx, {
      id: event.id,
      linkId: row.linkId,
      messageId: row.messageId,
      statement: row.statement,
      code,
      detail,
      evidence: row.ciphertext,
      hashes: { size: row.size, sha256: row.ciphertextSha256, sha512: row.ciphertextSha512 },
      kept,
      event: event.id,
    });
  }
}

function receiptDue(
  { linkId, messageId, ciphertextSha256 }: DueDelivery,
  { id, at }: Recorded,
  { stage, code, priority = priorities.NORMAL }: Fate,
): ReceiptDue {
  return { linkId, messageId, stage, code, ciphertextSha256, at, event: id, priority };
}
