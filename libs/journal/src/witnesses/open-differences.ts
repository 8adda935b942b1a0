import type { LinkId, MessageId } from '#kernel';
import type { Tx } from '#store';

export interface OpenDifference {
  readonly key: string;
  readonly at: Date;
  readonly link: LinkId | null;
  readonly messageId: MessageId | null;
  readonly code: string;
  readonly detail: string;
}

export interface DifferenceSource {
  readonly listOpen: (tx: Tx, limit: number, after: string) => Promise<OpenDifference[]>;
  readonly key: RegExp;
}

const textKey = /^[A-Za-z0-9./: -]{1,512}$/;

export const byText = (list: DifferenceSource['listOpen']): DifferenceSource => ({
  listOpen: list,
  key: textKey,
});

export const byUuid = (list: DifferenceSource['listOpen']): DifferenceSource => ({
  listOpen: list,
  key: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
});

export const keptEvidence = byUuid((tx, limit, after) =>
  tx.query(
    `select id::text as key, at, null as link, null as "messageId", code, peer || ' ' || origin as detail
     from journal.evidence ${after === '' ? '' : 'where id > $2::uuid'} order by id limit $1`,
    [limit, ...(after === '' ? [] : [after])],
  ),
);

export const reportedDifferences = byText((tx, limit, after) =>
  tx.query(
    `select * from (
       select link_id || ':' || to_char(day, 'YYYY-MM-DD') || ':' || lpad(part::text, 6, '0') as key,
         updated_at as at, link_id as link, null as "messageId",
         case when differences > 0 then 'RECONCILIATION_DIFFERS' else 'RECONCILIATION_STALLED' end as code,
         to_char(day, 'YYYY-MM-DD') || ' part ' || part || ': ' || coalesce(differences::text, phase) as detail
       from journal.reconciliation
       where differences > 0 or (phase <> 'SIGNED' and updated_at < statement_timestamp() - interval '10 minutes')) r
     where key > $2 order by key limit $1`,
    [limit, after],
  ),
);

export const unprovenCheckpoints = byText((tx, limit, after) =>
  tx.query(
    `select * from (
       select peer || ' ' || encode(sha256(convert_to(origin, 'UTF8')), 'hex') || ' ' || lpad(size::text, 16, '0')
         || ' ' || encode(root, 'hex') as key, seen_at as at,
         null as link, null as "messageId", 'UNPROVEN' as code, peer || ' ' || origin || ' ' || size as detail
       from journal.peer_checkpoint where seen_at < statement_timestamp() - interval '60 s') p
     where key > $2 order by key limit $1`,
    [limit, after],
  ),
);
