import { say } from '#language/console';
import { receiptProof } from '../api/gen/readers.js';
import type { DispatchView, ReceiptProof } from '#capabilities/requests/dispatches.contract';
import type { Thread } from '../api/shown.js';
import { receiptStages, type Purpose } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { PostedSigner, Posting } from '#capabilities/directory/postings.contract';
import type { OpenedEnclosed } from '#trust';
import { decodeDocument } from '#wire';
import type { ApiClient } from '../api/client.js';
import { Refusal } from '../api/refusal.js';
import { verifiedDirectory, type VerifiedDirectory } from '../directory/verified-directory.js';
import { CliError } from '../errors.js';
import type { Asking } from '../people/profile.js';
import type { Desk } from '../people/threads.js';
import { provenEnclosed, type Enclosures } from './verify-enclosed.js';
import type { Since } from './since.js';
import { disputeOf, documentVerdict, placeOf } from './verify-document.js';
import { receiptProblem, type Known, type Shown } from './verify-receipt.js';

const signedByPeer: ReadonlySet<string> = new Set(receiptStages);

/** Stage of a delivery, and whether the neighbour's receipt proves it. `verified` is null for a stage that needs no receipt. */
export type ProvenStage = Shown & {
  readonly verified: boolean | null;
  readonly problem: string | null;
};
export type ProvenDispatch = Omit<DispatchView, 'stages'> & {
  /** True if the document is valid and not disputed, else false. Disputed: the newest directory denies the signer's mandate. */
  readonly verified: boolean;
  readonly since: Since | null;
  readonly problem: string | null;
  readonly stages: readonly ProvenStage[];
  readonly enclosed: readonly OpenedEnclosed[];
  readonly posted: readonly PostedSigner[];
  readonly posting: Posting | null;
};
export type ProvenThread = Omit<Thread, 'dispatches'> & {
  readonly dispatches: readonly ProvenDispatch[];
};

const numberOf = (receipt: unknown): number | undefined => {
  const rseq = (receipt as { rseq?: unknown } | null)?.rseq;
  return typeof rseq === 'number' && Number.isSafeInteger(rseq) && rseq > 0 ? rseq : undefined;
};

interface Judging {
  readonly client: ApiClient;
  readonly path: string;
  readonly purpose: Purpose;
  readonly known: readonly Known[];
  readonly dispatch: DispatchView;
}

async function problemOf(judging: Judging, shown: Shown): Promise<string | null> {
  const rseq = numberOf(shown.receipt);
  if (rseq === undefined) return say('provenThread.noReceipt');
  if (judging.known.length === 0) return say('provenThread.directoryStateNotKnown');
  try {
    const path = `${judging.path}/${rseq}?purpose=${judging.purpose}`;
    const proof = await judging.client.ask(receiptProof, 'GET', path);
    return (await proofProblem(judging, shown, proof)) ?? null;
  } catch (error) {
    if (isNoProof(error)) return say('provenThread.gatewayGivesNoProof', { code: error.code });
    throw error;
  }
}

async function proofProblem(
  { known, dispatch }: Judging,
  shown: Shown,
  proof: ReceiptProof,
): Promise<string | undefined> {
  let problem: string | undefined;
  for (const each of known) {
    const found = await receiptProblem(each, dispatch, shown, proof);
    if (found === undefined) return undefined;
    problem ??= found;
  }
  return problem;
}

const isNoProof = (error: unknown): error is Refusal | CliError =>
  error instanceof Refusal || (error instanceof CliError && error.code === 'CLI_ANSWER_INVALID');

async function provenStage(judging: Judging, shown: Shown): Promise<ProvenStage> {
  if (!signedByPeer.has(shown.stage)) return { ...shown, verified: null, problem: null };
  const problem = await problemOf(judging, shown);
  return { ...shown, verified: problem === null, problem };
}

