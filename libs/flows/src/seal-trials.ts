import { readCertificate, seal } from '#seal';

/**
 * Seals a byte to each recipient of a batch, once. The neighbour made the certificate: one that nothing can be sealed to voids
 * the dispatches that name it, and must not stop those of other links, which share their transaction.
 */
export class SealTrials {
  private readonly trials = new Map<string, Promise<unknown>>();

  constructor(private readonly now: Date) {}

  /** Throws as `seal`. */
  require({ certificate }: { readonly certificate: string }): Promise<unknown> {
    let trial = this.trials.get(certificate);
    if (trial === undefined) {
      trial = readCertificate(Buffer.from(certificate, 'base64'), this.now).then((read) =>
        seal(Uint8Array.of(0), read, this.now),
      );
      this.trials.set(certificate, trial);
    }
    return trial;
  }
}
