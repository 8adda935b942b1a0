import type { Cases } from '#capabilities/cases';
import type { Sources } from '#capabilities/capability';
import { silenceLimit, type SilenceLimits } from '#capabilities/deadlines/silence.model';
import type { DeconflictionResult } from '#capabilities/deconfliction/deconfliction.rows';
import { lookIfLifeAtRisk } from '#capabilities/deconfliction/look-for-duplicates.service';
import { loadOperations } from '#capabilities/halts/operations.facts';
import { requireRunning } from '#capabilities/halts/operations.rules';
import { alwaysLeaves } from '#capabilities/policy/policy.schema';
import { requirePolicy, type PolicyPassed } from '#capabilities/policy/policy.service';
import {
  isKind,
  isOpening,
  carriedPriority,
  type Document,
  type DocumentKind,
  type EventId,
  type ThreadState,
} from '#kernel';
import { assertFormal, assertMoving, type Draft, type Journal } from '#journal';
import type { Mailbox } from '#mailbox';
import type { Certificate } from '#seal';
import type { Tx } from '#store';
import { recordDisclosed, ThreadsError, type ThreadRecord } from '#threads';
import type { TrustStore } from '#trust';
import { beforeFiling, copying, inPlace, lastAsked, onceFiled, seeking } from '../capabilities.js';
import { closed, opened, signed } from '../events.js';
import { followAll, requireAllowed } from '../run-capabilities.js';
import { place } from './place-dispatch.js';
import { assertSigner } from './assert-signer.js';
import { itemOf, type Beforehand, type HandedItem, type Submitting } from './submitting.js';
import type { TakeFiles } from './take-files.js';

const mends: readonly DocumentKind[] = [...alwaysLeaves, 'correction'];

interface Filed {
  readonly thread: ThreadRecord;
  readonly state: ThreadState;
  readonly certificate: Certificate;
  readonly policy: PolicyPassed;
  readonly alike: readonly Draft[];
  readonly effects: readonly Draft[];
  readonly beside: readonly Draft[];
}

export class FileDispatch {
  constructor(
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly files: TakeFiles,
    private readonly limits: SilenceLimits,
  ) {}

  async fileDocument(
    tx: Tx,
    submitting: Submitting,
    { certificate, known, looked, standsStill }: Beforehand,
  ): Promise<boolean> {
    const { document, alongside } = submitting;
    const { cases, mailbox, trust } = this;
    const sources: Sources = { tx, cases, mailbox, trust };
    const thread = await place(sources, submitting, known);
    if (thread === 'KNOWN') return false;
    // Documents that stop or correct something wait for the log instead of being refused.
    if (!mends.some((kind) => kind === document.kind)) assertMoving(standsStill);
    const policy = requirePolicy(trust, document, thread.requestType);
    const item = itemOf(submitting, thread);
    await requireAllowed(beforeFiling, sources, item, 'INTAKE');
    const alike = isOpening(document) ? await besideOthers(sources, item, looked) : [];
    const state = await this.append(sources, submitting, item, certificate);
    if (state === undefined) return false;
    const effects = await follow(sources, item);
    const copied = await followAll(copying, sources, [item]);
    const acts = (await alongside?.(tx, thread, document)) ?? [];
    const beside = [...(copied.get(document.id) ?? []), ...acts];
    const filed = { thread, state, certificate, policy, alike, effects, beside };
    const signedEvent = await this.recordFiled(tx, submitting, filed);
    this.queue(tx, submitting, thread, signedEvent);
    return true;
  }

  private async append(
    sources: Sources,
    submitting: Submitting,
    item: HandedItem,
    certificate: Certificate,
  ): Promise<ThreadState | undefined> {
    const { tx } = sources;
    const { session, input, document, documentSha256 } = submitting;
    const begins = isOpening(document);
    const attachments = await this.files.assignUploads(tx, submitting);
    // Later identical requests to other States wait here, so no file is read meanwhile.
    if (begins) await this.files.judge(sources, item, attachments);
    const state = await this.cases.append(tx, item.thread, {
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
    if (state === undefined) await sameAsBefore(sources, submitting);
    else if (!begins) {
      assertSigner(session, document);
      await this.files.judge(sources, item, attachments);
    }
    return state;
  }

  private async recordFiled(
    tx: Tx,
    { session, input, document }: Submitting,
    { thread, state, certificate, policy, alike, effects, beside }: Filed,
  ): Promise<EventId> {
    const opening = isOpening(document) ? [...alike, opened(thread, document, session)] : [];
    const undisclosed = (draft: Draft) => ({ draft });
    const said = { document, input, certificate: certificate.bytes, policy };
    const events = await recordDisclosed(tx, this.journal, this.cases, [
      ...opening.map(undisclosed),
      { thread, draft: signed(thread, session, said) },
      ...[...closed(thread, state, session), ...effects].map(undisclosed),
      ...beside.map((draft) => ({ thread, draft })),
    ]);
    const event = events[opening.length];
    if (event === undefined) throw new Error('an event was not recorded');
    return event.id;
  }

  private queue(
    tx: Tx,
    { document, documentSha256 }: Submitting,
    thread: ThreadRecord,
    signedEvent: EventId,
  ): void {
    const priority = carriedPriority(document, thread.priority);
    this.mailbox.outbox.enqueue(tx, {
      linkId: document.link,
      peer: document.to.state,
      thread: thread.id,
      dispatch: document.id,
      documentSha256,
      // An answer to a risk to life has its request's priority.
      priority,
      signedEvent,
      silentAfter: silenceLimit(priority, this.limits),
    });
  }
}

async function besideOthers(
  sources: Sources,
  item: HandedItem,
  before: DeconflictionResult | undefined,
): Promise<readonly Draft[]> {
  const { document, session, thread } = item;
  const deconflictionResult = await lookIfLifeAtRisk({ ...sources, session }, document, {
    before,
    thread: thread.id,
  });
  const seen = { ...item, ...(deconflictionResult !== undefined && { deconflictionResult }) };
  const judged = await requireAllowed(seeking, sources, seen, 'INTAKE');
  const followed = await followAll(seeking, sources, [seen], judged);
  return followed.get(document.id) ?? [];
}

async function follow(sources: Sources, item: HandedItem): Promise<readonly Draft[]> {
  const { tx, cases } = sources;
  const { document, thread } = item;
  // Only after filing: a resubmitted document is no second recall or answer.
  const judged = await requireAllowed(onceFiled, sources, item, 'INTAKE');
  await requireAllowed(lastAsked, sources, item, 'INTAKE');
  // Last, so that permanent errors come first.
  await assertFormal(tx, document);
  const followed = await followAll(inPlace, sources, [item], judged);
  if (isKind(document, 'transfer-notice'))
    await cases.transfer.send(tx, thread, document.body.authority);
  if (isKind(document, 'request')) await joinBroadcast(sources, item, document);
  return followed.get(document.id) ?? [];
}

async function joinBroadcast(
  sources: Sources,
  item: HandedItem,
  { body: { broadcast } }: Document<'request'>,
): Promise<void> {
  if (broadcast === undefined) return;
  await sources.cases.broadcasts.join(sources.tx, item.thread, broadcast.id);
  // A request to another State is another step.
  const halted = requireRunning(item, await loadOperations(sources, [item]));
  if (halted !== undefined) throw halted;
}

async function sameAsBefore(
  { tx, cases }: Sources,
  { document, documentSha256 }: Submitting,
): Promise<void> {
  const [before] = await cases.headsById(tx, [document.id]);
  if (before?.documentSha256 !== documentSha256) throw new ThreadsError('DOCUMENT_KNOWN');
}
