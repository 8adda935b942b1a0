import { alwaysLeaves } from '#capabilities/policy/policy.schema';
import {
  compartmentOf,
  isKind,
  isOpening,
  laneOf,
  mayReplyTo,
  requireComplete,
  signersOf,
  threadTypeOf,
  timestamp,
  type Document,
  type DocumentKind,
  type Side,
  type SignedDocumentInput,
} from '#kernel';
import { requireAgreedLimits } from '#capabilities/deadlines/agreed-limits.model';
import { loadOperations } from '#capabilities/halts/operations.facts';
import { requireRunning } from '#capabilities/halts/operations.rules';
import { silenceLimit, type SilenceLimits } from '#capabilities/deadlines/silence.model';
import type { Submitted } from '#capabilities/requests/submissions/submitted.contract';
import {
  ThreadsError,
  type ThreadRecord,
  recordDisclosed,
  endsTransaction,
  ExchangeError,
  isJudgement,
  type Alongside,
  type Submission,
} from '#threads';
import type { Cases } from '#capabilities/cases';
import type { Item, Sources } from '#capabilities/capability';
import type { Uploads } from '#capabilities/attachments/uploads.rows';
import {
  overLimits,
  type AttachmentLimits,
} from '#capabilities/attachments/attachment-limits.rules';
import {
  beforeFiling,
  copying,
  inPlace,
  lastAsked,
  moving,
  ofFiles,
  onceFiled,
  placing,
  reading,
  seeking,
} from './capabilities.js';
import { comparedBy } from '#capabilities/deconfliction/duplicates.facts';
import type { Told } from '#capabilities/deconfliction/likeness.rows';
import { lookBefore, toldBefore } from '#capabilities/deconfliction/look-for-duplicates.service';
import { closed, opened, refused, signed } from './events.js';
import { handedIn, type HandedIn } from './submit/handed-in.js';
import { requireSigner } from './submit/require-signer.js';
import type { Beforehand, Submitting } from './submit/submitting.js';
import { requireHandling, type HandlingLimits } from './submit/handling-limits.js';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import { formalRouteOf, requirePolicy } from '#capabilities/policy/policy.service';
import { requireReceiver } from '#capabilities/transfers/receiver.rules';
import { recipientKey } from '#capabilities/directory/recipient-key.rules';
import { followAll, requireAllowed, requireAlone } from './run-capabilities.js';
import { AccessError, type Session } from '#access';
import { requireFormal, requireMoving, type Draft, type Journal } from '#journal';
import type { Mailbox } from '#mailbox';
import type { AttachmentReader } from '#objects';
import { verifyDetached, type Certificate } from '#seal';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { decodeDocument, sha256 } from '#wire';

/** What stops or mends something, rather than beginning it. */
const mends: readonly DocumentKind[] = [...alwaysLeaves, 'correction'];

const hour = 3600 * 1000;
const minute = 60 * 1000;

/**
 * Step 1: takes an officer's signed document, for a new thread or an answer in one. Nothing leaves this State here.
 * The same document submitted again answers as the first time. One that is refused is on record with the code.
 */
