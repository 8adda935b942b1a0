import { asAdmin } from '#store';
import type { Tenant, Tenants } from './tenants.js';
import { routeFixtures, type Aim, type Slot, type RouteFixture } from './route-fixtures.js';

export interface Caller {
  readonly name: string;
  readonly token: string | null;
  readonly own: Tenant;
  readonly other: Tenant;
  readonly officer: string | null;
}
export interface Answer {
  readonly status: number;
  readonly body: string;
}
export type Row = readonly [route: string, fixture: RouteFixture];

export const rows: readonly Row[] = Object.entries(routeFixtures).flatMap(([route, fixture]) =>
  (Array.isArray(fixture) ? (fixture as readonly RouteFixture[]) : [fixture as RouteFixture]).map(
    (each): Row => [route, each],
  ),
);
export const sidesOf = ([, { slots, sides }]: Row): readonly ('asked' | 'asking')[] =>
  sides ?? (slots.length === 0 ? ['asked'] : ['asked', 'asking']);
export const deskOf = ([route]: Row): 'asked' | 'asking' =>
  /^\S+ \/api\/v1\/(?:requests|subjects\/sent)\b/.test(route) ? 'asking' : 'asked';
/**
 * True for routes of auditors. Auditors read log entries and refused messages of all authorities, but no plaintext of
 * documents.
 */
export const isAudit = (route: string): boolean =>
  /^\S+ \/api\/v1\/(?:audit|quarantine)\b/.test(route);

export const withSlots = (aim: Aim, from: Aim, slots: readonly Slot[]): Aim => {
  const taken = Object.fromEntries(slots.map((slot) => [slot, from[slot]]));
  // A file is named by its document's entry.
  const attachment = slots.includes('upload') ? from.attachment : aim.attachment;
  return { ...aim, ...taken, attachment };
};

/** Unknown id that differs from `id` in the last bit only. As a cursor it sorts directly beside `id`. */
export const besides = (id: string): string =>
  id.slice(0, -1) + (Number.parseInt(id.slice(-1), 16) ^ 1).toString(16);

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

// Schemas compared row by row; exceptions are listed below.
const compared = ['access', 'cases', 'trust'];
// Part of a row that is somebody's act; null: none.
const acts: Readonly<Record<string, string | null>> = {
  // Looks are counted, and sessions are in use.
  'access.reading': null,
  'access.bulk_reading': null,
  'access.item_read': null,
  'access.listing': null,
  'access.session': `to_jsonb(t) - 'seen_at'`,
  // A search is counted for its officer; a duplicate check is also reported to the desks concerned.
  'cases.duplicate_check': null,
  'cases.duplicate_notice': null,
  'cases.subject_search': null,
  // Callers may upload files of their own.
  'cases.upload': `case when to_jsonb(t) ->> 'id' = any ($1) then to_jsonb(t) end`,
  // Written by the neighbour's statements.
  'trust.freshness': null,
  // Progress is not compared.
  'mailbox.outbox': `case when t.dispatch is not null then jsonb_build_array(t.thread, t.dispatch, t.priority) end`,
  'mailbox.receipt_due': `case when t.stage = 'BREAK_GLASS' then jsonb_build_array(t.message_id) end`,
  'mailbox.quarantine': 'to_jsonb(t)',
  // Officers' events except looks and refusals, which may be of the caller's own.
  'journal.event': `case when t.officer is not null and t.typ !~ '^(access[.]|duplicates[.])'
      and t.typ not in ('item.viewed', 'item.uploaded', 'msg.refused', 'audit.query', 'subject.searched')
    then jsonb_build_array(t.id, t.typ) end`,
};
// Schemas written by the State's own processes.
const byProcesses = ['journal', 'mailbox', 'objects', 'ops'];

export const effectsIn = (all: Tenants): Promise<readonly object[]> =>
  asAdmin(all.two.b.database, async (admin) => {
    const found = await admin.query<{ schema: string; name: string }>(
      `select table_schema as schema, table_schema || '.' || table_name as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('information_schema', 'pg_catalog', 'public') order by 2`,
    );
    const unknown = found.filter(({ schema }) => ![...compared, ...byProcesses].includes(schema));
    const gone = Object.keys(acts).filter((name) => !found.some((each) => each.name === name));
    if (unknown.length + gone.length > 0)
      throw new Error(`not compared: ${JSON.stringify([unknown, gone])}`);
    const uploads = all.tenants.flatMap(({ asked, asking }) => [asked.upload, asking.upload]);
    const parts = found.flatMap(({ schema, name }) => {
      const row = acts[name] ?? (compared.includes(schema) && acts[name] !== null && 'to_jsonb(t)');
      return row === false
        ? []
        : [
            `select '${name}' as name, count(r)::int as rows, md5(string_agg(r, E'\\n' order by r)) as hash
             from (select (${row})::text as r from ${name} t) x where $1::text[] is not null`,
          ];
    });
    return admin.query<object>(`${parts.join(' union all ')} order by 1`, [uploads]);
  });
