import { createHash } from 'node:crypto';
import { asAdmin } from '#store';
import type { Tenant, Tenants } from './tenants.js';
import { visits, type Visit } from './visits.js';

export interface Caller {
  readonly name: string;
  readonly token: string | null;
  /** Whose officer it is, and who is the other; anybody without a session is nobody's. */
  readonly own: Tenant;
  readonly other: Tenant;
  readonly officer: string | null;
}
export interface Answer {
  readonly status: number;
  readonly length: number;
  /** Without the id of the request. */
  readonly body: string;
}
export type Row = readonly [route: string, visit: Visit];

export const rows: readonly Row[] = Object.entries(visits).flatMap(([route, visit]) =>
  (Array.isArray(visit) ? (visit as readonly Visit[]) : [visit as Visit]).map((each): Row => [
    route,
    each,
  ]),
);
/** What names no thread is the same on both sides. */
export const sidesOf = ([, { slots }]: Row): readonly ('asked' | 'asking')[] =>
  slots.length === 0 ? ['asked'] : ['asked', 'asking'];
/** An auditor of the State reads the custody log of all its authorities: ids and hashes, never contents. */
export const isAudit = (route: string): boolean =>
  /^\S+ \/api\/v1\/(?:audit|quarantine)\b/.test(route);

/** Callers who do not wait for each other: an attempt waits for the database most of its time. */
const atOnce = 4;

export async function forEach(
  callers: readonly Caller[],
  work: (caller: Caller) => Promise<void>,
): Promise<void> {
  const waiting = [...callers];
  const one = async (): Promise<void> => {
    for (let caller = waiting.shift(); caller; caller = waiting.shift()) await work(caller);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

/** What anybody can change in a house: every row of every thread, and what is on its way. */
export const effectsIn = (all: Tenants): Promise<string> =>
  asAdmin(all.two.b.database, async (admin) => {
    const found = await admin.query<{ name: string }>(
      // A look for duplicates, or for a person, is counted against its officer, and the former told to the desks concerned.
      `select table_name as name from information_schema.tables where table_schema = 'cases'
         and table_type = 'BASE TABLE' and table_name not in ('duplicate_check', 'duplicate_notice', 'subject_search') order by 1`,
    );
    const hash = createHash('sha256');
    // Whoever may upload brings files of their own.
    const uploads = all.tenants.flatMap(({ asked, asking }) => [asked.upload, asking.upload]);
    for (const { name } of found) {
      const [row] = await admin.query<{ text: string | null }>(
        `select string_agg(t::text, E'\\n' order by t::text) as text from cases."${name}" t
         where $1 <> 'upload' or to_jsonb(t) ->> 'id' = any ($2)`,
        [name, uploads],
      );
      hash.update(`${name}\n${row?.text ?? ''}\n`);
    }
    return hash.digest('hex');
  });
