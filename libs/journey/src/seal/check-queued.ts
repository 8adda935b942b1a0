import type { Cases } from '#capabilities/cases';
import type { Item, Sources } from '#capabilities/capability';
import { keptFor } from '#capabilities/attachments/attaching.rules';
import { assertAgreedLimits } from '#capabilities/deadlines/agreed-limits.model';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import { recipientKey } from '#capabilities/directory/recipient-key.rules';
import type { PolicyPoint } from '#capabilities/policy/policy.contract';
import { requirePolicy } from '#capabilities/policy/policy.service';
import { assertReceiver } from '#capabilities/transfers/receiver.rules';
import type { Journal } from '#journal';
import { isKind, timestamp, type Document, type DocumentId } from '#kernel';
import type { Mailbox, QueuedDispatch } from '#mailbox';
import type { Tx } from '#store';
import {
  ExchangeError,
  signedDispatch,
  signedProofs,
  type AttachmentRecord,
  type DispatchContent,
  type DispatchRecord,
  type SignedProof,
  type ThreadRecord,
} from '#threads';
import type { TrustStore } from '#trust';
import { beforeFiling, capabilities, keptFiles, lastAsked, onceFiled } from '../capabilities.js';
import { postedWithin } from '../open/check-enclosed.js';
import type { One } from '../rows-fault.js';
import { factsOf, loadFacts, refusalAlone, refusalOf, type Loaded } from '../run-capabilities.js';
import { isAsSigned } from './as-signed.js';
import type { ClaimedTurn } from './claim-queued.js';
import { orKept, type KeepBack, type KeptBack } from './keep-back.js';
import { SealTrials } from './seal-trials.js';
import { mostAgeMs } from './seal-waits.js';

interface Verified {
  readonly row: QueuedDispatch;
  readonly thread: ThreadRecord;
  readonly dispatch: DispatchRecord;
  readonly content: DispatchContent;
  readonly document: Document;
  readonly signedProof: SignedProof | undefined;
  readonly item: Item;
}

export interface Prepared extends Verified {
  readonly recipient: { readonly certificate: string };
  readonly attachments: readonly { readonly record: AttachmentRecord; readonly key: Uint8Array }[];
  readonly posted: readonly PostedSigner[];
  readonly policy: PolicyPoint;
}

interface Queued {
  readonly threads: readonly ThreadRecord[];
  readonly dispatches: readonly DispatchRecord[];
  readonly attachments: readonly AttachmentRecord[];
  readonly proofs: ReadonlyMap<string, SignedProof>;
}

type Known = Pick<Queued, 'attachments'> & { readonly loaded: Loaded };

/** Verifies queued documents again before sealing, because a captured service may have written them. */
export class CheckQueued {
  private readonly trials = new SealTrials();

  constructor(
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly keepBack: KeepBack,
  ) {}

  async checkQueued(
    tx: Tx,
    { rows, now }: Pick<ClaimedTurn, 'rows' | 'now'>,
    one: One<QueuedDispatch> | undefined,
  ): Promise<Prepared[]> {
    return this.prepare(tx, await this.keepBack.withoutDoomed(tx, rows, one), now);
  }

