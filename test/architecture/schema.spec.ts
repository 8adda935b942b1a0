import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { functionsAfter, functionsBefore, slices } from '../../libs/store/schema/slices.js';
import { tables, type Rows } from '../support/gen/tables.js';
import { baselineModule, tablesModule } from './schema.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const store = join(root, 'libs/store');
const read = (file: string): string => readFileSync(join(store, file), 'utf8');

interface Types {
  readonly text: string;
  readonly uuid: string;
  readonly bytea: Buffer;
  readonly timestamptz: Date;
  readonly date: Date;
  readonly boolean: boolean;
  readonly smallint: number;
  readonly integer: number;
  readonly bigint: number;
  readonly jsonb: unknown;
}
type Value<T> = T extends `${infer Item extends keyof Types}[]`
  ? Types[Item][]
  : T extends keyof Types
    ? Types[T]
    : never;
interface Column {
  readonly type: string;
}
type RowOf<Columns extends Readonly<Record<string, Column>>> = {
  -readonly [Name in keyof Columns]:
    | Value<Columns[Name]['type']>
    | (Columns[Name] extends { readonly nullable: true } ? null : never);
};
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Disagreeing = {
  [Table in keyof Rows]: Same<Rows[Table], RowOf<(typeof tables)[Table]['columns']>> extends true
    ? never
    : Table;
}[keyof Rows];
const agree: [Disagreeing] extends [never] ? true : Disagreeing = true;

describe('schema', () => {
  it('gives the one migration as it is committed', async () => {
    expect(read('src/gen/baseline.ts')).toBe(await baselineModule());
  });

  it('gives the table of columns as it is committed, without TypeORM', async () => {
    const committed = readFileSync(join(root, 'test/support/gen/tables.ts'), 'utf8');
    expect(committed).toBe(await tablesModule());
    expect(committed.match(/^import (?!type )/gm)).toBeNull();
  });

  it('has no file that nobody reads', () => {
    const found = ['store/schema', 'capabilities'].flatMap((folder) =>
      readdirSync(join(root, 'libs', folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name}`,
      ),
    );
    const named = [
      'store/schema/foundation.sql',
      ...slices.flatMap(({ name, folder }) => [
        `${folder}/${name}.entity.ts`,
        `${folder}/${name}.sql`,
      ]),
      ...[...functionsBefore, ...functionsAfter].map(
        (name) => `store/schema/functions/${name}.sql`,
      ),
    ];
    expect(found.filter((name) => /\.(sql|entity\.ts)$/.test(name)).sort()).toEqual(named.sort());
  });

  it('has one entity for each table, with the types of its columns', () => {
    const entities = slices.flatMap(({ entities: some }) => some);
    expect(new Set(entities).size).toBe(Object.keys(tables).length);
    // The compiler checks this line.
    expect(agree).toBe(true);
  });
});
