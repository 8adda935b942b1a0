import type { AlarmFact, ComparisonFact } from '#admissibility';
import { sha256 } from '#wire';
import { besideBounds, type SignedReport } from './besides.rows.js';

export interface SaidAt {
  readonly index: number;
  readonly reason: unknown;
  readonly data: Readonly<Record<string, unknown>>;
}

const isComplete = (report: string): boolean =>
  (JSON.parse(report) as { readonly complete?: unknown }).complete === true;

/** Returns the daily reconciliations whose report hash stands in `entries` of the log. Null if there are too many rows. */
export function comparisonsIn(
  reports: readonly SignedReport[],
  entries: readonly SaidAt[],
): readonly ComparisonFact[] | null {
  if (reports.length > besideBounds.reports || entries.length > besideBounds.reports) return null;
  const placed = new Map(entries.map(({ index, data }) => [data['reportSha256'], index]));
  return reports.flatMap(({ day, own, peer, report, differences }) => {
    const leaf = placed.get(sha256(Buffer.from(report, 'utf8')));
    if (leaf === undefined) return [];
    const { from, to } = own.messages;
    return [
      {
        ...{ leaf, day, isSigned: true, isComplete: isComplete(report), differences },
        spans: {
          OUT: { from, to },
          IN: peer === null ? null : { from: peer.messages.from, to: peer.messages.to },
        },
      },
    ];
  });
}

/** Reasons of `log.fork.detected` entries that report a missing proof or a replaced log, not a proven fork. */
export const noFork: readonly string[] = ['UNPROVEN', 'REPLACED'];

const isNoFork = (reason: unknown): boolean =>
  typeof reason === 'string' && noFork.includes(reason);

export const memberBytes = (name: string, value: string): Buffer =>
  Buffer.from(`${JSON.stringify(name)}:${JSON.stringify(value)}`, 'utf8');

/** Returns proven forks of `logs` found in `entries`. Null if unread entries may still prove one. */
export function alarmsIn(
  entries: readonly SaidAt[],
  logs: ReadonlySet<string>,
): readonly AlarmFact[] | null {
  const forks = entries.flatMap(({ index, data, reason }) => {
    const log = data['log'];
    return typeof log === 'string' && logs.has(log) && !isNoFork(reason)
      ? [{ leaf: index, log }]
      : [];
  });
  return forks.length === 0 && entries.length > besideBounds.alarms ? null : forks;
}
