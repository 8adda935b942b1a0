import { PostgresCluster } from '#runner';
import {
  type FormalObstacle,
  standingObstacles,
  type ReportedObstacles,
} from '#capabilities/evidence/formal-acts.model';
import { asAdmin } from '#store';
import type { Installed } from '../installation/installed.js';
import { databaseName } from '../installation/layout.js';

export interface AuditBeat {
  readonly metrics: Readonly<Record<string, number>>;
  readonly degraded: readonly string[];
}

export const readAuditBeat = (installed: Installed): Promise<AuditBeat | undefined> =>
  readBeat(installed, 'audit');

export async function readObstacles({
  layout,
}: Installed): Promise<readonly FormalObstacle[] | undefined> {
  try {
    const [reported] = await asAdmin(
      new PostgresCluster(layout.postgres).admin(databaseName),
      (admin) =>
        admin.query<ReportedObstacles>(
          `SELECT obstacles, extract(epoch FROM clock_timestamp() - at)::float8 AS "ageSeconds" FROM journal.formal_acts WHERE one`,
        ),
    );
    return standingObstacles(reported);
  } catch {
    return undefined;
  }
}

export async function readBeat(
  { layout }: Installed,
  service: 'audit' | 'sealer' | 'evidence',
): Promise<AuditBeat | undefined> {
  try {
    const [beat] = await asAdmin(
      new PostgresCluster(layout.postgres).admin(databaseName),
      (admin) =>
        admin.query<AuditBeat>('SELECT metrics, degraded FROM ops.service WHERE service = $1', [
          service,
        ]),
    );
    return beat;
  } catch {
    return undefined;
  }
}
