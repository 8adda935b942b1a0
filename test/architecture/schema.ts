import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataSource, Table, TableForeignKey, type EntityMetadata } from 'typeorm';
import { eventSigners } from '#capabilities/events/event-signers.lists';
import { functionsAfter, functionsBefore, slices } from '../../libs/store/schema/slices.js';

// Data source without a database: TypeORM only builds and checks the metadata of entities.
class Offline extends DataSource {
  constructor() {
    super({ type: 'postgres', entities: slices.flatMap(({ entities }) => [...entities]) });
  }

  async tables(): Promise<readonly EntityMetadata[]> {
    await this.buildMetadatas();
    return slices.flatMap(({ entities }) => entities.map((entity) => this.getMetadata(entity)));
  }

  async statementsOf(metadata: EntityMetadata): Promise<readonly string[]> {
    const table = Table.create(metadata, this.driver);
    table.foreignKeys = metadata.foreignKeys.map((key) => TableForeignKey.create(key, this.driver));
    const runner = this.createQueryRunner();
    runner.enableSqlMemory();
    await runner.createTable(table);
    return runner.getMemorySql().upQueries.map(({ query }) => query);
  }
}

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
// Compiled code lies one folder deeper than the sources.
const source = join(root.replace(/\/dist\/$/, '/'), 'libs/store/schema');
const read = (file: string): string => readFileSync(join(source, file), 'utf8').trim();

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

// SQL function for the services that may sign a type of event: true for an unknown type, null for none.
const signersSql = (): string => `
create function journal.may_sign(typ text, service text) returns boolean
  language sql immutable strict set search_path = pg_catalog
  return coalesce('${JSON.stringify(eventSigners)}'::jsonb -> typ ? service, true);`;

const generated = '// Written by scripts/schema.mjs from the entities and SQL of libs.\n';

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

export async function tablesModule(): Promise<string> {
  const tables = await new Offline().tables();
  const imports = slices.map(({ name, folder, entities }) => {
    const names = entities.map((entity) => entity.name).join(', ');
    const entry = folder.startsWith('capabilities/') ? `#${folder}` : `#schema/${name}`;
    return `import type { ${names} } from '${entry}/${name}.entity';`;
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
