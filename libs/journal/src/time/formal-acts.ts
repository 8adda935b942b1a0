import { joined, phrase, type Document } from '#kernel';
import {
  type FormalObstacle,
  isFormalAct,
  obstacleWords,
  standingObstacles,
  type ReportedObstacles,
} from '#capabilities/evidence/formal-acts.model';
import type { Tx } from '#store';
import { JournalError } from '../errors.js';

export function noteObstacles(tx: Tx, obstacles: readonly FormalObstacle[]): void {
  tx.send(
    `insert into journal.formal_acts (obstacles) values ($1::text[])
     on conflict (one) do update set obstacles = excluded.obstacles, at = clock_timestamp()`,
    [obstacles],
  );
}

export const reportedObstaclesSql = `(select jsonb_build_object('obstacles', obstacles,
  'ageSeconds', extract(epoch from clock_timestamp() - at)::float8) from journal.formal_acts where one)`;

async function obstaclesNow(tx: Tx): Promise<readonly FormalObstacle[]> {
  const [row] = await tx.query<{ report: ReportedObstacles | null }>(
    `select ${reportedObstaclesSql} as report`,
  );
  return standingObstacles(row?.report ?? undefined);
}

/**
 * Refuses a formal act while an obstacle, such as a missing time-stamp, blocks formal acts. Other documents pass. @throws
 * JournalError FORMAL_ACT_BLOCKED naming each obstacle and its remedy
 */
export async function assertFormal(tx: Tx, document: Document): Promise<void> {
  if (!isFormalAct(document)) return;
  const obstacles = await obstaclesNow(tx);
  if (obstacles.length > 0)
    throw new JournalError(
      'FORMAL_ACT_BLOCKED',
      joined(
        obstacles.map((each) => phrase`${each}: ${obstacleWords[each]}`),
        '; ',
      ),
    );
}
