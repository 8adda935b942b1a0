/**
 * Step of a test vector: publishes `batch`, or only lets time pass if null. `opened`, `waiting`, `refused`: result that an
 * implementation must reach.
 */
export interface Step {
  readonly batch: string | null;
  readonly zeros?: number;
  readonly opened: readonly string[];
  readonly waiting: readonly string[];
  readonly refused: readonly Refused[];
}

export interface Refused {
  readonly code: string;
  readonly messageId: string | null;
  readonly receipt: boolean;
}

/** Test vector for any implementation: an attack at the border, or an honest case that must be accepted. */
export interface Vector {
  readonly name: string;
  readonly description: string;
  readonly steps: readonly Step[];
}

export interface SignedEntryText {
  readonly entry: string;
  readonly signatures: readonly string[];
}

export interface Parties {
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
    readonly keys: readonly string[];
  };
  readonly sender: {
    readonly state: string;
    readonly statement: string;
    readonly signature: string;
  };
}
