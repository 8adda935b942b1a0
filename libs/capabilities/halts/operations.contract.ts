import { Flag, One, Parsed, Part } from '#contract';
import {
  parseDocumentId,
  parseSha256,
  parseTimestamp,
  type DocumentId,
  type Sha256,
  type Timestamp,
} from '#kernel';
import type { ElsewhereHalt } from './stop-words.schema.js';

const directions = ['OUT', 'IN'] as const;
type Direction = (typeof directions)[number];
const mostHalts = 10_000;

export class OpenHalt {
  @Parsed(parseDocumentId)
  readonly halt: DocumentId;
  @One(directions, { description: 'OUT: said by this State.' })
  readonly direction: Direction;
  @One(directions, {
    list: directions.length,
    description: 'Who has not said yet that it may go on: OUT is this State, IN the neighbour.',
  })
  readonly awaits: readonly Direction[];
}

export class HaltElsewhere implements ElsewhereHalt {
  @Parsed(parseSha256, { description: 'SHA-256 of the signed stop-word.' })
  readonly halt: Sha256;
  @Flag({
    nullable: true,
    description: 'The neighbour has confirmed that it knows; null where this State was told.',
  })
  readonly heard: boolean | null;
}

export class OperationView {
  @Part(() => OpenHalt, {
    list: mostHalts,
    description: 'Stop-words that hold, oldest first: no step is taken.',
  })
  readonly halts: readonly OpenHalt[];
  @Part(() => HaltElsewhere, {
    list: mostHalts,
    description: 'Stop-words of other threads of the operation, which hold here as well.',
  })
  readonly elsewhere: readonly HaltElsewhere[];
  @Parsed(parseSha256, {
    list: mostHalts,
    description:
      'SHA-256 of those that are lifted, and the neighbour has not confirmed that it knows.',
  })
  readonly lifting: readonly Sha256[];
  @Parsed(parseTimestamp, {
    nullable: true,
    description: 'The newest assessment of the risk to people holds until then; null without one.',
  })
  readonly assessedUntil: Timestamp | null;
}
