import { readCertificate, requireRecipient, seal, type Certificate } from '#seal';
import { sha256 } from '#wire';

const hourMs = 3_600_000;
/** Keys remembered: more than neighbours have, and a bound however many they publish. */
const mostKeys = 512;

/** A trial, and the batch or hour for which its outcome counts. */
interface Trial {
  readonly outcome: Promise<unknown>;
  readonly hour: number;
  /** Time of the batch that made it: a failure counts for this one alone. */
  readonly batch: number;
  passed: boolean;
}

/**
 * Seals a byte to each recipient key, once an hour. The neighbour made the certificate: one that nothing can be sealed to voids
 * the dispatches that name it, and must not stop those of other links, which share their transaction. Whether the key stands at
 * `now` is asked each time.
 */
export class SealTrials {
  /** Trials by the hash of the certificate and the part that is sealed to. */
  private readonly trials = new Map<string, Trial>();

  constructor(private readonly sealByte = sealOneByte) {}

  /** Throws as `seal`. */
  async require({ certificate }: { readonly certificate: string }, now: Date): Promise<void> {
    const read = await readCertificate(Buffer.from(certificate, 'base64'), now);
    const part = await requireRecipient(read, now);
    await this.trial(`${sha256(read.bytes)} ${part}`, read, now).outcome;
  }

  private trial(key: string, certificate: Certificate, now: Date): Trial {
    const hour = Math.floor(now.getTime() / hourMs);
    const batch = now.getTime();
    const known = this.trials.get(key);
    if (known !== undefined && known.hour === hour && (known.passed || known.batch === batch))
      return known;
    const outcome = this.sealByte(certificate, now);
    const trial: Trial = { outcome, hour, batch, passed: false };
    outcome.then(
      () => (trial.passed = true),
      () => undefined,
    );
    this.trials.delete(key);
    this.trials.set(key, trial);
    for (const oldest of this.trials.keys()) {
      if (this.trials.size <= mostKeys) break;
      this.trials.delete(oldest);
    }
    return trial;
  }
}

const sealOneByte = (certificate: Certificate, now: Date): Promise<unknown> =>
  seal(Uint8Array.of(0), certificate, now);
