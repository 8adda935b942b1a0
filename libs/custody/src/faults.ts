import { phrase, type Detail, Phrase } from '#kernel';

export const faultTitles = {
  CHECKPOINT_INVALID: phrase`a signed checkpoint is malformed or its signature does not hold`,
  SIGNER_UNKNOWN: phrase`a signature on a checkpoint is of a key that nobody certified`,
  SECOND_DIFFERS: phrase`a second note is not one of its checkpoint, or its signature does not hold`,
  CHECKPOINT_ORDER: phrase`checkpoints do not follow on each other`,
  CHECKPOINT_MISSING: phrase`there is no signed checkpoint of this size`,
  ROOT_DIFFERS: phrase`the leaves do not give the root that was signed`,
  ROLLED_BACK: phrase`the log is shorter than a checkpoint of it that was kept elsewhere`,
  QUORUM_NOT_MET: phrase`no checkpoint bears the cosignatures that the policy asks for`,
  ENTRY_MISSING: phrase`a leaf is missing`,
  ENTRY_DIFFERS: phrase`a leaf is not the one whose hash stands in the tile`,
  TILE_MISSING: phrase`a tile is missing`,
  TILE_DIFFERS: phrase`a tile is not the one that the leaves give`,
  LEAF_FORM: phrase`the bytes are not a leaf in its canonical form`,
  EVENT_KEY: phrase`the directory certified no such event key for this service at that time`,
  EVENT_SIGNATURE: phrase`the service did not sign this event`,
  EVENT_SERVICE: phrase`another service signs events of this type`,
  EVENT_TWICE: phrase`an event id stands twice in the log`,
  TIME_BACK: phrase`the time runs back`,
  CHAIN_BROKEN: phrase`the event does not continue the chain that it names`,
  ANCHOR_UNKNOWN: phrase`the event names a checkpoint that this log did not sign`,
  ENTRY_REMOVED: phrase`the directory lacks an entry that the log says was appended to it`,
  NUMBER_MISSING: phrase`numbers of messages on a link do not follow on each other`,
} as const;
export type FaultKind = keyof typeof faultTitles;

export interface Place {
  readonly index?: number;
  readonly event?: string;
  readonly size?: number;
  readonly path?: string;
}

/**
 * Result of continued verification after the first invalid event. `count`: all invalid events; `next`: fault that ended
 * verification, or undefined.
 */
export interface Beyond {
  readonly count: number;
  readonly next: Fault | undefined;
}

const textOf = (kind: FaultKind, said: Detail): Phrase =>
  said === ''
    ? phrase`${kind}: ${faultTitles[kind]}`
    : phrase`${kind}: ${faultTitles[kind]} (${said})`;

export class Fault extends Error {
  constructor(
    readonly kind: FaultKind,
    readonly place: Place,
    readonly said: Detail = '',
    readonly beyond?: Beyond,
  ) {
    super(String(textOf(kind, said)));
  }

  get text(): Phrase {
    return textOf(this.kind, this.said);
  }

  with(beyond: Beyond): Fault {
    return new Fault(this.kind, this.place, this.said, beyond);
  }
}
