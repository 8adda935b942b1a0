import type { StateCode, Timestamp } from '#kernel';
import type { Tx } from '#store';

export const formalCode = 'FORMAL_ACT_BLOCKED';

export interface Aside {
  readonly codes: ReadonlyMap<number, string>;
  readonly due: readonly number[];
}

export function multirangeOf(ids: Iterable<number>): string {
  const runs: { readonly from: number; to: number }[] = [];
  for (const id of [...ids].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && id <= last.to) last.to = id + 1;
    else runs.push({ from: id, to: id + 1 });
  }
  return `{${runs.map(({ from, to }) => `[${from},${to})`).join(',')}}`;
}

export function rangesByCode({ codes }: Pick<Aside, 'codes'>): ReadonlyMap<string, string> {
  const ids = new Map<string, number[]>();
  for (const [id, code] of codes) {
    const own = ids.get(code);
    if (own === undefined) ids.set(code, [id]);
    else own.push(id);
  }
  return new Map([...ids].map(([code, own]) => [code, multirangeOf(own)]));
}

export interface Waiting {
  readonly peers: ReadonlyMap<StateCode, string>;
  readonly formal: boolean;
  readonly aside: Aside;
}

export function noteAside(tx: Tx, id: number, code: string): void {
  tx.send(`update mailbox.outbox set waits_for = $2 where id = $1`, [id, code]);
}

export function holdFormal(tx: Tx, id: number, until: Timestamp): void {
  tx.send(`update mailbox.outbox set waits_for = $2, formal_until = $3 where id = $1`, [
    id,
    formalCode,
    until,
  ]);
}
