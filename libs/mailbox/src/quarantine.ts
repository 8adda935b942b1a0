import type { LinkId, MessageId, StateCode } from '#kernel';
import type { Hashes } from '#wire';
import type { Tx } from '#store';

export interface QuarantineRow {
  readonly id: string;
  readonly linkId: LinkId;
  readonly messageId: MessageId | null;
  readonly statement: boolean;
  readonly code: string;
  readonly detail: string | null;
  readonly evidenceSha256: string;
  readonly size: number;
  readonly at: Date;
}

const columns = `id, link_id as "linkId", message_id as "messageId", statement, code, detail,
  evidence_sha256 as "evidenceSha256", octet_length(evidence) as size, at`;

export interface Keeping {
  readonly months: number;
  readonly keptFrom: readonly StateCode[];
}

const overdueSql = `select q.id from mailbox.quarantine q
  where q.evidence <> '' and q.at <= statement_timestamp() - make_interval(months => $1)
    and not exists (select from mailbox.link l where l.link_id = q.link_id and l.peer = any ($2::text[]))`;

export class Quarantine {
  async withinDay(tx: Tx, linkId: LinkId, code: 'GLASSES_TOO_MANY'): Promise<boolean> {
    const rows = await tx.query(
      `select 1 as one from mailbox.quarantine
       where link_id = $1 and code = '${code}' and at > statement_timestamp() - interval '1 day' limit 1`,
      [linkId],
    );
    return rows.length > 0;
  }

  add(
    tx: Tx,
    row: {
      readonly id: string;
      readonly linkId: LinkId;
      readonly messageId: MessageId | null;
      readonly statement: boolean;
      readonly code: string;
      readonly detail: string | null;
      readonly evidence: Uint8Array;
      readonly hashes: Hashes;
      readonly kept: boolean;
      readonly event: string;
    },
  ): void {
    tx.send(
      `insert into mailbox.quarantine (id, link_id, message_id, statement, code, detail, evidence, evidence_sha256,
         evidence_sha512, evidence_size, event)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        row.id,
        row.linkId,
        row.messageId,
        row.statement,
        row.code,
        row.detail,
        row.kept ? row.evidence : Buffer.alloc(0),
        row.hashes.sha256,
        row.hashes.sha512,
        row.hashes.size,
        row.event,
      ],
    );
  }

  async isOverdue(tx: Tx, { months, keptFrom }: Keeping): Promise<boolean> {
    const rows = await tx.query(`${overdueSql} limit 1`, [months, keptFrom]);
    return rows.length > 0;
  }

  discard(
    tx: Tx,
    { months, keptFrom }: Keeping,
    limit: number,
  ): Promise<(Hashes & { readonly id: string })[]> {
    return tx.query(
      `with gone as (${overdueSql} order by q.at limit ${limit})
       update mailbox.quarantine q set evidence = '' from gone where q.id = gone.id
       returning q.id, q.evidence_size as size, q.evidence_sha256 as sha256, q.evidence_sha512 as sha512`,
      [months, keptFrom],
    );
  }

  listRows(tx: Tx, limit: number, before: string | null): Promise<QuarantineRow[]> {
    return tx.query<QuarantineRow>(
      `select ${columns} from mailbox.quarantine ${before === null ? '' : 'where id < $2'} order by id desc limit $1`,
      [Math.min(limit, 200), ...(before === null ? [] : [before])],
    );
  }

  async show(
    tx: Tx,
    id: string,
  ): Promise<(QuarantineRow & { readonly evidence: Buffer }) | undefined> {
    const [row] = await tx.query<QuarantineRow & { evidence: Buffer }>(
      `select ${columns}, evidence from mailbox.quarantine where id = $1`,
      [id],
    );
    return row;
  }
}
