import type { LinkId, MessageId, Sha256, StateCode, StatementBodies, Timestamp } from '#kernel';
import type { Tx } from '#store';

/** Statements of one State's custody log to another's, each with the step that it wakes. */
const stepOf = {
  'checkpoint-offer': 'witness',
  cosignature: 'witness',
  reconciliation: 'witness',
  'package-ask': 'custody-record',
  'package-answer': 'build-package',
} as const;
export type LogStatementKind = keyof typeof stepOf;

/** Kinds that are judged one by one (`judgeHeard`); an answer is taken by the ask that it is for. */
export const judgedKinds = (Object.keys(stepOf) as LogStatementKind[]).filter(
  (kind) => kind !== 'package-answer',
);

export const isLogStatementKind = (kind: string): kind is LogStatementKind =>
  Object.hasOwn(stepOf, kind);

/** A statement as it was signed. */
export interface SignedStatement {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
}

export interface DueStatement<K extends LogStatementKind = LogStatementKind> {
  readonly linkId: LinkId;
  readonly kind: K;
  readonly body: StatementBodies[K];
}

export interface HeardStatement<K extends LogStatementKind> {
  readonly linkId: LinkId;
  readonly peer: StateCode;
  readonly issuedAt: Date;
  /** Where the statement that said it is kept with its signature; null for one that is no proof. */
  readonly statementSha256: Sha256 | null;
  readonly body: StatementBodies[K];
}

/** An answer about the neighbour's log, as it was signed. */
export interface HeardAnswer extends SignedStatement {
  readonly peer: StateCode;
  readonly body: StatementBodies['package-answer'];
}

/**
 * Statements about the custody logs of two States. Audit and evidence services neither sign for their State nor read what came
 * from outside: the sealer and the opener do that for them. Of each kind only the newest of a link is kept, so that a
 * neighbour who is silent, or who says too much, fills nothing.
 */
export class LogStatements {
  /** Puts a statement there for the sealer. */
  say<K extends LogStatementKind>(tx: Tx, linkId: LinkId, kind: K, body: StatementBodies[K]): void {
    tx.send(
      `insert into mailbox.statement_due (link_id, kind, body) values ($1, $2, $3)
       on conflict (link_id, kind) do update set body = excluded.body, at = clock_timestamp()`,
      [linkId, kind, JSON.stringify(body)],
    );
    tx.wake('log-statements');
  }

  /** Takes what waits for a link; the caller sends it in the same transaction. */
  take(tx: Tx, linkId: LinkId): Promise<DueStatement[]> {
    return tx.query<DueStatement>(
      `delete from mailbox.statement_due where link_id = $1
       returning link_id as "linkId", kind, body`,
      [linkId],
    );
  }

  /** Keeps a statement of ours that is proof, as it was signed, and notes it with what it is proof of. */
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

  /** Keeps a verified statement for the audit service, unless a newer one of its kind waits there. */
  heard(
    tx: Tx,
    said: {
      readonly linkId: LinkId;
      readonly kind: LogStatementKind;
      readonly peer: StateCode;
      readonly issuedAt: Timestamp;
      readonly body: object;
      readonly statementSha256: Sha256 | null;
      /** Kept with it where whoever judges it hands it on. */
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

  /** Takes one statement of a kind that waits to be judged, the one that waits longest; undefined when none does. */
  async takeHeard<K extends LogStatementKind>(
    tx: Tx,
    kind: K,
  ): Promise<HeardStatement<K> | undefined> {
    const [row] = await tx.query<HeardStatement<K>>(
      `delete from mailbox.statement_heard where (link_id, kind) = (
         select link_id, kind from mailbox.statement_heard where kind = $1
         order by heard_at limit 1)
       returning link_id as "linkId", peer, issued_at as "issuedAt", body,
         statement_sha256 as "statementSha256"`,
      [kind],
    );
    return row;
  }

  /** Takes the answer to one ask; undefined while it has not come. Answers that nobody asked for wait until another comes. */
  async takeAnswer(tx: Tx, linkId: LinkId, ask: MessageId): Promise<HeardAnswer | undefined> {
    const [row] = await tx.query<HeardAnswer>(
      `delete from mailbox.statement_heard
       where link_id = $1 and kind = 'package-answer' and body ->> 'ask' = $2 and statement is not null
       returning peer, body, statement as bytes, signature`,
      [linkId, ask],
    );
    return row;
  }

  /** Forgets a statement that cannot be judged; a newer one in its place stays. */
  drop(
    tx: Tx,
    kind: LogStatementKind,
    { linkId, issuedAt }: Pick<HeardStatement<LogStatementKind>, 'linkId' | 'issuedAt'>,
  ): void {
    tx.send(
      `delete from mailbox.statement_heard where link_id = $1 and kind = $2
         and date_trunc('milliseconds', issued_at) = $3`,
      [linkId, kind, issuedAt],
    );
  }
}
