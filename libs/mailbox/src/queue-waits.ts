import type { StateCode, Timestamp } from '#kernel';
import type { Tx } from '#store';

/** Why a formal act waits, as its officer is told. */
export const formalCode = 'FORMAL_ACT_BLOCKED';

/** Rows that failed by themselves. */
export interface Aside {
  /** Reason of each. */
  readonly codes: ReadonlyMap<number, string>;
  /** Those of them that are not tried yet. */
  readonly ids: readonly number[];
}

/**
 * Part of the queue that waits: what goes to these States, for the reason given, if `formal`, what is held as a formal act, and
 * what is set aside.
 */
export interface Waiting {
  readonly peers: ReadonlyMap<StateCode, string>;
  readonly formal: boolean;
  readonly aside: Aside;
}

/** Leaves a claimed row in the queue that could not be sealed; its officer is told why. */
export function noteAside(tx: Tx, id: number, code: string): void {
  tx.send(`update mailbox.outbox set waits_for = $2 where id = $1`, [id, code]);
}

/** Leaves a claimed row in the queue: it is claimed again once formal acts may be done, or at `until`, to be kept back. */
export function holdFormal(tx: Tx, id: number, until: Timestamp): void {
  tx.send(`update mailbox.outbox set waits_for = $2, formal_until = $3 where id = $1`, [
    id,
    formalCode,
    until,
  ]);
}
