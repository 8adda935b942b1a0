import { SealOutbox } from '#journey/02-seal';
import { OpenDelivery } from '#journey/06-open';
import type { RackTold } from '#journey/links/rack-told';
import type { JudgeDelivery } from '#journey/open/judge-delivery';
import { SettleDeliveries } from '#journey/open/settle-deliveries';
import { CheckQueued } from '#journey/seal/check-queued';
import { ClaimQueued } from '#journey/seal/claim-queued';
import { KeepBack } from '#journey/seal/keep-back';
import { SealLink } from '#journey/seal/seal-link';
import { SetAside } from '#journey/seal/set-aside';
import type { HandleStatement } from '#journey/statements/handle-statement';
import type { Mailbox } from '#mailbox';
import type { PrivateKey } from '#seal';
import type { Tx } from '#store';
import type { ServiceParts } from './gateway-parts.js';

/** Parts of a service, of which its step is made as in its program. */
type Parts = Pick<ServiceParts, 'store' | 'trust' | 'cases' | 'journal'> & {
  readonly mailbox: Mailbox;
};

export function sealOutbox(
  { store, trust, cases, journal, mailbox }: Parts,
  signing: PrivateKey,
  told: RackTold,
  onAside: (error: unknown) => void,
): SealOutbox {
  const aside = new SetAside(onAside);
  const keepBack = new KeepBack(mailbox, journal, cases, aside, signing);
  const claim = new ClaimQueued(trust, mailbox, aside);
  const check = new CheckQueued(trust, cases, mailbox, journal, keepBack);
  const link = new SealLink(trust, cases, mailbox, journal, signing);
  return new SealOutbox(store, claim, check, link, told);
}

export function openDelivery(
  { store, trust, cases, journal, mailbox }: Parts,
  statements: HandleStatement,
  judge: JudgeDelivery,
): OpenDelivery {
  const settle = (tx: Tx) =>
    new SettleDeliveries({ tx, cases, mailbox, trust }, journal, statements);
  return new OpenDelivery(store, trust, mailbox, judge, settle);
}
