import type { Cases } from '#capabilities/cases';
import type { Peer } from '#capabilities/directory/peers.model';
import {
  custodyGiven,
  custodyWithheld,
} from '#capabilities/packages/neighbour/custody-record.events';
import {
  loadAsked,
  type LoadedAsk,
  messagesOf,
} from '#capabilities/packages/neighbour/custody-record.facts';
import { custodyRecordRows } from '#capabilities/packages/neighbour/custody-record.rows';
import {
  coveredDocuments,
  entriesOfPart,
  partsOf,
  type RecordSubject,
  type SaidEntry,
  saidEntries,
} from '#capabilities/packages/neighbour/custody-record.rules';
import { processPeerStatement } from '#capabilities/witnesses/process-peer-statement.jobs';
import { type Journal, JournalError, object } from '#journal';
import { type DocumentId, type LinkId, priorities, timestamp, type StatementBodies } from '#kernel';
import { askedSql, type ReceivedStatement, type Mailbox } from '#mailbox';
import { dueIf, type Store, type Tx } from '#store';
import { readDisclosuresOf, type ThreadRecord } from '#threads';
import type { TrustStore } from '#trust';
import type { StatementSender } from './statement-sender.js';

type Ask = StatementBodies['package-ask'];
type Answer = StatementBodies['package-answer'];

const pauseMs = 2_000;
const entryPauseMs = 600_000;

interface Refused {
  readonly at: number;
  readonly entryAt: number;
}

/**
 * Sends custody log entries about documents under our consent to evidential use. Refuses other requests with
 * CUSTODY_WITHHELD, whatever the reason.
 */
export class AnswerCustody {
  readonly #refused = new Map<LinkId, Refused>();
  readonly due = dueIf(askedSql);

  constructor(
    readonly store: Store,
    readonly trust: TrustStore,
    readonly mailbox: Mailbox,
    private readonly means: {
      readonly cases: Cases;
      readonly journal: Journal;
      readonly sender: StatementSender;
    },
    private readonly onDropped: (error: unknown) => void,
  ) {}

  run(): Promise<boolean> {
    return processPeerStatement(
      this,
      'package-ask',
      (tx, statement) => this.#judge(tx, statement),
      (_, error) => {
        this.onDropped(error);
      },
    );
    // Durable now: the answer with its entry, and the deletion of the request; or neither.
  }

  async #judge(tx: Tx, { linkId, body }: ReceivedStatement<'package-ask'>): Promise<void> {
    const peer = this.trust.peers().byLink(linkId);
    // The neighbour accepts nothing, or has no key: it will ask again.
    if (peer === undefined || (await this.mailbox.outbox.statementsPile(tx, linkId))) return;
    const now = timestamp(new Date());
    if (this.trust.directoryOf(peer.peer).stateKey('gateway-encryption', now) === undefined) return;
    const loaded = await loadAsked(tx, this.means.cases, linkId, { consent: body.consent, now });
    const covered = coveredDocuments(body, loaded.asked);
    const { thread } = loaded;
    if (covered === undefined || thread === undefined) await this.#refuse(tx, peer, body);
    else await this.#give(tx, peer, body, { ...loaded, thread, covered });
  }

  async #refuse(tx: Tx, peer: Peer, { ask, consent, part }: Ask): Promise<void> {
    const at = performance.now();
    const last = this.#refused.get(peer.linkId);
    if (last !== undefined && at - last.at < pauseMs) return;
    const isLoggedRecently = last !== undefined && at - last.entryAt < entryPauseMs;
    await this.#send(tx, peer, {
      ...{ ask, refused: 'CUSTODY_WITHHELD', part, parts: 0, checkpoint: '', entries: [] },
    });
    if (!isLoggedRecently)
      await this.means.journal.recordEvent(tx, custodyWithheld(peer.peer, consent));
    this.#refused.set(peer.linkId, { at, entryAt: isLoggedRecently ? last.entryAt : at });
  }

  async #give(
    tx: Tx,
    peer: Peer,
    { ask, consent, part, size: asked }: Ask,
    found: LoadedAsk & { readonly thread: ThreadRecord; readonly covered: readonly DocumentId[] },
  ): Promise<void> {
    const { journal } = this.means;
    const { thread, covered } = found;
    const checkpoint = await this.#checkpoint(tx, asked);
    // A size that this log never signed: an honest neighbour starts again from the first part.
    if (checkpoint === undefined) return;
    const { size, note } = checkpoint;
    const about = await this.#subject(tx, covered, found);
    const leaves = await custodyRecordRows.leaves(tx, thread.id, [...about.messages], size);
    const entries = saidEntries(leaves, about);
    const said = await this.#proven(tx, thread, size, entriesOfPart(entries, part));
    const parts = partsOf(entries);
    if (part >= parts) return;
    const { bytes } = await this.#send(tx, peer, {
      ...{ ask, refused: null, part, parts, checkpoint: note.toString(), entries: said },
    });
    const answer = object('statement', Buffer.from(bytes));
    const data = { peer: peer.peer, consent, size, part, entries: said.length };
    await journal.recordEvent(tx, custodyGiven(thread.id, answer, data));
  }

  async #checkpoint(tx: Tx, size: number | null) {
    try {
      return await this.means.journal.releasedCheckpoint(tx, size ?? undefined);
    } catch (error) {
      if (error instanceof JournalError && error.code === 'EVENT_NOT_RELEASED') return undefined;
      throw error;
    }
  }

  async #subject(
    tx: Tx,
    covered: readonly DocumentId[],
    { consent }: LoadedAsk,
  ): Promise<RecordSubject> {
    const documents = new Set([...covered, ...(consent === undefined ? [] : [consent.id])]);
    const heads = await this.means.cases.headsById(tx, [...documents]);
    return {
      documents,
      messages: new Set(messagesOf(heads)),
      consent: consent?.id as DocumentId,
      request: consent?.inReplyTo ?? null,
    };
  }

  async #proven(
    tx: Tx,
    thread: ThreadRecord,
    size: number,
    entries: readonly SaidEntry[],
  ): Promise<Answer['entries']> {
    const { journal, cases } = this.means;
    if (entries.length === 0) return [];
    const events = entries.map(({ event }) => event);
    const proofs = await journal.leafProofs(tx, events, size);
    const whole = entries.flatMap(({ leaf }) => (leaf === null ? [] : [leaf]));
    const opened = await readDisclosuresOf(tx, journal, cases, { thread, leaves: whole });
    return entries.map(({ index, hash, leaf, summary }, i) => ({
      ...{ index, hash, told: summary, leaf: leaf && Buffer.from(leaf).toString('base64') },
      proof: (proofs.leaves[i]?.hashes ?? []).map((each) => Buffer.from(each).toString('base64')),
      disclosures: (leaf === null ? [] : (opened.get(leaf) ?? []))
        .filter(({ name }) => name === 'case')
        .map(({ encoded }) => encoded)
        .sort(),
    }));
  }

  async #send(
    tx: Tx,
    { linkId, peer }: Peer,
    body: Answer,
  ): Promise<{ readonly bytes: Uint8Array }> {
    const { verifiedUpTo } = await this.mailbox.links.read(tx, linkId);
    // Sent after messages, which are more urgent.
    const to = { linkId, peer, rack: verifiedUpTo, priority: priorities.NORMAL };
    return this.means.sender.send(tx, to, 'package-answer', body);
  }
}
