import { isEntry, type Entry, type EntryBodies } from '#capabilities/directory/directory.schema';
import {
  KernelError,
  type Fingerprint,
  type HoldId,
  type ThreadId,
  type Timestamp,
  refuse,
  outrun,
  phrase,
} from '#kernel';
import { administratorsAmong } from '#capabilities/directory/chains/administrators.model';
import { standardStanding, succeed, type StandingRule } from './retention.schema.js';
import type { Directory } from '#capabilities/directory/trust.model';

export type Hold = EntryBodies['hold'] & { readonly since: Timestamp; readonly version: number };

export interface EraseOrder {
  readonly thread: ThreadId;
  readonly basis: string;
  readonly issuedAt: Timestamp;
  readonly version: number;
}

export interface Lifting {
  readonly thread: ThreadId;
  readonly version: number;
  readonly hold: Pick<Hold, 'since' | 'version'>;
}

/**
 * Signed orders on retention. One administrator can set a hold; all other orders need two. A hold cancels earlier erasure
 * orders of its thread.
 */
export class Retention {
  readonly #holds = new Map<HoldId, Hold>();
  readonly #ended = new Set<HoldId>();
  readonly #orders = new Map<ThreadId, EraseOrder>();
  readonly #liftings = new Map<ThreadId, Lifting>();
  #rule: StandingRule = standardStanding;
  #ruled: Entry<'retention-rule'> | undefined;
  #entries = 0;

  get version(): number {
    return this.#entries;
  }

  /**
   * Applies the next entry of the chain. @throws KernelError ENTRY_NOT_ALLOWED, RETENTION_HELD; a refused entry changes
   * nothing
   */
  apply(entry: Entry, signers: readonly Fingerprint[], directory: Directory): void {
    if (entry.state !== directory.state || entry.chain !== 'retention')
      refuse(phrase`entry of another chain`);
    const administrators = administratorsAmong(signers, directory, entry.issuedAt);
    if (isEntry(entry, 'hold')) this.setHold(entry, administrators);
    else if (isEntry(entry, 'hold-lifted')) this.liftHold(entry, administrators);
    else if (isEntry(entry, 'erase')) this.order(entry, administrators);
    else if (isEntry(entry, 'retention-rule')) this.setRule(entry, administrators);
    else refuse(phrase`not an entry about retention`);
    this.#entries += 1;
  }

  private setHold({ body, issuedAt }: Entry<'hold'>, administrators: number): void {
    if (administrators < 1) refuse(phrase`an administrator must sign`);
    const { hold, thread } = body;
    if (this.#holds.has(hold) || this.#ended.has(hold))
      refuse(phrase`a hold of this id was set before`);
    this.#holds.set(hold, { ...body, since: issuedAt, version: this.#entries });
    this.#orders.delete(thread);
  }

  private liftHold({ body }: Entry<'hold-lifted'>, administrators: number): void {
    if (administrators < 2) refuse(phrase`two administrators must lift a hold`);
    const { hold, thread } = body;
    const lifted = this.#holds.get(hold);
    if (lifted?.thread !== thread) return refuse(phrase`no such hold stands on this thread`);
    this.#holds.delete(hold);
    this.#ended.add(hold);
    const last = this.#liftings.get(thread);
    if (last === undefined || last.hold.version < lifted.version)
      this.#liftings.set(thread, { thread, version: this.#entries, hold: lifted });
  }

  private order({ body, issuedAt }: Entry<'erase'>, administrators: number): void {
    if (administrators < 2) refuse(phrase`two administrators must order that a thread is erased`);
    const { thread, basis } = body;
    if (this.isHeld(thread)) throw new KernelError('RETENTION_HELD');
    if (this.#orders.has(thread)) refuse(phrase`it is ordered already`);
    this.#orders.set(thread, { thread, basis, issuedAt, version: this.#entries });
  }

  private setRule(entry: Entry<'retention-rule'>, administrators: number): void {
    if (administrators < 2) refuse(phrase`two administrators must set how long what is kept`);
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

  lifting(thread: ThreadId): Lifting | undefined {
    return this.isHeld(thread) ? undefined : this.#liftings.get(thread);
  }

  liftings(): readonly Lifting[] {
    return [...this.#liftings.values()];
  }

  hold(id: HoldId): Hold | undefined {
    return this.#holds.get(id);
  }

  holds(): readonly Hold[] {
    return [...this.#holds.values()];
  }

  orders(): readonly EraseOrder[] {
    return [...this.#orders.values()];
  }
}
