import { randomBytes } from 'node:crypto';
import type { Fingerprint, StateCode } from '#kernel';
import type { PostgresCluster } from '#runner';
import { asAdmin, databaseServices, migrate, migrations } from '#store';
import { writeSecret } from './files.js';
import { databaseName, type Layout } from './layout.js';
import type { ChainRow } from './sign-directory.js';

export async function makeDatabase(cluster: PostgresCluster, layout: Layout): Promise<void> {
  await cluster.ensureDatabase(databaseName);
  await migrate(cluster.admin(databaseName), migrations);
  const passwords = databaseServices.map((service) => ({
    service,
    password: randomBytes(24).toString('base64url'),
  }));
  await asAdmin(cluster.admin(databaseName), async (admin) => {
    // Every cluster begins with these two databases, open to anybody with a password.
    for (const other of ['postgres', 'template1'])
      await admin.query(`REVOKE ALL ON DATABASE ${other} FROM PUBLIC`);
    for (const { service, password } of passwords) {
      await admin.query(`ALTER ROLE liaise_${service} LOGIN PASSWORD '${password}'`);
      await admin.query(`GRANT CONNECT ON DATABASE ${databaseName} TO liaise_${service}`);
    }
  });
  for (const { service, password } of passwords)
    await writeSecret(layout.databasePassword(service), `${password}\n`);
}

export async function insertDirectory(
  cluster: PostgresCluster,
  state: StateCode,
  root: Fingerprint,
  rows: readonly ChainRow[],
): Promise<void> {
  await asAdmin(cluster.admin(databaseName), async (admin) => {
    await admin.query('BEGIN');
    for (const { version, entry, signatures, head } of rows)
      await admin.query(
        `INSERT INTO trust.entry (state, chain, root, version, entry, signatures, head)
         VALUES ($1, 'directory', $2, $3, $4, $5, $6)`,
        [
          ...[state, root, version],
          ...[Buffer.from(entry), signatures.map((each) => Buffer.from(each)), head],
        ],
      );
    await admin.query('COMMIT');
    // ANALYZE now: the services' first plans are kept, and autovacuum would come later.
    await admin.query('ANALYZE');
  });
}
