import { AcceptReceipts } from '#journey/08-close';
import { HandleStatement } from '#journey/statements/handle-statement';
import { ReceiveStopWords } from '#journey/statements/receive-stop-words';
import { JudgeDelivery } from '#journey/open/judge-delivery';
import { NoteSubkeys } from '#capabilities/keys/note-subkeys.jobs';
import { OpenDelivery } from '#journey/06-open';
import { SettleDeliveries } from '#journey/open/settle-deliveries';
import type { Step, ServiceRuntime } from '#service-runtime';
import { timestamp } from '#kernel';
import type { PrivateKey } from '#seal';
import type { Tx } from '#store';
import { TrustError } from '#trust';

export interface OpenerParts {
  readonly runtime: Pick<ServiceRuntime, 'store' | 'trust' | 'cases' | 'mailbox' | 'journal'>;
  readonly keys: () => Promise<PrivateKey[]>;
  readonly limits: ConstructorParameters<typeof JudgeDelivery>[2];
  readonly now?: () => Date;
}

export function openerSteps({ runtime, keys, limits, now }: OpenerParts): readonly Step[] {
  const { store, trust, cases, mailbox, journal } = runtime;
  const receipts = new AcceptReceipts(mailbox, cases);
  const stopWords = new ReceiveStopWords(mailbox, cases);
  const statements = new HandleStatement(trust, mailbox, receipts, stopWords, now);
  const judge = new JudgeDelivery(trust, keys, limits, now);
  const settle = (tx: Tx) =>
    new SettleDeliveries({ tx, cases, mailbox, trust }, journal, statements);
  const open = new OpenDelivery(store, trust, mailbox, judge, settle);
  const noted = new NoteSubkeys(store, journal, keys);
  return [
    // Whether a message is about a risk to life is known only after opening, so the pause is short for all.
    { wake: 'open', run: () => open.run(), due: open.due, longestGapMs: 50 },
    { wake: 'note-subkeys', run: () => noted.run(), pollMs: 60_000 },
  ];
}

/**
 * Returns a function that reads the decryption keys of the gateway and its authorities. Includes expired authorities, because
 * earlier messages need their keys.
 */
export function decryptionKeys({
  trust,
  keys,
}: Pick<ServiceRuntime, 'trust' | 'keys'>): () => Promise<PrivateKey[]> {
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
