import {
  type FormalObstacle,
  standingObstacles,
  type ReportedObstacles,
} from '#capabilities/evidence/formal-acts.model';
import { reportedObstaclesSql } from '#journal';
import type { LinkId } from '#kernel';
import type { Tx } from '#store';

export interface LinkProtocol {
  readonly version: number;
  readonly entry: number;
}

export type Protocols = ReadonlyMap<LinkId, LinkProtocol>;

interface Row extends LinkProtocol {
  readonly linkId: LinkId;
}

const columns = `link_id as "linkId", protocol as version, protocol_entry as entry`;

const byLink = (rows: readonly Row[]): Protocols =>
  new Map(rows.map(({ linkId, version, entry }) => [linkId, { version, entry }]));

export const protocolsUsed = async (tx: Tx): Promise<Protocols> =>
  byLink(await tx.query<Row>(`select ${columns} from mailbox.link order by link_id`));

export const queuedSql = `exists (select from mailbox.outbox where state = 'QUEUED')`;

export interface Hindrances {
  readonly protocols: Protocols;
  readonly obstacles: readonly FormalObstacle[];
}

export async function hindrancesIfQueued(tx: Tx): Promise<Hindrances | undefined> {
  const rows = await tx.query<Row & { readonly report: ReportedObstacles | null }>(
    `select ${columns}, ${reportedObstaclesSql} as report from mailbox.link where ${queuedSql}
     order by link_id`,
  );
  const [first] = rows;
  return (
    first && { protocols: byLink(rows), obstacles: standingObstacles(first.report ?? undefined) }
  );
}
