// Writes the catalogue of a fresh database, by which a test compares every later one. Build first.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PostgresCluster } from '../dist/libs/host/src/index.js';
import { migrate, migrations } from '../dist/libs/store/src/index.js';
import { catalogueOf } from '../dist/test/support/catalogue.js';

const folder = fileURLToPath(new URL('../libs/store/schema/catalogue/', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'liaise-schema-'));
chmodSync(dir, 0o711);
const cluster = new PostgresCluster(dir);
try {
  await cluster.init();
  await cluster.start();
  await cluster.ensureDatabase('fresh');
  const database = cluster.admin('fresh');
  await migrate(database, migrations);
  const texts = await catalogueOf(database);
  for (const [schema, text] of texts) writeFileSync(join(folder, `${schema}.txt`), text);
} finally {
  await cluster.stop();
  rmSync(dir, { recursive: true, force: true });
  rmSync(cluster.socketDir, { recursive: true, force: true });
}
