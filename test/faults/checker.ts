import { rmSync } from 'node:fs';
import type { DocumentId } from '#kernel';
import { until, type Installation } from '../support/installation.js';
import { Office } from '../support/office.js';
import type { RunningStates } from '../support/running-states.js';
import type { Attempt, History } from './history.js';
import { verifyLog } from './verify-log.js';
import { checkWay, type WayVerdict } from './way.js';

export interface Verdict extends WayVerdict {
  readonly attempted: number;
  readonly acknowledged: number;
  readonly fetched: number;
  readonly leaves: number;
}

/** Usual longest wait for attachments, and for a quiet log, in seconds. */
export const checkSeconds = 30;

/** Longest waits, in seconds: for all attachments, and for a quiet log. */
export interface Waits {
  readonly files: number;
  readonly log: number;
}

/** Checks both States. */
export async function check(
  two: RunningStates,
  history: History,
  waits: Waits = { files: checkSeconds, log: checkSeconds },
): Promise<Verdict> {
  const ways = [await checkWay(two.a, two.b, history), await checkWay(two.b, two.a, history)];
  const all = <T>(list: (way: WayVerdict) => readonly T[]): T[] => ways.flatMap(list);
  const sum = (count: (way: WayVerdict) => number): number =>
    ways.reduce((total, way) => total + count(way), 0);
  const lost = all((way) => way.lost);
  const files = await fetchFiles(two, history, new Set(lost), waits.files);
  const logs = await Promise.all([verifyLog(two.a, waits.log), verifyLog(two.b, waits.log)]);
  return {
    attempted: history.attempted.size,
    acknowledged: history.acknowledged.size,
    filed: sum((way) => way.filed),
    receipted: sum((way) => way.receipted),
    fetched: files.fetched,
    lost,
    duplicated: [
      ...all((way) => way.duplicated),
      // The gateway itself may have been killed last.
      ...(await until('both desks', 60, () => seenTwice(two), 500)),
    ],
    phantoms: all((way) => way.phantoms),
    unreceipted: all((way) => way.unreceipted),
    wrong: [
      ...history.refused,
      ...all((way) => way.wrong),
      ...files.wrong,
      ...(await quarantined(two)),
      ...logs.flatMap(({ wrong }) => wrong),
    ],
    leaves: logs.reduce((total, { leaves }) => total + leaves, 0),
  };
}

async function seenTwice(two: RunningStates): Promise<string[]> {
  const twice: string[] = [];
  for (const at of [two.a, two.b])
    for (const [name, desk] of [
      ['ana', 'requests'],
      ['ben', 'inbox'],
    ] as const) {
      const office = await Office.open(two, at, name);
      try {
        const subjects = await office.subjects(desk);
        for (const [i, subject] of subjects.entries())
          if (subjects.indexOf(subject) !== i) twice.push(`${desk} of ${at.state}: ${subject}`);
      } finally {
        office.close();
      }
    }
  return twice;
}

async function fetchFiles(
  two: RunningStates,
  history: History,
  lost: ReadonlySet<DocumentId>,
  seconds: number,
): Promise<{ fetched: number; wrong: string[] }> {
  const wrong: string[] = [];
  let fetched = 0;
  const end = performance.now() + seconds * 1_000;
  for (const [from, to] of [
    [two.a, two.b],
    [two.b, two.a],
  ] as const) {
    const files = history.safe(
      ({ attached, from: author, signed }) =>
        attached && author === from.state && !lost.has(signed.id),
    );
    const office = await until('a desk', 60, () => Office.open(two, to, 'ben'), 500);
    try {
      for (const each of files) {
        const why = await fetchFile(two, to, office, each, (end - performance.now()) / 1_000);
        if (why === undefined) fetched += 1;
        else wrong.push(`attachment of ${history.name(each.signed.id)}: ${why}`);
      }
    } finally {
      office.close();
    }
  }
  return { fetched, wrong };
}

async function fetchFile(
  two: RunningStates,
  to: Installation,
  office: Office,
  { signed }: Attempt,
  seconds: number,
): Promise<string | undefined> {
  const out = two.file(`fetched-${to.state}.bin`);
  try {
    await until('the attachment', Math.max(1, seconds), async () => {
      // Compared with the hashes signed by the other officer.
      await office.download(signed.thread, out);
      return true as const;
    });
    return undefined;
  } catch (error) {
    const { cause } = error as Error;
    return `${String(error)} ${cause instanceof Error ? cause.message : ''}`;
  } finally {
    rmSync(out, { force: true });
  }
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
