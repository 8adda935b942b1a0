import type { RuleId, WaiverReason, WithdrawalReason } from '#capabilities/evidence/evidence.lists';
import type { AuthorityId, OfficerId, Sha256, ThreadId } from '#kernel';
import type { Tx } from '#store';
import type { ThreadRecord } from '#threads';

export interface WaivedRule {
  readonly rule: RuleId;
  readonly profile: Sha256;
}

export interface WaiverRow extends WaivedRule {
  readonly id: string;
  readonly reason: WaiverReason;
  readonly officer: OfficerId;
  readonly waivedAt: Date;
  readonly endedAt: Date | null;
  readonly endedBy: OfficerId | null;
  readonly endReason: WithdrawalReason | 'SUPERSEDED' | null;
}

export interface WaiverEnd {
  readonly by: OfficerId;
  readonly reason: WithdrawalReason | 'SUPERSEDED';
}

const columns = `id, rule, profile, reason, officer, waived_at as "waivedAt", ended_at as "endedAt", ended_by as "endedBy",
  end_reason as "endReason"`;

export const waiverRows = {
  async count(tx: Tx, thread: ThreadId): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      'select count(*) as count from cases.waiver where thread = $1',
      [thread],
    );
    return row?.count ?? 0;
  },

  async add(
    tx: Tx,
    thread: Pick<ThreadRecord, 'id' | 'authority' | 'compartment'>,
    added: WaivedRule & Pick<WaiverRow, 'id' | 'reason' | 'officer'>,
  ): Promise<WaiverRow> {
    const { id, rule, profile, reason, officer } = added;
    const [row] = await tx.query<WaiverRow>(
      `insert into cases.waiver (id, thread, authority, compartment, rule, profile, reason, officer)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${columns}`,
      [id, thread.id, thread.authority, thread.compartment, rule, profile, reason, officer],
    );
    if (row === undefined) throw new RangeError('waiver');
    return row;
  },

  async end(
    tx: Tx,
    thread: ThreadId,
    { rule, profile }: WaivedRule,
    { by, reason }: WaiverEnd,
  ): Promise<WaiverRow | undefined> {
    const [row] = await tx.query<WaiverRow>(
      `update cases.waiver set ended_at = clock_timestamp(), ended_by = $4, end_reason = $5
       where thread = $1 and rule = $2 and profile = $3 and ended_at is null returning ${columns}`,
      [thread, rule, profile, by, reason],
    );
    return row;
  },

  listWaivers: (tx: Tx, thread: ThreadId, limit: number): Promise<WaiverRow[]> =>
    tx.query<WaiverRow>(
      `select ${columns} from cases.waiver where thread = $1 order by waived_at desc, id desc limit $2`,
      [thread, limit],
    ),

  async move(tx: Tx, thread: ThreadId, to: AuthorityId): Promise<void> {
    await tx.query('update cases.waiver set authority = $2 where thread = $1', [thread, to]);
  },
};
