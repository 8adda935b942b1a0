import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import {
  EventAsked,
  LeavesAsked,
  CheckpointsAsked,
  proveEvent,
  readCheckpoint,
  readLeaves,
  readCheckpoints,
  readTiles,
  TilesAsked,
  type EventProof,
  type LeafPage,
  type CheckpointPage,
  type CheckpointView,
  type TilePage,
} from './proofs.contract.js';
import { MirrorLog } from './mirror-log.queries.js';
import { ReadLog } from './read-log.queries.js';

@Controller()
export class ProofHandlers {
  constructor(
    private readonly log: ReadLog,
    private readonly mirror: MirrorLog,
  ) {}

  @Handles(proveEvent)
  proof(@Officer() officer: Session, @AskedOf() asked: EventAsked): Promise<EventProof> {
    return this.log.proof(officer, asked);
  }

  @Handles(readCheckpoint)
  checkpoint(@Officer() officer: Session): Promise<CheckpointView> {
    return this.log.checkpoint(officer);
  }

  @Handles(readLeaves)
  entries(@Officer() officer: Session, @AskedOf() asked: LeavesAsked): Promise<LeafPage> {
    return this.mirror.entries(officer, asked);
  }

  @Handles(readTiles)
  tiles(@Officer() officer: Session, @AskedOf() asked: TilesAsked): Promise<TilePage> {
    return this.mirror.tiles(officer, asked);
  }

  @Handles(readCheckpoints)
  notes(@Officer() officer: Session, @AskedOf() asked: CheckpointsAsked): Promise<CheckpointPage> {
    return this.mirror.notes(officer, asked);
  }
}
