import { priorities } from '#kernel';
import { hindrancesIfQueued, type Mailbox, type QueuedDispatch, type Waiting } from '#mailbox';
import type { Tx } from '#store';
import type { TrustStore } from '#trust';
import { PriorityBatch } from '../priority-batch.js';
import type { One } from '../rows-fault.js';
import { ClaimInTurn } from './claim-in-turn.js';
import { SealWaits, type Ready } from './seal-waits.js';
import type { SetAside } from './set-aside.js';

export const isLife = ({ priority }: Pick<QueuedDispatch, 'priority'>): boolean =>
  priority === priorities.RISK_TO_LIFE;

export interface ClaimedTurn {
  readonly rows: readonly QueuedDispatch[];
  readonly now: Date;
  readonly waiting: Waiting;
  readonly again: boolean;
  readonly alone: boolean;
  readonly more: boolean;
}

export class ClaimQueued {
  private readonly turns = new PriorityBatch();
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

  hold<T extends Ready>(tx: Tx, ready: readonly T[], { waiting }: ClaimedTurn): readonly T[] {
    return this.waits.hold(tx, ready, waiting);
  }

  took(turn: ClaimedTurn, sealed: readonly QueuedDispatch[]): void {
    this.aside.sealed(sealed);
    this.claims.took(turn);
    this.turns.took(turn);
  }
}
