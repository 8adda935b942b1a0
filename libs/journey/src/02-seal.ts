import { randomBytes } from 'node:crypto';
import {
  isKind,
  priorities,
  parseMessageId,
  timestamp,
  type Document,
  type DocumentId,
  type Envelope,
  type LinkId,
  type LogPoint,
  type Sha256,
} from '#kernel';
import { requireAgreedLimits } from '#capabilities/deadlines/agreed-limits.model';
import type { PolicyPoint } from '#capabilities/policy/policy.contract';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import {
  type AttachmentRecord,
  type DispatchContent,
  type DispatchRecord,
  type ThreadRecord,
  keepLeaving,
  recordDisclosed,
  ExchangeError,
  withEvents,
  signedDispatch,
  signedProofs,
  type SignedProof,
} from '#threads';
import type { Cases } from '#capabilities/cases';
import type { Item, Sources } from '#capabilities/capability';
import { keptFor } from '#capabilities/attachments/attaching.rules';
import { dueIf } from '#store';
import { sendIntent } from './events.js';
import { postedWithin } from './open/check-enclosed.js';
import { LifeInTurn } from './life-first.js';
import { requirePolicy } from '#capabilities/policy/policy.service';
import type { RackTold } from './links/rack-told.js';
import { requireReceiver } from '#capabilities/transfers/receiver.rules';
import { recipientKey } from '#capabilities/directory/recipient-key.rules';
import { beforeFiling, capabilities, keptFiles, lastAsked, onceFiled } from './capabilities.js';
import { factsOf, loadFacts, refusalAlone, refusalOf, type Loaded } from './run-capabilities.js';
import { runAsideOfPoison, type One } from './rows-fault.js';
import { isAsSigned } from './seal/as-signed.js';
import { ClaimInTurn } from './seal/claim-in-turn.js';
import { KeepBack, orKept, type KeptBack } from './seal/keep-back.js';
import { isSetAside, SetAside } from './seal/set-aside.js';
import { SealTrials } from './seal/seal-trials.js';
import { mostAgeMs, SealWaits } from './seal/seal-waits.js';
import type { Journal } from '#journal';
import {
  hindrancesIfQueued,
  markSealed,
  queuedSql,
  type LinkNumbers,
  type LinkRow,
  type Mailbox,
  type QueuedDispatch,
  type SealedRow,
} from '#mailbox';
import { readCertificate, seal, signDetached, type PrivateKey } from '#seal';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { encodeEnvelope, encodePayload, sha256 } from '#wire';

const isLife = ({ priority }: QueuedDispatch): boolean => priority === priorities.RISK_TO_LIFE;

/** A queued document whose officer's signature and mandate hold. */
interface Verified {
  readonly row: QueuedDispatch;
  readonly thread: ThreadRecord;
  readonly dispatch: DispatchRecord;
  readonly content: DispatchContent;
  readonly document: Document;
  readonly signedProof: SignedProof | undefined;
  readonly item: Item;
}

interface Prepared extends Verified {
  readonly recipient: { readonly certificate: string };
  readonly attachments: readonly { readonly record: AttachmentRecord; readonly key: Uint8Array }[];
  readonly posted: readonly PostedSigner[];
  readonly policy: PolicyPoint;
}

/** Rows of a queued batch. */
interface Queued {
  readonly threads: readonly ThreadRecord[];
  readonly dispatches: readonly DispatchRecord[];
  readonly attachments: readonly AttachmentRecord[];
  readonly proofs: ReadonlyMap<string, SignedProof>;
}

/** Facts by which a batch is checked. */
type Known = Pick<Queued, 'attachments'> & { readonly loaded: Loaded };

interface Numbered extends Prepared {
  readonly envelope: Envelope;
  readonly envelopeBytes: Uint8Array;
  readonly envelopeSha256: Sha256;
}

interface Sealed extends Numbered {
  readonly ciphertext: Uint8Array;
  readonly ciphertextSha256: Sha256;
  readonly sessionKey: Uint8Array;
  readonly envelopeSignature: Uint8Array;
}

/**
 * Step 2: number on the link, sign, encrypt. The officer's signature, mandate and the recipient are checked again from
 * the signed directory, because the row may have been written by a captured service.
 */
