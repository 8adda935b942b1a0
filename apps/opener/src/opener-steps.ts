import { AcceptReceipts } from '#journey/08-close';
import { HandleStatement } from '#journey/statements/handle-statement';
import { HearStopWords } from '#journey/statements/hear-stop-words';
import { JudgeDelivery } from '#journey/open/judge-delivery';
import { NoteSubkeys } from '#capabilities/keys/note-subkeys.jobs';
import { OpenDelivery } from '#journey/06-open';
import { SettleDeliveries } from '#journey/open/settle-deliveries';
import type { Step, Workplace } from '#workplace';
import { timestamp } from '#kernel';
import type { PrivateKey } from '#seal';
import type { Tx } from '#store';
import { TrustError } from '#trust';

export interface OpenerParts {
  readonly place: Pick<Workplace, 'store' | 'trust' | 'cases' | 'mailbox' | 'journal'>;
  /** Decryption keys as their files are at each call. */
  readonly keys: () => Promise<PrivateKey[]>;
  readonly limits: ConstructorParameters<typeof JudgeDelivery>[2];
  /** Clock by which deliveries are judged. */
  readonly now?: () => Date;
}

/** Steps of the opener, each as its process keeps it going. */
export function openerSteps({ place, keys, limits, now }: OpenerParts): readonly Step[] {
  const { store, trust, cases, mailbox, journal } = place;
  const receipts = new AcceptReceipts(mailbox, cases);
  const stopWords = new HearStopWords(mailbox, cases);
  const statements = new HandleStatement(trust, mailbox, receipts, stopWords, now);
  const judge = new JudgeDelivery(trust, keys, limits, now);
  const settle = (tx: Tx) =>
    new SettleDeliveries({ tx, cases, mailbox, trust }, journal, statements);
  const open = new OpenDelivery(store, trust, mailbox, judge, settle);
  const noted = new NoteSubkeys(store, journal, keys);
  return [
    // Until it is opened nobody knows whether it is a matter of life: the pause is short for all.
    { wake: 'open', run: () => open.run(), due: open.due, longestGapMs: 50 },
    { wake: 'note-subkeys', run: () => noted.run(), pollMs: 60_000 },
  ];
}

/**
 * The gateway's key for statements, and one for each authority and compartment that the root has certified: as their files
 * are at each call, since subkeys come and go while this runs, and the root may certify a key more. Of an authority whose time has
 * passed too, while its file is there: what was sealed to it before still opens.
 */
export function decryptionKeys({
  trust,
  keys,
}: Pick<Workplace, 'trust' | 'keys'>): () => Promise<PrivateKey[]> {
  return async () => {
    const now = new Date();
    const at = timestamp(now);
    const named = trust
      .terms(trust.state, now)
      .authorities.flatMap(({ record: { authority, keys: of, to } }) =>
        of.map(({ compartment }) => ({ authority, compartment, stands: at < to })),
      );
    const found = await Promise.all([
      keys.purpose('gateway-encryption'),
      ...named.map(({ authority, compartment, stands }) =>
        keys.authority(authority, compartment).catch((error: unknown) => {
          if (stands || !(error instanceof TrustError) || error.code !== 'KEY_MISSING') throw error;
          return undefined;
        }),
      ),
    ]);
    return found.filter((key) => key !== undefined);
  };
}