  private async prepare(tx: Tx, rows: readonly QueuedDispatch[], now: Date): Promise<Prepared[]> {
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.dispatch);
    const dispatches = await this.cases.dispatchesById(tx, ids);
    const threads = await this.cases.threadsById(tx, [...new Set(rows.map((row) => row.thread))]);
    const attached = rows.flatMap((row) => (row.hasAttachments ? [row.dispatch] : []));
    const attachments = attached.length === 0 ? [] : await this.cases.attachments(tx, attached);
    const events = rows.flatMap(({ signedEvent }) => (signedEvent === null ? [] : [signedEvent]));
    const proofs = await signedProofs(tx, this.journal, events);
    const queued = { threads, dispatches, attachments, proofs };
    const read = await Promise.all(
      rows.map((row) => orKept(row, () => this.verify(row, queued, now))),
    );
    const { cases, mailbox, trust } = this;
    const sources = { tx, cases, mailbox, trust };
    const items = read.flatMap((each) => ('item' in each ? [each.item] : []));
    const loaded = await loadLeaving(sources, items);
    const known = { attachments, loaded };
    const checked = await Promise.all(
      read.map(async (each) =>
        'refused' in each ? each : await orKept(each.row, () => this.check(each, known, now)),
      ),
    );
    // After sealing or voiding a notice, the transfer can be decided.
    if (dispatches.some(({ kind }) => kind === 'transfer-notice')) tx.wake('move');
    const good: Prepared[] = [];
    for (const item of checked) {
      if (!('refused' in item)) good.push(item);
      else {
        const thread = threads.find(({ id }) => id === item.row.thread);
        await this.keepBack.refused(tx, item, thread, keeper(items, loaded, item));
      }
    }
    return good;
  }

  private async verify(row: QueuedDispatch, queued: Queued, now: Date): Promise<Verified> {
    const dispatch = queued.dispatches.find((d) => d.id === row.dispatch);
    const thread = queued.threads.find((t) => t.id === row.thread);
    if (dispatch === undefined || thread === undefined)
      throw new ExchangeError('HASH_MISMATCH', 'row');
    const signedProof = queued.proofs.get(row.signedEvent ?? '');
    const { trust, cases } = this;
    const signed = await signedDispatch({ trust, cases }, { thread, dispatch }, signedProof, now);
    const { content, document } = signed;
    if (!isAsSigned(document, dispatch, thread)) throw new ExchangeError('HASH_MISMATCH', 'row');
    const item: Item = { document, thread, direction: 'OUT', at: timestamp(now) };
    return { row, thread, dispatch, content, document, signedProof, item };
  }

  private async check(verified: Verified, known: Known, now: Date): Promise<Prepared> {
    const { row, thread, document, item } = verified;
    const { trust } = this;
    // Since submission its content may have been recalled, narrowed or halted, or its consent may have ended.
    const flaw = refusalOf(onceFiled, known.loaded, item, 'SEALING');
    if (flaw !== undefined) throw flaw;
    // A policy pack newer than the officer's signature may refuse the document.
    const { pack: policy } = requirePolicy(trust, document, thread.requestType);
    // Judged like the receiver does, at the envelope's time: the neighbour may have sent a stop-word meanwhile.
    const refused =
      refusalAlone(beforeFiling, item, 'SEALING') ??
      refusalOf(beforeFiling, known.loaded, item, 'SEALING');
    if (refused !== undefined) throw refused;
    if (isKind(document, 'transfer-notice'))
      assertReceiver(this.trust, thread, document.body.authority, now);
    // Too old after waiting: the neighbour would refuse it, so the officer must sign again.
    if (Date.parse(document.composedAt) < now.getTime() - mostAgeMs)
      throw new ExchangeError('COMPOSED_TIME_INVALID');
    const recipient = this.recipient(document, row, thread, now);
    assertAgreedLimits(document, this.trust.own(), this.trust.directoryOf(row.peer));
    await this.trials.require(recipient, now);
    const own = known.attachments.filter((a) => a.dispatch === row.dispatch);
    if (own.length !== document.attachments.length) throw new ExchangeError('ATTACHMENTS_MISMATCH');
    const kept = refusalOf(lastAsked, known.loaded, item, 'SEALING');
    if (kept !== undefined) throw kept;
    const keyed = own.map((record) => ({ record, key: this.cases.attachmentKey(thread, record) }));
    const posted = await postedWithin(this.trust, document, now);
    return { ...verified, posted, recipient, attachments: keyed, policy };
  }

  private recipient(
    document: Document,
    row: QueuedDispatch,
    thread: ThreadRecord,
    now: Date,
  ): { readonly certificate: string } {
    const peer = this.trust.peers().peer(row.peer);
    if (peer?.linkId !== row.linkId) throw new ExchangeError('PEER_NOT_CONFIRMED');
    const { compartment } = thread;
    return recipientKey(this.trust, document, { peer: row.peer, compartment }, now);
  }
}

function keeper(
  items: readonly Item[],
  loaded: Loaded,
  { row, refused }: KeptBack,
): DocumentId | undefined {
  if (refused.code !== 'ATTACHMENT_KEPT') return undefined;
  const item = items.find(({ document }) => document.id === row.dispatch);
  const facts = factsOf(loaded, keptFiles);
  return item && facts && keptFor(item, facts);
}

function loadLeaving(sources: Sources, items: readonly Item[]): Promise<Loaded> {
  return loadFacts(capabilities, sources, items, 'SEALING');
}
