import { anyone, Bytes, call, conditioned, One, openCall, Parsed, Part, Whole } from '#contract';
import {
  parseFingerprint,
  parseStateCode,
  statementLimits,
  type Fingerprint,
  type StateCode,
} from '#kernel';
import { GrownAsked } from './directory.contract.js';
import { chains, type ChainName } from './directory.schema.js';
import { PointView } from './postings.contract.js';

const KIB = 1024;
const signature = 16 * KIB;
const mostSignatures = 8;
const mostBrought = 256;
const mostAdministrators = 64;

export class CarriedEntry {
  @Bytes(96 * KIB, { description: 'Directory entry, the exact bytes that were signed.' })
  readonly entry: Uint8Array;
  @Bytes(signature, {
    list: mostSignatures,
    least: 1,
    description: 'Detached signatures of the entry.',
  })
  readonly signatures: readonly Uint8Array[];
}

class PartAsked extends GrownAsked {
  @Parsed(parseStateCode, {
    nullable: true,
    standard: true,
    description: 'A confirmed neighbour, for its directory; otherwise this State.',
  })
  readonly state: StateCode | null = null;
  @Parsed(parseFingerprint, {
    nullable: true,
    standard: true,
    description:
      'A root that the neighbour had when something was exchanged with it; otherwise the one it has.',
  })
  readonly root: Fingerprint | null = null;
}

/**
 * Request for entries of the chain `directory` or `peers`, which every officer may read. The chain `retention` is excluded,
 * because its entries name threads.
 */
export class ChainAsked extends PartAsked {
  @One(['directory', 'peers'])
  readonly chain: 'directory' | 'peers';
}

export class EntriesAsked extends PartAsked {
  @One(chains, {
    description:
      '`directory`: who may do what; `peers`: which neighbours this State confirmed; `retention`: what is held and what is to be erased, for auditors and administrators.',
  })
  readonly chain: ChainName;
}

export class FreshnessView {
  @Bytes(KIB * KIB)
  readonly statement: Uint8Array;
  @Bytes(signature)
  readonly signature: Uint8Array;
}

export class EntriesPage {
  @Part(() => PointView, {
    nullable: true,
    description: 'The chain after these entries; null while it is empty.',
  })
  readonly point: PointView | null;
  @Whole({ min: 0, description: 'How many entries stand before these.' })
  readonly from: number;
  @Part(() => CarriedEntry, { list: statementLimits.entries })
  readonly entries: readonly CarriedEntry[];
  @Bytes(64 * KIB, {
    list: mostAdministrators,
    description:
      'Of those who may sign entries of `peers` and `retention`: they stand in no entry.',
  })
  readonly certificates: readonly Uint8Array[];
  @Part(() => FreshnessView, {
    nullable: true,
    description: 'Null for own chains, and before the first word of a neighbour.',
  })
  readonly freshness: FreshnessView | null;
}

export class AppendedEntry extends CarriedEntry {
  @One(chains, { description: 'The chain the entry is for.' })
  readonly chain: ChainName;
  @Part(() => CarriedEntry, {
    list: mostBrought,
    maybe: true,
    description: "The neighbour's own directory, oldest first; comes with its `peer` entry.",
  })
  readonly directory?: readonly CarriedEntry[] | undefined;
}

export const readChain = call('directory', ChainAsked, EntriesPage, { requests: anyone });
export const readOrders = call('retention', GrownAsked, EntriesPage, { requests: conditioned });
export const appendEntry = openCall('append-entry', AppendedEntry, PointView, 'requests');

export const entryCalls = [readChain, readOrders, appendEntry];
