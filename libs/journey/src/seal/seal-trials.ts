import { readCertificate, requireRecipient, seal, type Certificate } from '#seal';
import { sha256 } from '#wire';

const hourMs = 3_600_000;
const mostKeys = 512;

interface Trial {
  readonly outcome: Promise<unknown>;
  readonly hour: number;
  readonly batch: number;
  passed: boolean;
}

/**
 * Tests each recipient key once an hour by encrypting one byte. A neighbour's broken certificate then stops only messages to
 * that neighbour.
 */
export class SealTrials {
  private readonly trials = new Map<string, Trial>();

  constructor(private readonly sealByte = sealOneByte) {}

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
