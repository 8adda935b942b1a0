import { say } from '#language/console';
import type { ShownDispatch, ShownThread } from '../api/shown.js';
import type { Narrator } from './narrator.js';
import { padded } from '../print/width.js';

const passed = ['QUEUED', 'ACCEPTED', 'RELAYED', 'DELIVERED', 'OPENED', 'RETRIEVED'] as const;
const signed: readonly string[] = ['DELIVERED', 'OPENED', 'RETRIEVED'];

type Stage = ShownDispatch['stages'][number];

const ours = ({ dispatches }: ShownThread): ShownDispatch[] =>
  dispatches.filter(({ direction }) => direction === 'OUT');

const isThere = (stages: readonly Stage[], name: string): boolean =>
  stages.some(
    ({ stage, verified }) => stage === name && (verified === true || !signed.includes(name)),
  );

export const missing = (thread: ShownThread): string[] =>
  ours(thread).flatMap(({ dispatch, stages }) =>
    passed.filter((name) => !isThere(stages, name)).map((name) => `${dispatch} ${name}`),
  );

export interface ReceiptRow {
  readonly dispatch: string;
  readonly kind: string;
  readonly stage: string;
  readonly at: string;
  readonly receipt: unknown;
  readonly verified: boolean | null;
}

export const receiptRows = (thread: ShownThread): ReceiptRow[] =>
  ours(thread).flatMap(({ dispatch, kind, stages }) =>
    stages.map(({ stage, at, receipt, verified }) => ({
      dispatch,
      kind,
      stage,
      at,
      receipt,
      verified,
    })),
  );

export function latencies(thread: ShownThread): Record<string, number> {
  const [sent] = ours(thread);
  const begin = Date.parse(sent?.committedAt ?? '');
  return Object.fromEntries(
    (sent?.stages ?? []).map(({ stage, at }) => [stage, Date.parse(at) - begin]),
  );
}

const words: Readonly<Record<string, string>> = {
  QUEUED: say('receipts.queued'),
  ACCEPTED: say('receipts.accepted'),
  RELAYED: say('receipts.relayed'),
  DELIVERED: say('receipts.delivered'),
  OPENED: say('receipts.opened'),
  RETRIEVED: say('receipts.retrieved'),
};

export function tellStages(narrator: Narrator, title: string, thread: ShownThread): void {
  narrator.tell(`  ${title}`);
  for (const { stage, at } of receiptRows(thread))
    narrator.tell(`      ${at}  ${padded(stage, 9)}  ${words[stage] ?? ''}`);
}