export class SealOutbox {
  readonly due = dueIf(queuedSql);
  private readonly turns = new LifeInTurn();
  private readonly trials = new SealTrials();
  private readonly claims: ClaimInTurn;
  private readonly aside: SetAside;
  private readonly waits: SealWaits;
  private readonly keepBack: KeepBack;

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly signingKey: PrivateKey,
    private readonly told: RackTold,
    onAside: (error: unknown) => void,
  ) {
    this.claims = new ClaimInTurn(mailbox.outbox);
    this.aside = new SetAside(onAside);
    this.waits = new SealWaits(trust, mailbox, this.aside);
    this.keepBack = new KeepBack(mailbox, journal, cases, this.aside, signingKey);
  }

  /** True when more may wait already. */
  run(): Promise<boolean> {
    return runAsideOfPoison<QueuedDispatch>((one) => this.batch(one), isSetAside);
  }

  private async batch(one?: One<QueuedDispatch>): Promise<boolean> {
    const carried = new Map<LinkId, number>();
    const batch = await this.store.transaction({ step: 'seal-outbox' }, async (tx) => {
      const hindrances = await hindrancesIfQueued(tx);
      if (hindrances === undefined) return undefined;
      await this.trust.refresh(tx);
      const now = new Date();
      const waiting = await this.waits.note(tx, hindrances, now);
      const claimed = await this.claims.next(tx, waiting);
      if (claimed.rows.length === 0) return undefined;
      const turn = this.turns.next(claimed.rows, isLife);
      const rows = one === undefined ? turn.rows : turn.rows.slice(0, 1);
      if (one !== undefined) one.claimed = rows[0];
      const judged = await this.prepare(tx, await this.keepBack.withoutDoomed(tx, rows, one), now);
      const prepared = this.waits.hold(tx, judged, waiting);
      for (const linkId of [...new Set(prepared.map(({ row }) => row.linkId))].sort()) {
        const items = prepared.filter(({ row }) => row.linkId === linkId);
        carried.set(linkId, await this.sealLink(tx, linkId, items, now));
      }
      const left = claimed.more || rows.length < claimed.rows.length;
      const more = left || rows.some(({ followed }) => followed);
      const { again } = claimed;
      return { alone: turn.alone && one === undefined, again, more, sealed: prepared };
    });
    if (batch === undefined) return false;
    // Durable now: number, envelope, ciphertext, intent. RelayOutbox resumes from the row once the intent is released.
    for (const [linkId, rack] of carried) this.told.note(linkId, rack);
    this.aside.sealed(batch.sealed.map(({ row }) => row));
    this.claims.took(batch);
    this.turns.took(batch);
    return batch.more;
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
    // Sealed or void, it is known now whether a thread moves.
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
    // What it holds may have been recalled, narrowed or stopped since it was submitted, or its release or consent be over.
    const flaw = refusalOf(onceFiled, known.loaded, item, 'SEALING');
    if (flaw !== undefined) throw flaw;
    // A pack that was signed after the officer had: the document goes back, as after any refusal here.
    const { pack: policy } = requirePolicy(trust, document, thread.requestType);
    // As the receiver judges it, by the time that the envelope will name: the neighbour may have said the stop-word meanwhile.
    const refused =
      refusalAlone(beforeFiling, item, 'SEALING') ??
      refusalOf(beforeFiling, known.loaded, item, 'SEALING');
    if (refused !== undefined) throw refused;
    if (isKind(document, 'transfer-notice'))
      requireReceiver(this.trust, thread, document.body.authority, now);
    // It waited too long, for a directory or an obstacle to formal acts: the neighbour would refuse it, so the officer signs anew.
    if (Date.parse(document.composedAt) < now.getTime() - mostAgeMs)
      throw new ExchangeError('COMPOSED_TIME_INVALID');
    const recipient = this.recipient(document, row, thread, now);
    requireAgreedLimits(document, this.trust.own(), this.trust.of(row.peer));
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
    return recipientKey(this.trust, document, row.peer, thread.compartment, now);
  }

  /** Returns how far these envelopes acknowledge the peer's receipts. */
  private async sealLink(
    tx: Tx,
    linkId: LinkId,
    items: readonly Prepared[],
    now: Date,
  ): Promise<number> {
    const link = await this.mailbox.links.lockNumbers(tx, linkId);
    const anchor = { own: this.journal.pointOf(link.released), peer: link.peerCheckpoint };
    const numbered = this.number(link, items, anchor, now);
    const sealed = await Promise.all(numbered.map((item) => this.sealOne(item, now)));
    keepLeaving(tx, sealed, this.trust.own());
    await this.keep(tx, linkId, sealed);
    return link.rackIn;
  }

  /** Last, because the log's chain of this link stays locked from here to the commit. */
  private async keep(tx: Tx, linkId: LinkId, sealed: readonly Sealed[]): Promise<void> {
    const entries = sealed.map((item) => ({
      thread: item.thread,
      draft: sendIntent(
        item.thread,
        item.row.dispatch,
        item.envelope,
        item.envelopeBytes,
        item.ciphertext,
        item.policy,
      ),
    }));
    const events = await recordDisclosed(tx, this.journal, this.cases, entries);
    const rows = withEvents(sealed, events).map(({ item, event }): SealedRow => {
      const { envelope, ciphertext, ciphertextSha256, envelopeSha256 } = item;
      const name = `session-key:${envelope.id}`;
      return {
        id: item.row.id,
        messageId: envelope.id,
        seq: envelope.seq,
        prev: envelope.prev,
        ciphertext,
        ciphertextSha256,
        envelope: item.envelopeBytes,
        envelopeSignature: item.envelopeSignature,
        envelopeSha256,
        sessionKey: this.cases.protect(item.thread, name, item.sessionKey),
        intentEvent: event.id,
        sealedAt: envelope.sealedAt,
      };
    });
    if (sealed.some(({ row }) => isLife(row))) tx.hurry();
    markSealed(tx, linkId, rows);
  }

  /** Numbers and links the envelopes; cheap, so the chain is made before the costly signing runs side by side. */
  private number(
    link: LinkRow & LinkNumbers,
    items: readonly Prepared[],
    anchor: { readonly own: LogPoint | null; readonly peer: LogPoint | null },
    now: Date,
  ): Numbered[] {
    let prev = link.lastEnvelope;
    const directory = this.trust.point(this.trust.state);
    if (directory === undefined) throw new ExchangeError('STATE_KEY_UNKNOWN', 'directory');
    return items.map((item, i) => {
      const envelope: Envelope = {
        typ: 'liaise-envelope',
        v: 1,
        id: parseMessageId(randomBytes(16).toString('hex')),
        link: link.linkId,
        from: this.trust.state,
        to: link.peer,
        seq: link.lastSeq + 1 + i,
        prev,
        documentSha256: sha256(item.content.document),
        officerSignatureSha256: sha256(item.content.signature),
        recipientKeys: item.document.recipientKeys,
        sealedAt: timestamp(now),
        directory,
        anchor,
        rack: link.rackIn,
        attachments: item.attachments.map(({ record }) => ({
          root: record.root,
          size: record.ciphertextSize,
        })),
      };
      const envelopeBytes = encodeEnvelope(envelope);
      const envelopeSha256 = sha256(envelopeBytes);
      prev = envelopeSha256;
      return { ...item, envelope, envelopeBytes, envelopeSha256 };
    });
  }

  private async sealOne(item: Numbered, now: Date): Promise<Sealed> {
    const envelopeSignature = await signDetached(item.envelopeBytes, this.signingKey, now);
    const payload = encodePayload({
      envelope: item.envelopeBytes,
      envelopeSignature,
      document: item.content.document,
      officerSignature: item.content.signature,
      officerCertificate: item.content.certificate,
      attachmentKeys: item.attachments.map(({ key }) => key),
      ...(item.signedProof === undefined
        ? {}
        : { signedLeaf: item.signedProof.leaf, signedProof: item.signedProof.proof }),
    });
    const certificate = await readCertificate(
      Buffer.from(item.recipient.certificate, 'base64'),
      now,
    );
    const { ciphertext, sessionKey } = await seal(payload, certificate, now);
    const ciphertextSha256 = sha256(ciphertext);
    return { ...item, ciphertext, ciphertextSha256, sessionKey, envelopeSignature };
  }
}

/** Which document keeps a file of a queued one, for the log. */
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

/** Facts by which documents leave, of a whole batch. */
function loadLeaving(sources: Sources, items: readonly Item[]): Promise<Loaded> {
  return loadFacts(capabilities, sources, items, 'SEALING');
}
