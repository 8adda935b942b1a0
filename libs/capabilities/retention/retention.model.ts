import { isEntry, type Entry, type EntryBodies } from '#capabilities/directory/directory.schema';
import {
  KernelError,
  type Fingerprint,
  type HoldId,
  type ThreadId,
  type Timestamp,
  refuse,
  outrun,
} from '#kernel';
import { administratorsAmong } from '#capabilities/directory/chains/administrators.model';
import { standardStanding, succeed, type StandingRule } from './retention.schema.js';
import type { Directory } from '#capabilities/directory/trust.model';

/** A hold that stands; `version` is the place of its entry in its chain. */
export type Hold = EntryBodies['hold'] & { readonly since: Timestamp; readonly version: number };

/** A thread that is to be erased; `version` is the place of the order in its chain. */
export interface EraseOrder {
  readonly thread: ThreadId;
  readonly basis: string;
  readonly issuedAt: Timestamp;
  readonly version: number;
}

/** Lifting of a hold: two administrators decided that its thread is not to be held. `version`: its place in its chain. */
export interface Lifting {
  readonly thread: ThreadId;
  readonly version: number;
  /** The hold that was lifted. */
  readonly hold: Pick<Hold, 'since' | 'version'>;
}

/**
 * How long what is kept, what is held and what is to be erased, by signed orders alone: two administrators set the rule, one
 * sets a hold, two lift it, two order that a thread is erased. The newest rule holds, and none that was signed before it takes its
 * place. A hold beats rule and order: while one stands no order is
 * taken and nothing goes by rule, and an order that a hold came before it was carried out is void for good: it needs a new one.
 */
export class Retention {
  readonly #holds = new Map<HoldId, Hold>();
  readonly #ended = new Set<HoldId>();
  readonly #orders = new Map<ThreadId, EraseOrder>();
  readonly #liftings = new Map<ThreadId, Lifting>();
  #rule: StandingRule = standardStanding;
  #ruled: Entry<'retention-rule'> | undefined;
  #entries = 0;

  /** Number of entries applied. */
  get version(): number {
    return this.#entries;
  }

  /** Applies the next entry or throws ENTRY_NOT_ALLOWED, RETENTION_HELD; nothing changes then. */
  apply(entry: Entry, signers: readonly Fingerprint[], directory: Directory): void {
    if (entry.state !== directory.state || entry.chain !== 'retention')
      refuse('entry of another chain');
    const administrators = administratorsAmong(signers, directory, entry.issuedAt);
    if (isEntry(entry, 'hold')) this.setHold(entry, administrators);
    else if (isEntry(entry, 'hold-lifted')) this.liftHold(entry, administrators);
    else if (isEntry(entry, 'erase')) this.order(entry, administrators);
    else if (isEntry(entry, 'retention-rule')) this.setRule(entry, administrators);
    else refuse('not an entry about retention');
    this.#entries += 1;
  }

  private setHold({ body, issuedAt }: Entry<'hold'>, administrators: number): void {
    if (administrators < 1) refuse('an administrator must sign');
    const { hold, thread } = body;
    if (this.#holds.has(hold) || this.#ended.has(hold)) refuse('a hold of this id was set before');
    this.#holds.set(hold, { ...body, since: issuedAt, version: this.#entries });
    this.#orders.delete(thread);
  }

  private liftHold({ body }: Entry<'hold-lifted'>, administrators: number): void {
    if (administrators < 2) refuse('two administrators must lift a hold');
    const { hold, thread } = body;
    const lifted = this.#holds.get(hold);
    if (lifted?.thread !== thread) return refuse('no such hold stands on this thread');
    this.#holds.delete(hold);
    this.#ended.add(hold);
    const last = this.#liftings.get(thread);
    if (last === undefined || last.hold.version < lifted.version)
      this.#liftings.set(thread, { thread, version: this.#entries, hold: lifted });
  }

  private order({ body, issuedAt }: Entry<'erase'>, administrators: number): void {
    if (administrators < 2) refuse('two administrators must order that a thread is erased');
    const { thread, basis } = body;
    if (this.isHeld(thread)) throw new KernelError('RETENTION_HELD');
    if (this.#orders.has(thread)) refuse('it is ordered already');
    this.#orders.set(thread, { thread, basis, issuedAt, version: this.#entries });
  }

  private setRule(entry: Entry<'retention-rule'>, administrators: number): void {
    if (administrators < 2) refuse('two administrators must set how long what is kept');
    const flaw = outrun(entry, this.#ruled);
    if (flaw !== undefined) refuse(flaw);
    this.#rule = succeed(this.#rule, entry, this.#entries);
    this.#ruled = entry;
  }

  rule(): StandingRule {
    return this.#rule;
  }

  isHeld(thread: ThreadId): boolean {
    return this.holds().some((hold) => hold.thread === thread);
  }

  /** Lifting of the hold that was set last of those that were lifted; undefined: none, or a hold stands. */
  lifting(thread: ThreadId): Lifting | undefined {
    return this.isHeld(thread) ? undefined : this.#liftings.get(thread);
  }

  /** Such liftings, one of each thread of which a hold was lifted. */
  liftings(): readonly Lifting[] {
    return [...this.#liftings.values()];
  }

  hold(id: HoldId): Hold | undefined {
    return this.#holds.get(id);
  }

  /** Holds that stand, oldest first. */
  holds(): readonly Hold[] {
    return [...this.#holds.values()];
  }

  /** Orders to erase that no hold has voided, oldest first; also those that were carried out. */
  orders(): readonly EraseOrder[] {
    return [...this.#orders.values()];
  }
}
