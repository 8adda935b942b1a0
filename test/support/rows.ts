import type { Row } from '#store';
import {
  type Column,
  generalValue,
  type Members,
  ownValues,
  type Place,
  type Reference,
  runIn,
  type Table,
  tableOf,
  tableValue,
} from './row-values.js';

export interface Conflict {
  readonly ifThere?: 'keep' | 'replace';
}

type Draft = Record<string, unknown>;

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

function inJson(type: string, value: unknown): unknown {
  if (type === 'json' || type === 'jsonb') return value;
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return value.map((each) => inJson(type, each));
  return value;
}

function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((each) => each.name === name);
  if (column !== undefined) return column;
  const names = table.columns.map((each) => each.name).join(', ');
  throw new Error(`${table.name} has no column ${name}, only ${names}`);
}

const json = (table: Table, rows: readonly Members[]): string =>
  JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          inJson(columnOf(table, name).type, value),
        ]),
      ),
    ),
  );

const given = (row: Members): Draft =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));

const isMissing = (row: Members, { name, required }: Column): boolean => required && !(name in row);

const inherited = (table: Table, parent: Table): Column[] =>
  table.columns.filter(
    ({ name, required, unique }) =>
      required &&
      !unique &&
      tableValue(table, name) === undefined &&
      !parent.primaryKey.includes(name) &&
      parent.columns.some((each) => each.name === name && each.readable),
  );

async function parentsOf(place: Place, parent: Table, { target }: Reference, keys: unknown[]) {
  const type = columnOf(parent, target).type;
  const readable = parent.columns.filter((each) => each.readable).map(({ name }) => name);
  const rows = await runIn<Row>(
    place,
    `select ${quoted(readable)} from ${parent.name} where "${target}" = any ($1::${type}[])`,
    [keys],
  );
  return new Map(rows.map((row) => [String(row[target]), row]));
}

async function inherit(place: Place, table: Table, rows: readonly Draft[]): Promise<void> {
  for (const reference of table.references) {
    const parent = await tableOf(place, reference.table);
    const shared = inherited(table, parent);
    const of = rows.filter(
      (row) => row[reference.column] != null && shared.some((column) => isMissing(row, column)),
    );
    if (of.length === 0) continue;
    const keys = of.map((row) => row[reference.column]);
    const found = await parentsOf(place, parent, reference, keys);
    for (const row of of) {
      const key = String(row[reference.column]);
      const one = found.get(key);
      if (one === undefined) throw new Error(`${table.name}: there is no ${parent.name} ${key}`);
      for (const column of shared) if (isMissing(row, column)) row[column.name] = one[column.name];
    }
  }
}

async function makeParents(place: Place, table: Table, rows: readonly Draft[]): Promise<void> {
  const parents = await Promise.all(
    table.references.map(async (reference) => ({
      reference,
      parent: await tableOf(place, reference.table),
    })),
  );
  // A thread precedes its document.
  parents.sort((a, b) => a.parent.references.length - b.parent.references.length);
  for (const { reference, parent } of parents) {
    const of = rows.filter((row) => isMissing(row, columnOf(table, reference.column)));
    if (of.length === 0) continue;
    const shared = inherited(table, parent);
    const made = await insertRows(
      place,
      parent.name,
      of.map((row) =>
        Object.fromEntries(
          shared.flatMap(({ name }) => (row[name] == null ? [] : [[name, row[name]]])),
        ),
      ),
    );
    for (const [i, row] of of.entries()) row[reference.column] = made[i]?.[reference.target];
    await inherit(place, table, of);
  }
}

function fill(table: Table, row: Draft): void {
  const own = table.columns.filter(({ name }) => tableValue(table, name) !== undefined);
  for (const column of table.columns)
    if (isMissing(row, column) && !own.includes(column))
      row[column.name] = generalValue(table, column);
  // Values defined for the table come last, in order: one may depend on another.
  for (const name of ownValues(table)) {
    if (name in row || !own.some((column) => column.name === name)) continue;
    const value = tableValue(table, name)?.(row);
    if (value !== undefined) row[name] = value;
  }
}