export async function provenThread(
  asked: Asking,
  desk: Desk | 'subjects/sent' | 'subjects/received',
  thread: Thread,
  purpose: Purpose,
): Promise<ProvenThread> {
  const directories = await verifiedDirectory(asked);
  const dispatches: ProvenDispatch[] = [];
  for (const dispatch of thread.dispatches) {
    const path = `/api/v1/${desk}/${thread.thread}/dispatches/${dispatch.dispatch}/receipts`;
    const known = await knownOf(directories, thread, dispatch);
    const judging = { client: asked.client, path, purpose, known, dispatch };
    const stages: ProvenStage[] = [];
    for (const shown of dispatch.stages) stages.push(await provenStage(judging, shown));
    dispatches.push(await provenDispatch(directories, thread, dispatch, stages));
  }
  return { ...thread, dispatches };
}

async function provenDispatch(
  directories: VerifiedDirectory,
  thread: Thread,
  dispatch: DispatchView,
  stages: readonly ProvenStage[],
): Promise<ProvenDispatch> {
  const place = placeOf(thread);
  const { problem: own, directory, since } = await documentVerdict(directories, dispatch, place);
  const inside = directory && (await provenEnclosed(directories, dispatch, directory));
  const problem = own ?? inside?.problem ?? null;
  const { enclosed, posted } = inside ?? nothingEnclosed;
  const posting = directory === undefined ? null : postingOf(directory, dispatch);
  const verified = problem === null && since?.wasBefore !== true;
  const found = { enclosed, posted, posting };
  return { ...dispatch, stages, ...found, verified, problem, since };
}

const nothingEnclosed: Enclosures = { enclosed: [], posted: [] };

function postingOf(directory: Directory, { document }: Pick<DispatchView, 'document'>) {
  const { from, composedAt } = decodeDocument(document);
  return directory.posting(from.officer, from.authority, composedAt) ?? null;
}

// Directories for a receipt: of the roots confirmed for the document's link, newest first.
async function knownOf(
  { own, peers, neighbours, former }: VerifiedDirectory,
  { peer }: Thread,
  { document }: DispatchView,
): Promise<readonly Known[]> {
  const { link } = decodeDocument(document);
  const current = neighbours.get(peer);
  const confirmed = peers.confirmationsOf(peer).filter(({ linkId }) => linkId === link);
  const roots = new Set(confirmed.map(({ rootFingerprint }) => rootFingerprint));
  const isOver = [...roots].some((root) => root !== current?.directory.pinned);
  const chains = [
    ...(current === undefined ? [] : [current]),
    ...(isOver ? await former.chainsOf(peer) : []),
  ];
  return chains
    .filter(({ directory }) => roots.has(directory.pinned))
    .map(({ directory }) => ({ own: own.directory, peer: directory, link }));
}

/**
 * Requires that all documents and receipts are proven and no document is disputed. Call this only after the thread has been
 * shown. @throws CliError CLI_DOCUMENT_UNPROVEN, CLI_RECEIPT_UNPROVEN, CLI_DOCUMENT_DISPUTED
 */
export function assertProven({ dispatches }: ProvenThread): void {
  const unsigned = dispatches.flatMap(({ dispatch, problem }) =>
    problem === null ? [] : [say('provenThread.document', { dispatch, problem })],
  );
  if (unsigned.length > 0) throw new CliError('CLI_DOCUMENT_UNPROVEN', unsigned.join('\n'));
  const bad = dispatches.flatMap(({ dispatch, stages }) =>
    stages.flatMap(({ stage, verified, problem }) =>
      verified === false
        ? [say('provenThread.of', { stage, dispatch, problem: problem ?? '' })]
        : [],
    ),
  );
  if (bad.length > 0) throw new CliError('CLI_RECEIPT_UNPROVEN', bad.join('\n'));
  for (const dispatch of dispatches) {
    const dispute = disputeOf(dispatch, dispatch);
    if (dispute !== undefined) throw dispute;
  }
}
