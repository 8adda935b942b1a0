// Writes the migration, the table of columns and the catalogue of a database from entities and SQL. Tests compare all
// three. Build before and after.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PostgresCluster } from '../dist/libs/runner/src/index.js';
import { asAdmin, migrate, migrations } from '../dist/libs/store/src/index.js';
import { baselineModule, baselineSql, tablesModule } from '../dist/test/architecture/schema.js';
import { catalogueOf } from '../dist/test/instruments/rights/catalogue.js';

const store = fileURLToPath(new URL('../libs/store/', import.meta.url));
writeFileSync(join(store, 'src/gen/baseline.ts'), await baselineModule());
writeFileSync(join(store, '../../test/support/gen/tables.ts'), await tablesModule());

// With an old build the migration would get today's name and yesterday's text.
const sql = await baselineSql();
const name = migrations[0].name;
const fresh = {
  [name]: class {
    up = (runner) => runner.query(sql);
    down = () => undefined;
  },
}[name];
const dir = mkdtempSync(join(tmpdir(), 'liaise-schema-'));
chmodSync(dir, 0o711);
const cluster = new PostgresCluster(dir);
try {
  await cluster.init();
  await cluster.start();
  await cluster.ensureDatabase('fresh');
  const database = cluster.admin('fresh');
  await migrate(database, [fresh]);
  const texts = await asAdmin(database, catalogueOf);
  for (const [schema, text] of texts)
    writeFileSync(join(store, `schema/catalogue/${schema}.txt`), text);
} finally {
  await cluster.stop();
  rmSync(dir, { recursive: true, force: true });
  rmSync(cluster.socketDir, { recursive: true, force: true });
}