function writtenColumns(table: Table, rows: readonly Members[]): Column[] {
  const written = table.columns.filter(({ name }) => rows.some((row) => name in row));
  for (const { name, defaulted, identity } of written)
    if ((defaulted || identity) && !rows.every((row) => name in row))
      throw new Error(`${table.name}.${name} has a default: all rows say it, or none`);
  return written;
}

const onConflict = ({ primaryKey }: Table, names: readonly string[], how: Conflict['ifThere']) => {
  if (how === undefined) return '';
  if (how === 'keep') return 'on conflict do nothing';
  const changed = names.filter((name) => !primaryKey.includes(name));
  const set = changed.map((name) => `"${name}" = excluded."${name}"`).join(', ');
  return `on conflict (${quoted(primaryKey)}) do update set ${set}`;
};

const returning = ({ columns }: Table): string => {
  const names = columns.filter(({ readable }) => readable).map(({ name }) => name);
  return names.length === 0 ? '' : `returning ${quoted(names)}`;
};

/**
 * Inserts rows, and adds required values and parent rows that the test leaves out. @returns the readable columns of the
 * stored rows @throws Error if a table or column is unknown, if only some rows give a column that has a default, or if
 * PostgreSQL refuses the rows
 */
export async function insertRows<T extends object = Row>(
  place: Place,
  name: string,
  members: readonly Members[],
  { ifThere }: Conflict = {},
): Promise<T[]> {
  const table = await tableOf(place, name);
  const rows = members.map(given);
  for (const row of rows) for (const key of Object.keys(row)) columnOf(table, key);
  if (rows.length === 0) return [];
  await inherit(place, table, rows);
  await makeParents(place, table, rows);
  for (const row of rows) fill(table, row);
  const names = writtenColumns(table, rows).map((column) => column.name);
  return runIn<T>(
    place,
    `insert into ${name} (${quoted(names)}) overriding system value
     select ${quoted(names)} from json_populate_recordset(null::${name}, $1::json)
     ${onConflict(table, names, ifThere)} ${returning(table)}`,
    [json(table, rows)],
  );
}

export const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

export async function insertRow<T extends object = Row>(
  place: Place,
  table: string,
  members: Members = {},
): Promise<T> {
  const [row] = await insertRows<T>(place, table, [members]);
  return row ?? ({} as T);
}

/**
 * Copies each row that matches `like` once per element of `changes`, with that element's values. @throws Error if no row is
 * copied
 */
export async function copyRows<T extends object = Row>(
  place: Place,
  name: string,
  like: Members,
  changes: readonly Members[],
): Promise<T[]> {
  const table = await tableOf(place, name);
  const referring = new Set(table.references.map(({ column }) => column));
  const keys = table.columns.filter(
    (each) => each.unique && each.required && !referring.has(each.name),
  );
  const differing = changes.map((row) => ({
    ...Object.fromEntries(keys.map((key) => [key.name, generalValue(table, key)])),
    ...given(row),
  }));
  const names = table.columns.filter(({ identity }) => !identity).map((column) => column.name);
  const same = Object.keys(like).map((key, i) => {
    const { type } = columnOf(table, key);
    return `o."${key}" = ($${i + 2})::${type}`;
  });
  const rows = await runIn<T>(
    place,
    `insert into ${name} (${quoted(names)})
     select ${names.map((each) => `p."${each}"`).join(', ')}
     from ${name} o cross join json_array_elements($1::json) c
       cross join lateral json_populate_record(o, c) p
     where ${same.join(' and ')} ${returning(table)}`,
    [json(table, differing), ...Object.values(like)],
  );
  if (rows.length === 0) throw new Error(`${name} has no row like ${JSON.stringify(like)}`);
  return rows;
}
