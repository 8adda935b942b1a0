import type { DocumentId } from '#model';
import { until } from '../support/installation.js';
import { Office } from '../support/office.js';
import type { RunningStates } from '../support/running-states.js';
import type { Attempt, History } from './history.js';
import { verifyLog } from './verify-log.js';

/** The verdict after a campaign. Sets of documents by who knows of them; every list of faults is empty when all is well. */
export interface Verdict {
  readonly attempted: number;
  readonly acknowledged: number;
  readonly filed: number;
  readonly receipted: number;
  /** Acknowledged to the officer, and not at the neighbour. */
  readonly lost: readonly DocumentId[];
  /** At the neighbour more than once. */
  readonly duplicated: readonly string[];
  /** At the neighbour, and never written by anybody, or with other bytes. */
  readonly phantoms: readonly string[];
  /** Acknowledged, and without exactly one receipt of each stage. */
  readonly unreceipted: readonly DocumentId[];
  readonly wrong: readonly string[];
  readonly leaves: number;
}

interface Filed {
  readonly id: DocumentId;
  readonly thread: string;
  readonly kind: string;
  readonly sha: string;
  readonly openings: number;
  readonly accepted: number;
}
interface Sent {
  readonly id: DocumentId;
  readonly state: string;
  readonly outcome: string | null;
  readonly stages: readonly { stage: string; times: number; texts: number }[] | null;
}

/** All that the asked State holds of what came, in the order of filing. */
const filedAt = (two: RunningStates): Promise<Filed[]> =>
  two.b.rows<Filed>(
    `select d.id, d.thread, d.kind, d.document_sha256 as sha,
       (select count(*)::int from mailbox.delivery v where v.dispatch = d.id and v.state = 'OPENED') as openings,
       (select count(*)::int from mailbox.accepted a where a.document_id = d.id) as accepted
     from cases.dispatch d where d.direction = 'IN' order by d.committed_at`,
  );

/** The queue of the asking State, each row with the receipts that it verified. */
const sentBy = (two: RunningStates): Promise<Sent[]> =>
  two.a.rows<Sent>(
    `select o.dispatch as id, o.state, o.outcome,
       (select json_agg(s) from (select r.stage, count(*)::int as times, count(distinct r.receipt)::int as texts
          from mailbox.receipt_in r where r.message_id = o.message_id group by r.stage) s) as stages
     from mailbox.outbox o where not o.statement order by o.id`,
  );

/** @param others documents of earlier campaigns in the same two States */
export async function check(
  two: RunningStates,
  history: History,
  others: ReadonlySet<DocumentId> = new Set(),
): Promise<Verdict> {
  const { attempted, acknowledged } = history;
  const filed = (await filedAt(two)).filter(({ id }) => !others.has(id));
  const sent = (await sentBy(two)).filter(({ id }) => !others.has(id));
  const known = new Set(filed.map(({ id }) => id));
  const receipted = new Set(sent.filter(hasReceipts).map(({ id }) => id));
  const logs = [await verifyLog(two.a), await verifyLog(two.b)];
  return {
    attempted: attempted.size,
    acknowledged: acknowledged.size,
    filed: filed.length,
    receipted: receipted.size,
    lost: [...acknowledged].filter((id) => !known.has(id)),
    duplicated: [
      ...filed.filter((each) => each.openings > 1).map(({ id }) => history.name(id)),
      // The gateway itself may be the last one killed.
      ...(await until('both desks', 60, () => seenTwice(two), 500)),
    ],
    phantoms: filed
      .filter(({ id, sha }) => attempted.get(id)?.signed.sha256 !== sha)
      .map(({ id }) => history.name(id)),
    unreceipted: [...acknowledged].filter((id) => !receipted.has(id)),
    wrong: [
      ...history.refused,
      ...sent
        .filter(({ state, outcome }) => state !== 'CLOSED' || outcome !== 'OPENED')
        .map(({ id, state, outcome }) => `${history.name(id)}: ${state} ${outcome ?? ''}`),
      ...filed
        .filter(({ openings, accepted }) => openings === 0 || accepted !== 1)
        .map(({ id }) => `${history.name(id)}: filed, but not by an opening`),
      ...outOfOrder([...attempted.values()], filed),
      ...(await chains(two)),
      ...(await quarantined(two)),
      ...logs.flatMap(({ wrong }) => wrong),
    ],
    leaves: logs.reduce((sum, { leaves }) => sum + leaves, 0),
  };
}

const hasReceipts = ({ stages }: Sent): boolean =>
  ['DELIVERED', 'OPENED'].every((stage) =>
    stages?.some((each) => each.stage === stage && each.times === 1 && each.texts === 1),
  );

/** What the officers of both sides see on their desks. */
async function seenTwice(two: RunningStates): Promise<string[]> {
  const twice = (subjects: readonly string[]) =>
    subjects.filter((subject, i) => subjects.indexOf(subject) !== i);
  const asking = await Office.open(two, two.a, 'ana');
  const asked = await Office.open(two, two.b, 'ben');
  try {
    return [
      ...twice(await asking.subjects('requests')).map((subject) => `desk of XA: ${subject}`),
      ...twice(await asked.subjects('inbox')).map((subject) => `desk of XB: ${subject}`),
    ];
  } finally {
    asking.close();
    asked.close();
  }
}

/** Of every thread, the documents at the neighbour must come in the order in which the officer wrote them. */
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

/** Both ends number the messages of the link alike, without a hole, each naming the one before. */
async function chains(two: RunningStates): Promise<string[]> {
  const select = `select seq::int, message_id, envelope_sha256 as hash, prev from mailbox.chain
    where direction = $1 order by mailbox.chain.seq`;
  type Link = { seq: number; message_id: string; hash: string; prev: string | null };
  const out = await two.a.rows<Link>(select, ['OUT']);
  const came = await two.b.rows<Link>(select, ['IN']);
  return [
    ...out
      .filter(({ seq, prev }, i) => seq !== i + 1 || prev !== (out[i - 1]?.hash ?? null))
      .map(({ seq }) => `chain of XA: broken at ${seq}`),
    ...out
      .filter(({ message_id, hash }, i) => {
        const other = came[i];
        return other?.message_id !== message_id || other.hash !== hash;
      })
      .map(({ seq }) => `chain of XB: another message than at XA, or none, at ${seq}`),
    ...came.slice(out.length).map(({ seq }) => `chain of XB: ${seq} is unknown to XA`),
  ];
}

async function quarantined(two: RunningStates): Promise<string[]> {
  const found: string[] = [];
  for (const state of [two.a, two.b]) {
    const rows = await state.rows<{ code: string; detail: string | null }>(
      'select code, detail from mailbox.quarantine',
    );
    for (const { code, detail } of rows)
      found.push(`quarantine of ${state.state}: ${code} ${detail ?? ''}`);
  }
  return found;
}