export class SubmitDispatch implements Submission {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly uploads: Uploads,
    private readonly reader: AttachmentReader,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    /** The side of the threads that this service serves: `requests` asks, `inbox` is asked. */
    private readonly side: Side,
    private readonly limits: AttachmentLimits & SilenceLimits & HandlingLimits,
  ) {}

  /** `alongside`: an act on the thread in the same transaction, once the document stands in it; returns what it is recorded as. */
  async run(
    session: Session,
    input: SignedDocumentInput,
    alongside?: Alongside,
  ): Promise<Submitted> {
    const seen: { document?: Document } = {};
    try {
      seen.document = decodeDocument(input.document);
      await this.take(session, input, seen.document, alongside);
    } catch (error) {
      if (isJudgement(error)) await this.refuse(session, input, seen.document, error.code);
      throw error;
    }
    const { thread, id } = seen.document;
    // Also where it was taken before: the first answer may have been lost.
    const warnings = formalRouteOf(this.trust, seen.document, null);
    return { thread, dispatch: id, warnings };
  }

  private async take(
    session: Session,
    input: SignedDocumentInput,
    document: Document,
    alongside?: Alongside,
  ): Promise<void> {
    const now = new Date();
    this.checkAuthor(session, document, now);
    const tooMuch = overLimits(document.attachments, this.limits);
    if (tooMuch !== undefined) throw tooMuch;
    requireHandling(document, this.limits);
    requireComplete(document);
    requireAlone(beforeFiling, { document, at: timestamp(now) }, 'INTAKE');
    const refused = await this.store.transaction(officerContext(session, 'submit-dispatch'), (tx) =>
      this.submit(tx, { session, input, document, now, alongside }),
    );
    if (refused !== undefined) throw refused;
    // Durable now: thread, dispatch, entries, queue row. SealOutbox resumes from the row once the entry is released.
  }

  /**
   * Looks for others at work on the same, then files the document.
   * @returns the refusal of a document whose officer was told something: the look is kept
   */
  private async submit(tx: Tx, submitting: Submitting): Promise<Error | undefined> {
    const { session, document } = submitting;
    await this.trust.refreshOnce(tx);
    // A thread that is opened has no row to lock; where there is one, it cannot be opened.
    const known = isOpening(document)
      ? undefined
      : await this.cases.find(tx, document.thread, 'for update');
    // Before the thread is asked for: by now it may be another authority's.
    const { isQueued, standsStill, ...read } = await this.handedIn(tx, submitting);
    const certificate = await this.signer(read.certificate, submitting);
    if (isQueued) return undefined;
    if (isKind(document, 'request')) requireSigner(session, document);
    const looked = await lookBefore({ cases: this.cases, tx, session }, document, read.told);
    const file = () => this.file(tx, submitting, { certificate, known, looked, standsStill });
    const event = looked?.event;
    try {
      if (event === undefined) await file();
      // What is filed anew is recorded with what was told before.
      else if (!(await tx.attempt(file))) await this.journal.record(tx, event);
      return undefined;
    } catch (error) {
      // Whatever the filing fails by, what was told is kept: else a request that is made to fail would ask for nothing.
      if (event === undefined || endsTransaction(error) || !(error instanceof Error)) throw error;
      await this.journal.record(tx, event);
      return error;
    }
  }

  /** False: the same document stands there already. */
  private async file(
    tx: Tx,
    submitting: Submitting,
    { certificate, known, looked, standsStill }: Beforehand,
  ): Promise<boolean> {
    const { session, input, document, alongside } = submitting;
    const { uploads } = this;
    const begins = isOpening(document);
    const thread = await this.place(tx, submitting, known);
    if (thread === 'KNOWN') return false;
    // What stops or mends something waits for the log rather than not be said.
    if (!mends.some((kind) => kind === document.kind)) requireMoving(standsStill);
    const policy = requirePolicy(this.trust, document, thread.requestType);
    const item = this.itemOf(submitting, thread);
    const sources = this.sources(tx);
    await requireAllowed(beforeFiling, sources, item, 'INTAKE');
    const alike = begins ? await this.besideOthers(sources, item, looked) : [];
    const attachments = await uploads.take(tx, input.uploads, document.attachments, document.id);
    const documentSha256 = sha256(input.document);
    const judgeFiles = (): Promise<unknown> =>
      requireAllowed(ofFiles, sources, { ...item, files: attachments }, 'INTAKE');
    // Whoever asks the same of another State waits from the append on: no file is read meanwhile.
    if (begins) await judgeFiles();
    const state = await this.cases.append(tx, thread, {
      document,
      documentSha256,
      content: {
        document: input.document,
        signature: input.signature,
        certificate: certificate.bytes,
      },
      direction: 'OUT',
      messageId: null,
      deliveredAt: null,
      attachments,
    });
    if (state === undefined) {
      await this.sameAsBefore(tx, document, documentSha256);
      return false;
    }
    if (!begins) {
      requireSigner(session, document);
      await judgeFiles();
    }
    // Only now: the same document again is no second recall or answer.
    const judged = await requireAllowed(onceFiled, sources, item, 'INTAKE');
    await requireAllowed(lastAsked, sources, item, 'INTAKE');
    // Last: what is wrong for good is told first.
    await requireFormal(tx, document);
    const followed = await followAll(inPlace, sources, [item], judged);
    const effects = followed.get(document.id) ?? [];
    if (isKind(document, 'transfer-notice'))
      await this.cases.transfer.send(tx, thread, document.body.authority);
    if (begins && isKind(document, 'request')) {
      const { broadcast } = document.body;
      if (broadcast !== undefined) {
        await this.cases.broadcasts.join(tx, thread, broadcast.id);
        // Another State is another step.
        const halted = requireRunning(item, await loadOperations(sources, [item]));
        if (halted !== undefined) throw halted;
      }
    }
    const copied = await followAll(copying, sources, [item]);
    const beside = (await alongside?.(tx, thread, document)) ?? [];
    const opening = begins ? [...alike, opened(thread, document, session)] : [];
    const undisclosed = (draft: Draft) => ({ draft });
    const events = await recordDisclosed(tx, this.journal, this.cases, [
      ...opening.map(undisclosed),
      { thread, draft: signed(document, input, certificate.bytes, thread, session, policy) },
      ...[...closed(thread, state, session), ...effects].map(undisclosed),
      ...[...(copied.get(document.id) ?? []), ...beside].map((draft) => ({ thread, draft })),
    ]);
    const event = events[opening.length];
    if (event === undefined) throw new Error('an event was not recorded');
    const lane = laneOf(document, thread.priority);
    this.mailbox.outbox.enqueue(tx, {
      linkId: document.link,
      peer: document.to.state,
      thread: thread.id,
      dispatch: document.id,
      documentSha256,
      // An answer in a case of risk to life goes as its request did.
      priority: lane,
      signedEvent: event.id,
      silentAfter: silenceLimit(lane, this.limits),
    });
    return true;
  }

  /**
   * By whose certificate the document is signed, as the directories say now.
   * @throws ExchangeError NOT_THE_SIGNER; SealError as `verifyDetached`
   */
  private async signer(
    certificate: Certificate | undefined,
    { input, now }: Submitting,
  ): Promise<Certificate> {
    if (certificate === undefined) throw new ExchangeError('NOT_THE_SIGNER', 'certificate');
    await verifyDetached(input.document, input.signature, certificate, now);
    return certificate;
  }

  private async refuse(
    session: Session,
    input: SignedDocumentInput,
    document: Document | undefined,
    code: string,
  ): Promise<void> {
    await this.store.transaction(officerContext(session, 'refuse-dispatch'), async (tx) => {
      const known = document === undefined ? undefined : await this.cases.find(tx, document.thread);
      const thread = known?.side === this.side ? known : undefined;
      const kind = document?.kind ?? null;
      await this.journal.record(
        tx,
        refused(session, this.side, input.document, kind, code, thread),
      );
    });
  }

  private checkAuthor(session: Session, document: Document, now: Date): void {
    const { from } = document;
    if (
      from.state !== this.trust.state ||
      from.authority !== session.authority ||
      from.officer !== session.officer ||
      document.signer !== session.fingerprint
    )
      throw new ExchangeError('NOT_THE_SIGNER');
    const age = now.getTime() - Date.parse(document.composedAt);
    if (age > 24 * hour || age < -5 * minute) throw new ExchangeError('COMPOSED_TIME_INVALID');
    // Else the database would refuse it, without a word.
    if (
      isOpening(document) &&
      !session.compartments.includes(compartmentOf(threadTypeOf(document)))
    )
      throw new AccessError('PERMISSION_DENIED', signersOf(document).join(', '));
    // Whatever else this side may not say is refused by the transition table.
    if (isOpening(document) && this.side !== 'ASKING')
      throw new ExchangeError('PARENT_MISMATCH', 'kind');
  }

  /** Its thread: a new one for a request, the locked one for everything else. */
  private async place(
    tx: Tx,
    submitting: Submitting,
    known: ThreadRecord | undefined,
  ): Promise<ThreadRecord | 'KNOWN'> {
    const { session, document, now } = submitting;
    const peer = this.trust.peers().peer(document.to.state);
    if (peer === undefined) throw new ExchangeError('PEER_NOT_CONFIRMED');
    if (peer.linkId !== document.link) throw new ExchangeError('RECIPIENT_MISMATCH', 'link');
    const compartment =
      known?.compartment ??
      (isOpening(document) ? compartmentOf(threadTypeOf(document)) : 'ENFORCEMENT');
    recipientKey(this.trust, document, peer.peer, compartment, now);
    requireAgreedLimits(document, this.trust.own(), this.trust.of(peer.peer));
    if (isOpening(document)) {
      // Here as well: the database refuses, without a word, what nobody in these roles may open.
      requireSigner(session, document);
      try {
        return await this.cases.open(tx, document, this.side);
      } catch (error) {
        // Posted again while the first post was under way: it is answered as the first.
        if (error instanceof ThreadsError && (await this.handedIn(tx, submitting)).isQueued)
          return 'KNOWN';
        throw error;
      }
    }
    if (known?.side !== this.side) throw new ThreadsError('NOT_FOUND');
    // On its way to another authority nobody speaks for it; whoever sees people in danger does.
    if (known.movingTo !== null && document.kind !== 'halt') throw new ThreadsError('NOT_FOUND');
    const item = this.itemOf(submitting, known);
    const sources = this.sources(tx);
    await requireAllowed(reading, sources, item, 'INTAKE');
    if (known.peer !== document.to.state || known.peerAuthority !== document.to.authority)
      throw new ExchangeError('PARENT_MISMATCH', 'to');
    const { inReplyTo } = document;
    const [parent] = await this.cases.headsById(tx, inReplyTo === null ? [] : [inReplyTo]);
    if (parent?.thread !== known.id || !mayReplyTo(document.kind, parent.kind))
      throw new ExchangeError('PARENT_MISMATCH', 'inReplyTo');
    await requireAllowed(placing, sources, item, 'INTAKE');
    if (isKind(document, 'transfer-notice')) {
      requireReceiver(this.trust, known, document.body.authority, now);
      await requireAllowed(moving, sources, item, 'INTAKE');
    }
    return known;
  }

  /** Judges what opens a thread beside others about the same. Returns what is recorded. */
  private async besideOthers(
    sources: Sources,
    item: Item & { readonly session: Session },
    before: Told | undefined,
  ): Promise<readonly Draft[]> {
    const { document, session, thread } = item;
    const told = await toldBefore({ ...sources, session }, document, { before, thread: thread.id });
    const seen = { ...item, ...(told !== undefined && { told }) };
    const judged = await requireAllowed(seeking, sources, seen, 'INTAKE');
    const followed = await followAll(seeking, sources, [seen], judged);
    return followed.get(document.id) ?? [];
  }

  /** As the capabilities judge it. */
  private itemOf(
    { document, session, input, now }: Submitting,
    thread: ThreadRecord,
  ): Item & { readonly session: Session } {
    return { document, thread, direction: 'OUT', at: timestamp(now), session, given: input };
  }

  private sources(tx: Tx): Sources {
    const { cases, mailbox, trust, reader } = this;
    return { tx, cases, mailbox, trust, reader };
  }

  private handedIn(tx: Tx, { document, input, session }: Submitting): Promise<HandedIn> {
    const asked = comparedBy(this.cases, document)?.marks.asked;
    return handedIn(tx, document, sha256(input.document), { officer: session.officer, asked });
  }

  private async sameAsBefore(tx: Tx, document: Document, documentSha256: string): Promise<void> {
    const [before] = await this.cases.headsById(tx, [document.id]);
    if (before?.documentSha256 !== documentSha256) throw new ThreadsError('DOCUMENT_KNOWN');
  }
}
