import type { DocumentId } from '#kernel';
import type { Installation } from '../support/installation.js';
import type { Attempt, History } from './history.js';

/** Comparison of the clients' records with the databases of both States, for documents from one State to the other. */
export interface WayVerdict {
  readonly filed: number;
  readonly receipted: number;
  readonly lost: readonly DocumentId[];
  readonly duplicated: readonly string[];
  readonly phantoms: readonly string[];
  readonly unreceipted: readonly DocumentId[];
  readonly wrong: readonly string[];
}

export type End = Pick<Installation, 'state' | 'rows'>;

export interface Filed {
  readonly id: DocumentId;
  readonly thread: string;
  readonly kind: string;
  readonly sha: string;
  readonly openings: number;
  readonly accepted: number;
}
export interface Sent {
  readonly id: DocumentId;
  readonly state: string;
  readonly outcome: string | null;
  readonly stages: readonly { stage: string; times: number; texts: number }[] | null;
}

const filedAt = (to: End): Promise<Filed[]> =>
  to.rows<Filed>(
    `select d.id, d.thread, d.kind, d.document_sha256 as sha,
       (select count(*)::int from mailbox.delivery v where v.dispatch = d.id and v.state = 'OPENED') as openings,
       (select count(*)::int from mailbox.accepted a where a.document_id = d.id) as accepted
     from cases.dispatch d where d.direction = 'IN' order by d.committed_at`,
  );

const sentBy = (from: End): Promise<Sent[]> =>
  from.rows<Sent>(
    `select o.dispatch as id, o.state, o.outcome,
       (select json_agg(s) from (select r.stage, count(*)::int as times, count(distinct r.receipt)::int as texts
          from mailbox.receipt_in r where r.message_id = o.message_id group by r.stage) s) as stages
     from mailbox.outbox o where not o.statement order by o.id`,
  );

export async function checkWay(from: End, to: End, history: History): Promise<WayVerdict> {
  const own = [...history.attempted.values()].filter((each) => each.from === from.state);
  const written = new Map(own.map((each) => [each.signed.id, each]));
  const acknowledged = [...history.acknowledged].filter((id) => written.has(id));
  const [filed, sent] = [await filedAt(to), await sentBy(from)];
  const known = new Set(filed.map(({ id }) => id));
  const receipted = new Set(sent.filter(hasReceipts).map(({ id }) => id));
  return {
    filed: filed.length,
    receipted: receipted.size,
    lost: acknowledged.filter((id) => !known.has(id)),
    duplicated: filed.filter(({ openings }) => openings > 1).map(({ id }) => history.name(id)),
    phantoms: filed
      .filter(({ id, sha }) => written.get(id)?.signed.sha256 !== sha)
      .map(({ id }) => history.name(id)),
    unreceipted: acknowledged.filter((id) => !receipted.has(id)),
    wrong: [
      ...sent
        .filter(({ state, outcome }) => state !== 'CLOSED' || outcome !== 'OPENED')
        .map(({ id, state, outcome }) => `${history.name(id)}: ${state} ${outcome ?? ''}`),
      ...filed
        .filter(({ openings, accepted }) => openings === 0 || accepted !== 1)
        .map(({ id }) => `${history.name(id)}: filed, but not by an opening`),
      ...outOfOrder(own, filed),
      ...(await chains(from, to)),
    ],
  };
}

const hasReceipts = ({ stages }: Sent): boolean =>
  ['DELIVERED', 'OPENED'].every((stage) =>
    stages?.some((each) => each.stage === stage && each.times === 1 && each.texts === 1),
  );

function outOfOrder(attempts: readonly Attempt[], filed: readonly Filed[]): string[] {
  const order = new Map(filed.map(({ id }, i) => [id, i]));
  const last = new Map<string, number>();
  return attempts.flatMap(({ client, n, signed: { id, thread } }) => {
    const at = order.get(id);
    if (at === undefined) return [];
    const before = last.get(thread) ?? -1;
    last.set(thread, at);
    return before > at ? [`thread ${client}-${n}: out of order`] : [];
  });
}

async function chains(from: End, to: End): Promise<string[]> {
  const select = `select seq::int, message_id, envelope_sha256 as hash, prev from mailbox.chain
    where direction = $1 order by mailbox.chain.seq`;
  type Link = { seq: number; message_id: string; hash: string; prev: string | null };
  const out = await from.rows<Link>(select, ['OUT']);
  const came = await to.rows<Link>(select, ['IN']);
  return [
    ...out
      .filter(({ seq, prev }, i) => seq !== i + 1 || prev !== (out[i - 1]?.hash ?? null))
      .map(({ seq }) => `chain of ${from.state}: broken at ${seq}`),
    ...out
      .filter(({ message_id, hash }, i) => {
        const other = came[i];
        return other?.message_id !== message_id || other.hash !== hash;
      })
      .map(({ seq }) => `chain at ${to.state}: another message than sent, or none, at ${seq}`),
    ...came
      .slice(out.length)
      .map(({ seq }) => `chain at ${to.state}: ${seq} is unknown to ${from.state}`),
  ];
}
