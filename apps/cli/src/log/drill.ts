import { sayDetail } from '#language/console';
import { Fault, type Judge, verifyLog } from '#custody';
import { CliError } from '../errors.js';
import { DrillCopy } from './drill-copy.js';
import { DrillLog, randomOf } from './drill-log.js';
import { folderSource } from './folder-source.js';
import type { LogFolder } from './layout.js';
import { mutations, type Mutated, type MutationName } from './mutations.js';

export interface DrillRow {
  readonly kind: MutationName;
  tried: number;
  found: number;
  located: number;
}

export interface Missed {
  readonly number: number;
  readonly what: string;
  readonly said: string | undefined;
}

export interface Drilled {
  readonly leaves: number;
  readonly rows: readonly DrillRow[];
  readonly missed: readonly Missed[];
}

const mostMissed = 50;

export interface DrillPlan {
  readonly count: number;
  readonly seed: number;
}

/**
 * Damages a copy of an exported log `count` times and counts how often verification notices. @throws CliError CLI_LOG_INVALID
 * if the undamaged export is invalid; CLI_USAGE if the export is too small or too large, or has no checkpoints
 */
export async function drill(
  folder: LogFolder,
  judge: Judge,
  { count, seed }: DrillPlan,
  onTried: (done: number) => void,
): Promise<Drilled> {
  const copy = await DrillCopy.copyOf(folder);
  try {
    const clean = await judged(copy, judge);
    if (clean !== undefined) throw new CliError('CLI_LOG_INVALID', sayDetail(clean.text), clean);
    const log = await DrillLog.read(copy, judge, randomOf(seed));
    const kinds = Object.keys(mutations) as MutationName[];
    const rows = kinds.map((kind): DrillRow => ({ kind, tried: 0, found: 0, located: 0 }));
    const missed: Missed[] = [];
    for (let number = 0; number < count; number += 1) {
      // Kinds in turn, so that each occurs; places at random.
      const row = rows[number % rows.length];
      if (row === undefined) break;
      const said = await tryOne(log, row);
      if (said !== undefined && missed.length < mostMissed) missed.push({ number, ...said });
      await copy.restore();
      onTried(number + 1);
    }
    return { leaves: log.size, rows, missed };
  } finally {
    await copy.close();
  }
}

async function tryOne(log: DrillLog, row: DrillRow): Promise<Omit<Missed, 'number'> | undefined> {
  const { copy, judge, kept } = log;
  const careful = { ...judge, kept: [...(judge.kept ?? []), kept.note] };
  const done: Mutated = await mutations[row.kind](log);
  const fault = await judged(copy, done.judge ?? careful);
  const located = fault !== undefined && done.isFound(fault.place);
  row.tried += 1;
  row.found += fault === undefined ? 0 : 1;
  row.located += located ? 1 : 0;
  if (located) return undefined;
  return {
    what: done.what,
    said: fault && `${sayDetail(fault.text)} ${JSON.stringify(fault.place)}`,
  };
}

async function judged(copy: DrillCopy, judge: Judge): Promise<Fault | undefined> {
  try {
    await verifyLog(await folderSource(copy), judge);
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
