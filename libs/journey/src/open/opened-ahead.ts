import type { DueDelivery } from '#mailbox';
import { open, type Opened, type PrivateKey } from '#seal';
import { sha256 } from '#wire';

export type Opening = typeof open;

export interface AheadLimits {
  readonly count: number;
  readonly bytes: number;
  readonly ms: number;
}

const defaults: AheadLimits = { count: 480, bytes: 16 * 1024 * 1024, ms: 10 * 60_000 };

type Row = Pick<DueDelivery, 'linkId' | 'messageId'>;

interface OpenedMessage {
  readonly opened: Opened;
  readonly ciphertextSha256: string;
  readonly keys: readonly PrivateKey[];
  readonly since: number;
}

/** Cache of limited size for messages that are decrypted early. */
export class OpenedAhead {
  private readonly kept = new Map<string, OpenedMessage>();
  private held = 0;

  constructor(
    private readonly limits: AheadLimits = defaults,
    private readonly decrypt: Opening = open,
  ) {}

  get bytes(): number {
    return this.held;
  }

  ahead(row: Row): Opening {
    return async (ciphertext, keys, at) => {
      const name = nameOf(row);
      const known = this.fitting(name, ciphertext, keys);
      if (known !== undefined) return known.opened;
      const opened = await this.decrypt(ciphertext, keys, at);
      this.rememberOpened(name, {
        opened,
        ciphertextSha256: sha256(ciphertext),
        keys,
        since: at.getTime(),
      });
      return opened;
    };
  }

  inTurn(row: Row): Opening {
    return async (ciphertext, keys, at) => {
      const name = nameOf(row);
      const known = this.fitting(name, ciphertext, keys);
      if (known === undefined) {
        this.drop(name);
        return this.decrypt(ciphertext, keys, at);
      }
      this.forget(name);
      return known.opened;
    };
  }

  private fitting(
    name: string,
    ciphertext: Uint8Array,
    keys: readonly PrivateKey[],
  ): OpenedMessage | undefined {
    const known = this.kept.get(name);
    if (known === undefined) return undefined;
    const isSame =
      known.keys.length === keys.length && known.keys.every((key, i) => key === keys[i]);
    return isSame && known.ciphertextSha256 === sha256(ciphertext) ? known : undefined;
  }

  private rememberOpened(name: string, kept: OpenedMessage): void {
    this.drop(name);
    for (const [other, { since }] of this.kept) {
      if (since > kept.since - this.limits.ms) break;
      this.drop(other);
    }
    const { length } = kept.opened.payload;
    if (this.kept.size >= this.limits.count || this.held + length > this.limits.bytes) return;
    this.kept.set(name, kept);
    this.held += length;
  }

  private forget(name: string): void {
    this.held -= this.kept.get(name)?.opened.payload.length ?? 0;
    this.kept.delete(name);
  }

  private drop(name: string): void {
    const opened = this.kept.get(name)?.opened;
    opened?.payload.fill(0);
    opened?.sessionKey.fill(0);
    this.forget(name);
  }
}

const nameOf = ({ linkId, messageId }: Row): string => `${linkId} ${messageId}`;
