import { PostgresCluster } from '#host';
import { asAdmin } from '#store';
import type { Installed } from '../installation/installed.js';
import { databaseName } from '../installation/layout.js';

/** What a service last said of itself. */
export interface AuditBeat {
  readonly metrics: Readonly<Record<string, number>>;
  readonly degraded: readonly string[];
}

export const readAuditBeat = (installed: Installed): Promise<AuditBeat | undefined> =>
  readBeat(installed, 'audit');

/** Asks the running database; undefined when it says nothing. */
export async function readBeat(
  { layout }: Installed,
  service: 'audit' | 'sealer',
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
