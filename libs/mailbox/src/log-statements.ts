import type { LinkId, MessageId, Sha256, StateCode, StatementBodies, Timestamp } from '#kernel';
import type { Tx } from '#store';

const stepOf = {
  'checkpoint-offer': 'witness',
  cosignature: 'witness',
  reconciliation: 'witness',
  'package-ask': 'custody-record',
  'package-answer': 'build-package',
} as const;
export type LogStatementKind = keyof typeof stepOf;

export const judgedKinds = (Object.keys(stepOf) as LogStatementKind[]).filter(
  (kind) => kind !== 'package-answer',
);

export const isLogStatementKind = (kind: string): kind is LogStatementKind =>
  Object.hasOwn(stepOf, kind);

export interface SignedStatement {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
}

export interface DueStatement<K extends LogStatementKind = LogStatementKind> {
  readonly linkId: LinkId;
  readonly kind: K;
  readonly body: StatementBodies[K];
}

export interface WaitingStatement<K extends LogStatementKind> {
  readonly body: StatementBodies[K];
  readonly at: Date;
}

export interface ReceivedStatement<K extends LogStatementKind> {
  readonly linkId: LinkId;
  readonly peer: StateCode;
  readonly issuedAt: Date;
  readonly statementSha256: Sha256 | null;
  readonly body: StatementBodies[K];
}

export interface ReceivedAnswer extends SignedStatement {
  readonly peer: StateCode;
  readonly body: StatementBodies['package-answer'];
}

/**
 * Statements about custody logs between the audit services of two States. Stores only the newest waiting statement per kind
 * and link, so a neighbour cannot fill the table.
 */
export class LogStatements {
  say<K extends LogStatementKind>(tx: Tx, linkId: LinkId, kind: K, body: StatementBodies[K]): void {
    tx.send(
      `insert into mailbox.statement_due (link_id, kind, body) values ($1, $2, $3)
       on conflict (link_id, kind) do update set body = excluded.body, at = clock_timestamp()`,
      [linkId, kind, JSON.stringify(body)],
    );
    tx.wake('log-statements');
  }

  /** Returns the statement of this kind that waits for the sealer to send it, if there is one. */
  async waiting<K extends LogStatementKind>(
    tx: Tx,
    linkId: LinkId,
    kind: K,
  ): Promise<WaitingStatement<K> | undefined> {
    const [row] = await tx.query<WaitingStatement<K>>(
      'select body, at from mailbox.statement_due where link_id = $1 and kind = $2',
      [linkId, kind],
    );
    return row;
  }

  takeDue(tx: Tx, linkId: LinkId): Promise<DueStatement[]> {
    return tx.query<DueStatement>(
      `delete from mailbox.statement_due where link_id = $1
       returning link_id as "linkId", kind, body`,
      [linkId],
    );
  }

  keepOwn(
    tx: Tx,
    linkId: LinkId,
    { day, part }: StatementBodies['reconciliation'],
    signed: { readonly sha256: Sha256; readonly bytes: Uint8Array; readonly signature: Uint8Array },
  ): void {
    tx.send(
      `insert into mailbox.statement_out (sha256, link_id, statement, signature) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [signed.sha256, linkId, signed.bytes, signed.signature],
    );
    tx.send(
      `update journal.reconciliation set own_statement = $4 where link_id = $1 and day = $2 and part = $3`,
      [linkId, day, part, signed.sha256],
    );
  }

  storeReceived(
    tx: Tx,
    said: {
      readonly linkId: LinkId;
      readonly kind: LogStatementKind;
      readonly peer: StateCode;
      readonly issuedAt: Timestamp;
      readonly body: object;
      readonly statementSha256: Sha256 | null;
      readonly signed: SignedStatement | null;
    },
  ): void {
    tx.send(
      `insert into mailbox.statement_heard (link_id, kind, peer, issued_at, body, statement_sha256, statement, signature)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (link_id, kind) do update set peer = excluded.peer, issued_at = excluded.issued_at,
         body = excluded.body, statement_sha256 = excluded.statement_sha256, statement = excluded.statement,
         signature = excluded.signature
         where excluded.issued_at > statement_heard.issued_at`,
      [
        said.linkId,
        said.kind,
        said.peer,
        said.issuedAt,
        JSON.stringify(said.body),
        said.statementSha256,
        said.signed?.bytes ?? null,
        said.signed?.signature ?? null,
      ],
    );
    tx.wake(stepOf[said.kind]);
  }

  async takeReceived<K extends LogStatementKind>(
    tx: Tx,
    kind: K,
  ): Promise<ReceivedStatement<K> | undefined> {
    const [row] = await tx.query<ReceivedStatement<K>>(
      `delete from mailbox.statement_heard where (link_id, kind) = (
         select link_id, kind from mailbox.statement_heard where kind = $1
         order by heard_at limit 1)
       returning link_id as "linkId", peer, issued_at as "issuedAt", body,
         statement_sha256 as "statementSha256"`,
      [kind],
    );
    return row;
  }

  async takeAnswer(tx: Tx, linkId: LinkId, ask: MessageId): Promise<ReceivedAnswer | undefined> {
    const [row] = await tx.query<ReceivedAnswer>(
      `delete from mailbox.statement_heard
       where link_id = $1 and kind = 'package-answer' and body ->> 'ask' = $2 and statement is not null
       returning peer, body, statement as bytes, signature`,
      [linkId, ask],
    );
    return row;
  }

  drop(
    tx: Tx,
    kind: LogStatementKind,
    { linkId, issuedAt }: Pick<ReceivedStatement<LogStatementKind>, 'linkId' | 'issuedAt'>,
  ): void {
    tx.send(
      `delete from mailbox.statement_heard where link_id = $1 and kind = $2
         and date_trunc('milliseconds', issued_at) = $3`,
      [linkId, kind, issuedAt],
    );
  }
}
