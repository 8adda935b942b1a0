import { Injectable } from '@nestjs/common';
import { type Draft, type EventObject, Journal, object } from '#journal';
import { ThreadsError } from '#threads';
import { isEntry, type Entry } from './directory.schema.js';
import type { AppendedEntry } from './entries.contract.js';
import type { Compartment, DirectoryPoint, Fingerprint, ThreadId } from '#kernel';
import { entryAppended, held, neighbourGrew } from '#capabilities/audit/control.events';
import { keyEvents } from '#capabilities/keys/keys.events';
import { certified } from '#capabilities/keys/note-subkeys.jobs';
import { judgeErasures } from '#capabilities/retention/open-case/open-case.queries';
import { Store, type Tx } from '#store';
import { TrustStore } from '#trust';
import { decodeEntry } from '#wire';

/** Appends an entry to a chain of this State, authorised only by the entry's signatures. */
@Injectable()
export class AppendEntry {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly journal: Journal,
  ) {}

  /**
   * Returns the entry's position in the chain, also if the entry was stored before. Stores nothing if it throws. @throws
   * TrustError; KernelError ENTRY_NOT_ALLOWED; WireError; ThreadsError NOT_FOUND, CONTENT_ERASED, ERASURE_CASE_OPEN
   */
  appendEntry(input: AppendedEntry): Promise<DirectoryPoint> {
    return this.store.transaction({ step: 'append-entry' }, async (tx) => {
      await this.trust.refresh(tx);
      const { chain, entry, signatures, directory } = input;
      // Submitted again after a lost answer, or replayed: no second effect.
      const place = await this.trust.placeOf(tx, chain, entry);
      if (place !== undefined) return place;
      // Writes the note outside the database at once, not at the next check.
      tx.wake('chain-note');
      const before = { own: this.trust.own(), peers: this.trust.peers() };
      const placed = await this.trust.append(tx, chain, { entry, signatures }, new Date());
      const { signers, ...point } = placed;
      const parsed = decodeEntry(entry);
      const named = object('entry', entry);
      const hash = named.sha256;
      if (chain === 'retention') {
        await this.recordOrder(tx, parsed, named, signers);
        return point;
      }
      const drafts: Draft[] = [
        entryAppended(parsed, named, signers),
        ...keyEvents(parsed, hash, signers, before),
        ...(await certified(parsed, hash)),
      ];
      if (isEntry(parsed, 'peer')) {
        const { peer, linkId } = parsed.body;
        const known = this.trust.pointIn(tx, peer);
        await this.trust.introduce(tx, peer, directory ?? []);
        drafts.push(...neighbourGrew(peer, linkId, known, this.trust.pointIn(tx, peer)));
      }
      // Tells the exchange at once about added and removed neighbours.
      if (chain === 'peers') tx.wake('links');
      await this.journal.recordAll(tx, drafts);
      tx.wake('directory');
      return point;
    });
    // Durable now: the entry. `SendDirectory` sends it to neighbours, `EraseThreads` executes orders.
  }

  private async recordOrder(
    tx: Tx,
    entry: Entry,
    order: EventObject,
    signers: readonly Fingerprint[],
  ): Promise<void> {
    if (isEntry(entry, 'retention-rule')) {
      await this.journal.recordEvent(tx, entryAppended(entry, order, signers));
      tx.wake('retention');
      return;
    }
    if (!isEntry(entry, 'hold') && !isEntry(entry, 'hold-lifted') && !isEntry(entry, 'erase'))
      return;
    const [thread] = await tx.query<{ compartment: Compartment; erased: boolean }>(
      'select compartment, key_wrapped is null as erased from cases.thread where id = $1',
      [entry.body.thread],
    );
    if (thread === undefined) throw new ThreadsError('NOT_FOUND', 'thread');
    const lifts = isEntry(entry, 'hold-lifted');
    if (thread.erased && !lifts) throw new ThreadsError('CONTENT_ERASED');
    if (!isEntry(entry, 'erase')) {
      await this.journal.recordEvent(tx, held(entry, thread.compartment, order, signers));
      return;
    }
    await this.#assertDecision(tx, entry.body.thread);
    await this.journal.recordEvent(tx, {
      ...entryAppended(entry, order, signers),
      case: { thread: entry.body.thread, compartment: thread.compartment },
    });
    tx.wake('erase');
  }

  /**
   * Refuses erasure while a case is open, unless a hold set since then was lifted. Lifting the hold counts as the decision.
   * @throws ThreadsError ERASURE_CASE_OPEN
   */
  async #assertDecision(tx: Tx, thread: ThreadId): Promise<void> {
    const judged = (await judgeErasures(tx, this.trust, [thread])).cases.get(thread) ?? null;
    if (judged !== null && judged.erasure !== 'DECIDED')
      throw new ThreadsError('ERASURE_CASE_OPEN', judged.open.ground);
  }
}
