import type { StateCode, Timestamp } from '#kernel';
import type { Tx } from '#store';

/** Why a formal act waits, as its officer is told. */
export const formalCode = 'FORMAL_ACT_BLOCKED';

/** Rows that failed by themselves, however many: they reach the database as ranges. */
export interface Aside {
  /** Reason of each. */
  readonly codes: ReadonlyMap<number, string>;
  /** Rows of them that may be tried again. */
  readonly due: readonly number[];
}

/** Ids as an `int8multirange`: a row is found among them in logarithmic time. */
export function multirangeOf(ids: Iterable<number>): string {
  const runs: { readonly from: number; to: number }[] = [];
  for (const id of [...ids].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && id <= last.to) last.to = id + 1;
    else runs.push({ from: id, to: id + 1 });
  }
  return `{${runs.map(({ from, to }) => `[${from},${to})`).join(',')}}`;
}

/** Ranges of the rows of each reason. */
export function rangesByCode({ codes }: Pick<Aside, 'codes'>): ReadonlyMap<string, string> {
  const ids = new Map<string, number[]>();
  for (const [id, code] of codes) {
    const own = ids.get(code);
    if (own === undefined) ids.set(code, [id]);
    else own.push(id);
  }
  return new Map([...ids].map(([code, own]) => [code, multirangeOf(own)]));
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
