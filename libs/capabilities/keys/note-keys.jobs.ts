import { timestamp } from '#kernel';
import type { Draft, Journal, MachineKey } from '#journal';
import type { Store } from '#store';

/** Logs each storage key and TLS certificate that appears or vanishes. No directory entry names these keys. */
export class NoteKeys {
  #known: readonly MachineKey[] | undefined;

  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly present: () => readonly MachineKey[],
  ) {}

  async run(): Promise<number> {
    const now = this.present();
    if (this.#known !== undefined && isSame(now, this.#known)) return 0;
    const count = await this.store.transaction({ step: 'note-keys' }, async (tx) => {
      const known = await this.journal.machineKeys(tx);
      const at = timestamp(new Date());
      const drafts: Draft[] = [
        ...missing(now, known).map((key) => enrolled(key)),
        ...missing(known, now).map((key) => revoked(key, at)),
      ];
      await this.journal.recordAll(tx, drafts);
      return drafts.length;
    });
    this.#known = now;
    return count;
  }
}

const nameOf = ({ use, fingerprint }: MachineKey): string => `${use} ${fingerprint}`;

function missing(keys: readonly MachineKey[], among: readonly MachineKey[]): MachineKey[] {
  const names = new Set(among.map(nameOf));
  return keys.filter((key) => !names.has(nameOf(key)));
}

const isSame = (one: readonly MachineKey[], other: readonly MachineKey[]): boolean =>
  missing(one, other).length + missing(other, one).length === 0;

const base = { certifiers: [], entrySha256: null } as const;

const enrolled = ({ use, fingerprint }: MachineKey): Draft => ({
  typ: 'key.enrolled',
  data: { use, fingerprint, ...base },
});

const revoked = (
  { use, fingerprint }: MachineKey,
  effectiveAt: ReturnType<typeof timestamp>,
): Draft => ({
  typ: 'key.revoked',
  reason: 'GONE',
  data: { use, fingerprint, effectiveAt, ...base },
});
