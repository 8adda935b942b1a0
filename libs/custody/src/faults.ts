export const faultTitles = {
  CHECKPOINT_INVALID: 'a signed checkpoint is malformed or its signature does not hold',
  SIGNER_UNKNOWN: 'a signature on a checkpoint is of a key that nobody certified',
  SECOND_DIFFERS: 'a second note is not one of its checkpoint, or its signature does not hold',
  CHECKPOINT_ORDER: 'checkpoints do not follow on each other',
  CHECKPOINT_MISSING: 'there is no signed checkpoint of this size',
  ROOT_DIFFERS: 'the leaves do not give the root that was signed',
  ROLLED_BACK: 'the log is shorter than a checkpoint of it that was kept elsewhere',
  QUORUM_NOT_MET: 'no checkpoint bears the cosignatures that the policy asks for',
  ENTRY_MISSING: 'a leaf is missing',
  ENTRY_DIFFERS: 'a leaf is not the one whose hash stands in the tile',
  TILE_MISSING: 'a tile is missing',
  TILE_DIFFERS: 'a tile is not the one that the leaves give',
  LEAF_FORM: 'the bytes are not a leaf in its canonical form',
  EVENT_KEY: 'the directory certified no such event key for this service at that time',
  EVENT_SIGNATURE: 'the service did not sign this event',
  EVENT_SERVICE: 'another service signs events of this type',
  EVENT_TWICE: 'an event id stands twice in the log',
  TIME_BACK: 'the time runs back',
  CHAIN_BROKEN: 'the event does not continue the chain that it names',
  ANCHOR_UNKNOWN: 'the event names a checkpoint that this log did not sign',
  ENTRY_REMOVED: 'the directory lacks an entry that the log says was appended to it',
  NUMBER_MISSING: 'numbers of messages on a link do not follow on each other',
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

export class Fault extends Error {
  constructor(
    readonly kind: FaultKind,
    readonly place: Place,
    readonly detail = '',
    readonly beyond?: Beyond,
  ) {
    super(`${kind}: ${faultTitles[kind]}${detail === '' ? '' : ` (${detail})`}`);
  }

  with(beyond: Beyond): Fault {
    return new Fault(this.kind, this.place, this.detail, beyond);
  }
}
