/** What must have happened after one publish came, or after a while in which nothing came. */
export interface Step {
  /** One `BorderBatch`, base64; null: time passes. */
  readonly batch: string | null;
  /** Zero bytes to append to `batch`: for what is only too long. */
  readonly zeros?: number;
  /** Message ids opened and filed in this step, in this order. */
  readonly opened: readonly string[];
  /** Message ids that wait for something now. */
  readonly waiting: readonly string[];
  readonly refused: readonly Refused[];
}

export interface Refused {
  readonly code: string;
  /** Null: no message could be read out of the publish. */
  readonly messageId: string | null;
  /** Whether the sender is told by a signed `REJECTED`. */
  readonly receipt: boolean;
}

/** One attack on the border, or a control that must be accepted; every implementation can run it. */
export interface Vector {
  /** Also the name of its file. */
  readonly name: string;
  readonly description: string;
  readonly steps: readonly Step[];
}

export interface SignedEntryText {
  readonly entry: string;
  readonly signatures: readonly string[];
}

/** Who receives, and what it knows of who sends. All bytes in base64. */
export interface Parties {
  /** The time at which everything comes, ISO 8601. */
  readonly now: string;
  readonly link: string;
  readonly receiver: {
    readonly state: string;
    readonly root: string;
    readonly certificates: readonly {
      readonly fingerprint: string;
      readonly certificate: string;
    }[];
    readonly directory: readonly SignedEntryText[];
    readonly peers: readonly SignedEntryText[];
    /** Private keys that open: of the gateway, and of each authority and compartment. */
    readonly keys: readonly string[];
  };
  readonly sender: {
    readonly state: string;
    /** Its `directory` statement, and the signature. */
    readonly statement: string;
    readonly signature: string;
  };
}
