import { priorities } from '#kernel';
import { hindrancesIfQueued, type Mailbox, type QueuedDispatch, type Waiting } from '#mailbox';
import type { Tx } from '#store';
import type { TrustStore } from '#trust';
import { LifeInTurn } from '../life-first.js';
import type { One } from '../rows-fault.js';
import { ClaimInTurn } from './claim-in-turn.js';
import { SealWaits, type Ready } from './seal-waits.js';
import type { SetAside } from './set-aside.js';

export const isLife = ({ priority }: Pick<QueuedDispatch, 'priority'>): boolean =>
  priority === priorities.RISK_TO_LIFE;

/** Rows that are judged and sealed together, at one time. */
export interface ClaimedTurn {
  readonly rows: readonly QueuedDispatch[];
  readonly now: Date;
  readonly waiting: Waiting;
  /** Rows that failed before. */
  readonly again: boolean;
  /** A matter of life, and no more. */
  readonly alone: boolean;
  /** More may wait already. */
  readonly more: boolean;
}

/** Claims what is sealed next: of what waits for nothing, a matter of life first. */
export class ClaimQueued {
  private readonly turns = new LifeInTurn();
  private readonly claims: ClaimInTurn;
  private readonly waits: SealWaits;

  constructor(
    private readonly trust: TrustStore,
    mailbox: Mailbox,
    private readonly aside: SetAside,
  ) {
    this.claims = new ClaimInTurn(mailbox.outbox);
    this.waits = new SealWaits(trust, mailbox, aside);
  }

  /** Undefined: nothing may be sealed now. Changes nothing of the turn: the batch may fail. */
  async next(tx: Tx, one: One<QueuedDispatch> | undefined): Promise<ClaimedTurn | undefined> {
    const hindrances = await hindrancesIfQueued(tx);
    if (hindrances === undefined) return undefined;
    await this.trust.refresh(tx);
    const now = new Date();
    const waiting = await this.waits.note(tx, hindrances, now);
    const claimed = await this.claims.next(tx, waiting);
    if (claimed.rows.length === 0) return undefined;
    const turn = this.turns.next(claimed.rows, isLife);
    const rows = one === undefined ? turn.rows : turn.rows.slice(0, 1);
    if (one !== undefined) one.claimed = rows[0];
    const left = claimed.more || rows.length < claimed.rows.length;
    const more = left || rows.some(({ followed }) => followed);
    const { again } = claimed;
    return { rows, now, waiting, again, alone: turn.alone && one === undefined, more };
  }

  /** Leaves in the queue what may not leave now by what it says; see `SealWaits.hold`. */
  hold<T extends Ready>(tx: Tx, ready: readonly T[], { waiting }: ClaimedTurn): readonly T[] {
    return this.waits.hold(tx, ready, waiting);
  }

  /** Notes what was sealed, once the batch is committed. */
  took(turn: ClaimedTurn, sealed: readonly QueuedDispatch[]): void {
    this.aside.sealed(sealed);
    this.claims.took(turn);
    this.turns.took(turn);
  }
}
