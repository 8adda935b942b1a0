import {
  auditing,
  Bytes,
  call,
  conditioned,
  Nothing,
  One,
  Parsed,
  Part,
  purposeful,
  Read,
  Text,
  Whole,
} from '#contract';
import { parseEventId, parseTimestamp, type EventId, type Timestamp } from '#kernel';
import { leafBytes } from '#capabilities/audit/audit.contract';

const mostLeaves = 1_024;
const mostTiles = 256;
const tileBytes = 8_192;

export class OutsideTimeView {
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
  @Text({
    description: 'A time-stamp authority of the settings, or a witness by its name.',
    example: 'tsa.example',
  })
  readonly by: string;
  @Whole({ min: 0, description: 'Size of the checkpoint that carries it.' })
  readonly size: number;
}

export class BracketView {
  @Part(() => OutsideTimeView, { nullable: true, description: 'The event came after this.' })
  readonly after: OutsideTimeView | null;
  @Part(() => OutsideTimeView, {
    nullable: true,
    description: 'It was there by this time-stamp, the first one.',
  })
  readonly before: OutsideTimeView | null;
  @Part(() => OutsideTimeView, {
    nullable: true,
    description: 'And by this cosignature of a witness, the first one.',
  })
  readonly seen: OutsideTimeView | null;
  @One(['timed', 'untimed', 'contradictory'])
  readonly state: 'timed' | 'untimed' | 'contradictory';
}

export class EventAsked extends Read {
  @Parsed(parseEventId, { description: 'Event id.' })
  readonly event: EventId;
}

export class EventProof {
  @Bytes(leafBytes, { description: 'Exact bytes of the event, canonical JSON.' })
  readonly leaf: Uint8Array;
  @Whole({ min: 0, description: 'Place of the leaf in the log.' })
  readonly index: number;
  @Text({ description: 'A tlog-proof.' })
  readonly proof: string;
  @Text({
    nullable: true,
    description:
      'Second note of its checkpoint, with the lines of witnesses that take no other; null where there is none.',
  })
  readonly second: string | null;
  @Part(() => BracketView, { description: 'Outside times between which the event came.' })
  readonly bracket: BracketView;
}

export class CheckpointView {
  @Whole({ min: 0, description: 'Leaves of the tree that it signs.' })
  readonly size: number;
  @Text({ description: 'A signed note, with the cosignatures that came.' })
  readonly note: string;
}

export class LeavesAsked extends Read {
  @Whole({ min: 0, description: 'Index of the first leaf wanted.' })
  readonly from: number;
}

export class LeafPage {
  @Whole({ min: 0, description: 'Leaves of the released log.' })
  readonly size: number;
  @Bytes(leafBytes, { list: mostLeaves, description: 'From `from` on, in their order.' })
  readonly entries: readonly Uint8Array[];
}

export class TilesAsked {
  @Whole({ min: 0, max: 7, description: 'Level of the tiles.' })
  readonly level: number;
  @Whole({ min: 0, description: 'Index of the first tile wanted.' })
  readonly from: number;
}

export class TileView {
  @Whole({ min: 0, description: 'Place of the tile in its level.' })
  readonly index: number;
  @Bytes(tileBytes, { description: 'Up to 256 hashes of 32 bytes.' })
  readonly hashes: Uint8Array;
}

export class TilePage {
  @Part(() => TileView, { list: mostTiles, description: 'From `from` on, in their order.' })
  readonly tiles: readonly TileView[];
}

export class CheckpointsAsked {
  @Whole({ min: 0, description: 'Checkpoints of larger trees than this are wanted.' })
  readonly above: number;
}

export class CosignedView {
  @Whole({ min: 0, description: 'Leaves of the tree that it signs.' })
  readonly size: number;
  @Text({ description: 'A signed note, with the cosignatures that came.' })
  readonly note: string;
  @Text({
    nullable: true,
    description:
      'Its second note, with the lines of witnesses that take no other; null where there is none.',
  })
  readonly second: string | null;
}

export class CheckpointPage {
  @Part(() => CosignedView, { list: mostLeaves, description: 'Oldest first.' })
  readonly notes: readonly CosignedView[];
  @Text({
    list: 2,
    description: 'Verifier keys of the witnesses outside, as this State has them. Have them told.',
    example: [],
  })
  readonly witnesses: readonly string[];
}

const [auditor, bare] = [{ audit: purposeful(auditing) }, { audit: auditing }];

export const proveEvent = call('proof', EventAsked, EventProof, auditor);
export const readCheckpoint = call('checkpoint', Nothing, CheckpointView, { audit: conditioned });
export const readLeaves = call('entries', LeavesAsked, LeafPage, auditor);
export const readTiles = call('tiles', TilesAsked, TilePage, bare);
export const readCheckpoints = call('notes', CheckpointsAsked, CheckpointPage, bare);

export const proofCalls = [proveEvent, readCheckpoint, readLeaves, readTiles, readCheckpoints];
