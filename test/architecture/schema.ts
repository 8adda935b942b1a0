import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataSource, Table, TableForeignKey, type EntityMetadata } from 'typeorm';
import { eventSigners } from '#capabilities/events/event-signers.lists';
import { functionsAfter, functionsBefore, slices } from '../../libs/store/schema/slices.js';

/** Metadata of the entities, read and judged by TypeORM without a database. */
class Offline extends DataSource {
  constructor() {
    super({ type: 'postgres', entities: slices.flatMap(({ entities }) => [...entities]) });
  }

  async tables(): Promise<readonly EntityMetadata[]> {
    await this.buildMetadatas();
    return slices.flatMap(({ entities }) => entities.map((entity) => this.getMetadata(entity)));
  }

  /** Statements that make the table of an entity, with keys, foreign keys, checks and plain indexes. */
  async statementsOf(metadata: EntityMetadata): Promise<readonly string[]> {
    const table = Table.create(metadata, this.driver);
    table.foreignKeys = metadata.foreignKeys.map((key) => TableForeignKey.create(key, this.driver));
    const runner = this.createQueryRunner();
    runner.enableSqlMemory();
    await runner.createTable(table);
    return runner.getMemorySql().upQueries.map(({ query }) => query);
  }
}

/** One column or constraint a line: parts of the outermost parentheses. */
function spread(statement: string): string {
  let depth = 0;
  let quoted = false;
  let text = '';
  for (const letter of statement) {
    if (letter === "'") quoted = !quoted;
    if (!quoted && letter === '(') depth += 1;
    if (!quoted && letter === ')') depth -= 1;
    const ends = !quoted && letter === ',' && depth === 1;
    text += ends ? ',\n ' : letter;
  }
  return text;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
// From `dist` the sources are one folder further up.
const source = join(root.replace(/\/dist\/$/, '/'), 'libs/store/schema');
const read = (file: string): string => readFileSync(join(source, file), 'utf8').trim();

/** SQL of the one migration: schemas, tables in order, then what TypeORM cannot say, in order. */
export async function baselineSql(): Promise<string> {
  const offline = new Offline();
  const tables: string[] = [];
  for (const metadata of await offline.tables())
    tables.push(...(await offline.statementsOf(metadata)).map((each) => `${spread(each)};`));
  return [
    read('foundation.sql'),
    tables.join('\n'),
    signersSql(),
    ...functionsBefore.map((name) => read(`functions/${name}.sql`)),
    ...slices.map(({ name, folder }) => read(`../../${folder}/${name}.sql`)),
    ...functionsAfter.map((name) => read(`functions/${name}.sql`)),
  ].join('\n\n');
}

/** Which service signs which type of event, as the database asks it; true for a type that is not known, null for none. */
const signersSql = (): string => `
create function journal.may_sign(typ text, service text) returns boolean
  language sql immutable strict set search_path = pg_catalog
  return coalesce('${JSON.stringify(eventSigners)}'::jsonb -> typ ? service, true);`;

const generated = '// Written by scripts/schema.mjs from the entities and SQL of libs.\n';

/** SQL of the migration as a module. */
export async function baselineModule(): Promise<string> {
  const sql = (await baselineSql()).replace(/[\\`]|\$\{/g, '\\$&');
  return `${generated}export const baseline = \`\n${sql}\n\`;\n`;
}

type Column = EntityMetadata['columns'][number];

const columnOf = (column: Column): string => {
  const parts = [`type: '${String(column.type)}${column.isArray ? '[]' : ''}'`];
  if (column.isNullable) parts.push('nullable: true');
  if (column.default !== undefined) parts.push('default: true');
  if (column.isGenerated || !column.isInsert) parts.push('generated: true');
  return `      ${column.databaseName}: { ${parts.join(', ')} },`;
};

const tableOf = ({ schema, tableName, columns, primaryColumns }: EntityMetadata): string =>
  [
    `  '${schema}.${tableName}': {`,
    `    key: [${primaryColumns.map(({ databaseName }) => `'${databaseName}'`).join(', ')}],`,
    '    columns: {',
    ...columns.map(columnOf),
    '    },',
    '  },',
  ].join('\n');

/** Tables with their columns and SQL types, and the rows that their entities say, as a module without TypeORM. */
export async function tablesModule(): Promise<string> {
  const tables = await new Offline().tables();
  const imports = slices.map(({ name, folder, entities }) => {
    const names = entities.map((entity) => entity.name).join(', ');
    const door = folder.startsWith('capabilities/') ? `#${folder}` : `#schema/${name}`;
    return `import type { ${names} } from '${door}/${name}.entity';`;
  });
  const rows = tables.map(
    ({ schema, tableName, targetName }) => `  '${schema}.${tableName}': ${targetName};`,
  );
  return [
    `${generated}${imports.join('\n')}`,
    `export const tables = {\n${tables.map(tableOf).join('\n')}\n} as const;`,
    `export interface Rows {\n${rows.join('\n')}\n}\n`,
  ].join('\n\n');
}
