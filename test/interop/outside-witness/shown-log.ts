import { generateLog, someMakers } from '../../support/generated-log.js';
import {
  addSignatures,
  formatOffer,
  leafHash,
  MemoryTree,
  openWithSecond,
  type OpenedCheckpoint,
  signCheckpoint,
  type Signer,
  signSecondNote,
  type Verifier,
} from '#tlog';

export class ShownLog {
  readonly hashes: readonly Uint8Array[];
  readonly honest: MemoryTree;

  private constructor(
    readonly log: Signer,
    leaves: readonly Uint8Array[],
  ) {
    this.hashes = leaves.map(leafHash);
    this.honest = new MemoryTree(this.hashes);
  }

  static make(seed: number, count: number): ShownLog {
    const makers = someMakers();
    return new ShownLog(makers.log, generateLog(seed, count, makers).leaves);
  }

  offer(
    tree: MemoryTree,
    { old, size, hashes }: { old: number; size: number; hashes?: readonly Uint8Array[] },
  ): Uint8Array {
    const point = { origin: this.log.verifier.name, size, root: tree.root(size) };
    const own = old === 0 || old > size ? [] : tree.consistencyProof(old, size);
    return formatOffer({
      ...{ old, hashes: hashes ?? own, checkpoint: signSecondNote(point, this.log) },
    });
  }

  opened(size: number, line: string, witness: Verifier): OpenedCheckpoint {
    const point = { origin: this.log.verifier.name, size, root: this.honest.root(size) };
    const second = addSignatures(signSecondNote(point, this.log), line);
    return openWithSecond(signCheckpoint(point, this.log), second, this.log.verifier, [witness]);
  }
}
