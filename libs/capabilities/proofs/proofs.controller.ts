import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, CALL_BUS, From, Route, type Caller, type CallBus } from '#api';
import { Nothing } from '#contract';
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

@ApiTags('audit')
@Controller('api/v1/audit')
export class ProofsController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', 'events/:event/proof', proveEvent, {
    summary: 'Prove an event of the custody log',
    description: 'The proof stands alone: it is verified with the key of the log and nothing else.',
    refuses: { 404: ['EVENT_UNKNOWN'] },
  })
  proof(@From() caller: Caller, @Asked() asked: EventAsked): Promise<EventProof> {
    return this.bus.ask(proveEvent, caller, asked);
  }

  @Route('GET', 'checkpoint', readCheckpoint, {
    summary: 'Show the newest checkpoint',
    description: 'The signed head of the released log, with cosignatures and outside times.',
  })
  checkpoint(@From() caller: Caller, @Asked() asked: Nothing): Promise<CheckpointView> {
    return this.bus.ask(readCheckpoint, caller, asked);
  }

  @Route('GET', 'log/entries', readLeaves, {
    summary: 'List leaves of the log',
    description: 'As many as fit one answer, from an index on.',
  })
  entries(@From() caller: Caller, @Asked() asked: LeavesAsked): Promise<LeafPage> {
    return this.bus.ask(readLeaves, caller, asked);
  }

  @Route('GET', 'log/tiles', readTiles, {
    summary: 'List hash tiles of the log',
    description:
      'Hashes of one level, as many as fit one answer: with them anybody computes the tree anew.',
  })
  tiles(@From() caller: Caller, @Asked() asked: TilesAsked): Promise<TilePage> {
    return this.bus.ask(readTiles, caller, asked);
  }

  @Route('GET', 'log/notes', readCheckpoints, {
    summary: 'List signed checkpoints of the log',
    description: 'Those above a size, as they were signed and cosigned.',
  })
  notes(@From() caller: Caller, @Asked() asked: CheckpointsAsked): Promise<CheckpointPage> {
    return this.bus.ask(readCheckpoints, caller, asked);
  }
}
