import { PostgresCluster } from '#runner';
import { compartments, type Compartment } from '#kernel';
import { asAdmin, type Connection } from '#store';
import { databaseName, type Layout } from '../layout.js';

export interface EpochUse {
  readonly compartment: Compartment;
  readonly epoch: number;
  readonly wrapped: number;
  readonly emptiedAt: Date | null;
}

interface Row {
  readonly compartment: string;
  readonly epoch: number;
  readonly wrapped: number;
  readonly emptied_at: Date | null;
}

/** Counts the thread and upload keys that each storage key (`epoch`) encrypts. */
export async function readEpochUse(layout: Layout): Promise<EpochUse[]> {
  // `admin` throws at once; a caller may catch all by the promise.
  return epochUseOf(new PostgresCluster(layout.postgres).admin(databaseName));
}

export function epochUseOf(database: Connection): Promise<EpochUse[]> {
  return asAdmin(database, async (admin) => {
    const rows = await admin.query<Row>(
      `SELECT compartment, epoch, count(w.one)::integer AS wrapped, max(e.emptied_at) AS emptied_at
       FROM (SELECT compartment, key_epoch AS epoch, 1 AS one FROM cases.thread WHERE key_wrapped IS NOT NULL
             UNION ALL SELECT compartment, key_epoch, 1 FROM cases.upload) w
       FULL JOIN ops.storage_epoch e USING (compartment, epoch)
       GROUP BY compartment, epoch ORDER BY compartment, epoch`,
    );
    return rows.flatMap(({ compartment: name, epoch, wrapped, emptied_at: emptiedAt }) => {
      const compartment = compartments.find((each) => each === name);
      return compartment === undefined ? [] : [{ compartment, epoch, wrapped, emptiedAt }];
    });
  });
}
