import { Injectable } from '@nestjs/common';
import type { Session } from '#access';
import { fitting } from '#capabilities/requests/dispatch-rows.queries';
import { Journal, leavesFrom, notesAbove, tilesFrom } from '#journal';
import { AuditorQuestions } from '#capabilities/audit/auditor-questions.service';
import {
  readLeaves,
  readCheckpoints,
  readTiles,
  type LeafPage,
  type LeavesAsked,
  type CheckpointPage,
  type CheckpointsAsked,
  type TilePage,
  type TilesAsked,
} from './proofs.contract.js';

/**
 * The log itself, page after page: leaves, tiles, signed checkpoints. Who keeps them has a mirror that needs nobody's
 * word. Errors of every method: those of `AuditorQuestions`.
 */
@Injectable()
export class MirrorLog {
  constructor(
    private readonly questions: AuditorQuestions,
    private readonly journal: Journal,
  ) {}

  entries(asker: Session, asked: LeavesAsked): Promise<LeafPage> {
    return this.questions.answer(asker, readLeaves, asked, async (tx) => {
      const size = await this.journal.releasedSize(tx);
      const leaves = await leavesFrom(tx, asked.from);
      return { size, entries: fitting(leaves, ({ length }) => length + 8) };
    });
  }

  tiles(asker: Session, asked: TilesAsked): Promise<TilePage> {
    return this.questions.answer(asker, readTiles, asked, async (tx) => ({
      tiles: await tilesFrom(tx, asked.level, asked.from),
    }));
  }

  notes(asker: Session, asked: CheckpointsAsked): Promise<CheckpointPage> {
    return this.questions.answer(asker, readCheckpoints, asked, async (tx) => ({
      notes: fitting(await notesAbove(tx, asked.above), ({ note }) => Buffer.byteLength(note) * 2),
    }));
  }
}
