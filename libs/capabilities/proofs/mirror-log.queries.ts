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
  type CosignedView,
  type TilePage,
  type TilesAsked,
} from './proofs.contract.js';

/**
 * Returns pages of leaves, tiles and signed checkpoints. A mirror can verify the log from these pages without trust in this
 * State. @throws the errors of `AuditorQuestions`
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
    return this.questions.answer(asker, readCheckpoints, asked, async (tx) => {
      const witnesses = await this.journal.outside.keys(tx);
      const notes = await notesAbove(tx, asked.above, witnesses);
      return { notes: fitting(notes, bytesOf), witnesses };
    });
  }
}

const bytesOf = ({ note, second }: CosignedView): number =>
  Buffer.byteLength(note + (second ?? '')) * 2;
