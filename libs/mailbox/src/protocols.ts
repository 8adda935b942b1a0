import type { LinkId } from '#kernel';
import type { Tx } from '#store';

export interface LinkProtocol {
  readonly version: number;
  readonly entry: number;
}

/** The highest version used on each link, with the confirmation under which that was. */
export type Protocols = ReadonlyMap<LinkId, LinkProtocol>;

interface Row extends LinkProtocol {
  readonly linkId: LinkId;
}

const columns = `link_id as "linkId", protocol as version, protocol_entry as entry`;

const byLink = (rows: readonly Row[]): Protocols =>
  new Map(rows.map(({ linkId, version, entry }) => [linkId, { version, entry }]));

export const protocolsUsed = async (tx: Tx): Promise<Protocols> =>
  byLink(await tx.query<Row>(`select ${columns} from mailbox.link`));

/** True when a dispatch waits for the sealer. */
export const queuedSql = `exists (select from mailbox.outbox where state = 'QUEUED')`;

/** See `protocolsUsed`; undefined while no dispatch waits to be sealed. */
export async function protocolsIfQueued(tx: Tx): Promise<Protocols | undefined> {
  const rows = await tx.query<Row>(`select ${columns} from mailbox.link where ${queuedSql}`);
  return rows.length === 0 ? undefined : byLink(rows);
}
