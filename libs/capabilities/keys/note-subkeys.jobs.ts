import type { DraftOf, Journal } from '#journal';
import { isEntry, type Entry } from '#capabilities/directory/directory.schema';
import type { Fingerprint, Sha256 } from '#kernel';
import { parseCertificate, type PrivateKey } from '#seal';
import type { Store, Tx } from '#store';

interface Held {
  readonly key: Fingerprint;
  readonly fingerprint: Fingerprint;
}

const rotated = (
  { key, fingerprint }: Held,
  step: 'HELD' | 'CERTIFIED' | 'GONE',
  entrySha256: Sha256 | null = null,
): DraftOf<'key.rotated'> => ({
  typ: 'key.rotated',
  data: { fingerprint: key, subkey: fingerprint, step, entrySha256 },
});

export async function certified(entry: Entry, hash: Sha256): Promise<DraftOf<'key.rotated'>[]> {
  if (!isEntry(entry, 'certificate')) return [];
  const { fingerprint: key, certificate } = entry.body;
  const { subkeys } = await parseCertificate(Buffer.from(certificate, 'base64'));
  const newest = subkeys.at(-1);
  return newest === undefined
    ? []
    : [rotated({ key, fingerprint: newest.fingerprint }, 'CERTIFIED', hash)];
}

/** Logs each decryption subkey that the opener service gained or lost. Another process changes the key files. */
export class NoteSubkeys {
  #known: string | undefined;

  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly keys: () => Promise<readonly PrivateKey[]>,
  ) {}

  async run(): Promise<number> {
    const held = (await this.keys()).flatMap(({ fingerprint: key, certificate }) =>
      certificate.subkeys.map(({ fingerprint }) => ({ key, fingerprint })),
    );
    const names = held.map(({ fingerprint }) => fingerprint).join(' ');
    if (names === this.#known) return 0;
    const count = await this.store.transaction({ step: 'note-subkeys' }, (tx) =>
      this.#note(tx, held),
    );
    this.#known = names;
    return count;
  }

  async #note(tx: Tx, held: readonly Held[]): Promise<number> {
    const recorded = await tx.query<Held>(
      'select key, fingerprint from ops.held_subkey order by fingerprint',
    );
    const came = held.filter((each) => !isAmong(recorded, each));
    const went = recorded.filter((each) => !isAmong(held, each));
    for (const each of came) {
      const { fingerprint, key } = each;
      await tx.query('insert into ops.held_subkey (fingerprint, key) values ($1, $2)', [
        fingerprint,
        key,
      ]);
      await this.journal.recordEvent(tx, rotated(each, 'HELD'));
    }
    for (const each of went) {
      await tx.query('delete from ops.held_subkey where fingerprint = $1', [each.fingerprint]);
      await this.journal.recordEvent(tx, rotated(each, 'GONE'));
    }
    return came.length + went.length;
  }
}

const isAmong = (list: readonly Held[], { fingerprint }: Held): boolean =>
  list.some((each) => each.fingerprint === fingerprint);
