import { say } from '#language/console';
import { deliveryView } from '../../api/gen/readers.js';
import type { DeliveryView } from '#capabilities/requests/deliveries/deliveries.contract';
import type { Submitted } from '#capabilities/requests/submissions/submitted.contract';
import { fateOf, settledBy } from '#capabilities/requests/deliveries/deliveries.model';
import {
  isCoded,
  isOpening,
  priorities,
  priorityOf,
  timestamp,
  type AuthorityAddress,
  type CodedError,
  type Document,
} from '#kernel';
import { decodeDocument } from '#wire';
import { ApiClient } from '../../api/client.js';
import type { Context } from '../../context.js';
import {
  directoryOf,
  keptDirectoryOf,
  verifiedDirectory,
} from '../../directory/verified-directory.js';
import { receiptProblem } from '../../receipts/verify-receipt.js';
import type { Asking } from '../profile.js';
import type { Outcome } from '../words/delivery-words.js';
import { whomToCall } from '../words/whom-to-call.js';

export interface Sent extends Pick<Submitted, 'thread' | 'dispatch'> {
  readonly by: Pick<Asking, 'file' | 'profile'>;
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly handedAt: Date;
  readonly show: string;
}

// Pauses (ms) between looks: five seconds together, ten for a risk to life.
const pauses = [100, 150, 250, 250, 250, 500, 500, 1_000, 1_000, 1_000] as const;
const lifePauses = [...pauses, 1_000, 1_000, 1_000, 1_000, 1_000] as const;
// Time (ms) to wait for a link that is down; it may return between two looks of the border.
const downMs = 2_000;

// Time limits (ms): an officer who must telephone cannot wait for a hanging gateway.
const patience = { idleMs: 5_000, wholeMs: 10_000 } as const;

const isOfLife = (document: Document): boolean =>
  isOpening(document) && priorityOf(document) === priorities.RISK_TO_LIFE;

// Code in place of an unknown outcome. The gateway has the document: an error would make the officer send it
// again.
function codeOf(error: unknown): string {
  if (isCoded(error)) return error.code;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : String(error);
}

const asFresh = <T>(
  { profile }: Sent['by'],
  act: (client: ApiClient) => Promise<T>,
): Promise<T> => {
  const client = new ApiClient({ origin: profile.origin, ca: profile.ca }, profile.token, patience);
  return act(client).finally(() => client.close());
};

interface Following {
  readonly context: Context;
  readonly client: ApiClient;
  readonly sent: Sent;
  readonly document: Document;
  readonly since: () => number;
}

/** Waits up to about 10 seconds for the delivery receipt and verifies it on this computer. After an error, `fate` is UNKNOWN. */
export function follow(context: Context, sent: Sent): Promise<Outcome> {
  return asFresh(sent.by, async (client) => {
    const document = decodeDocument(sent.document);
    const since = (): number => (context.now().getTime() - sent.handedAt.getTime()) / 1_000;
    const following = { context, client, sent, document, since };
    const known = {
      ...{ life: isOfLife(document), peer: document.to.state, show: sent.show },
      ...{ at: null, code: null, problem: null, link: null },
    };
    try {
      const view = await lastLook(following);
      return { ...known, ...(await outcomeOf(following, view)) };
    } catch (error) {
      const outcome = { ...known, fate: 'UNKNOWN', seconds: since(), code: codeOf(error) } as const;
      return { ...outcome, call: known.life ? await callees(following) : [] };
    }
  });
}

async function outcomeOf(following: Following, view: DeliveryView) {
  const { document, since } = following;
  const seconds = since();
  const life = isOfLife(document) || view.priority === priorities.RISK_TO_LIFE;
  const settled = settledBy(view.stages);
  const queued = view.stages.find(({ stage }) => stage === 'QUEUED');
  const problem = settled === undefined ? null : await problemOf(following, view, settled);
  const fate = fateOf(view);
  const isIn = fate === 'DELIVERED' && problem === null;
  return {
    ...{ fate, seconds, life, problem, link: view.link },
    ...{ at: settled?.at ?? null, code: (settled ?? queued)?.code ?? null },
    call: isIn ? [] : await callees(following),
  };
}

const wholeOf = (pauses: readonly number[]): number => pauses.reduce((sum, each) => sum + each, 0);

/**
 * Asks for the delivery's state until it is final or the waiting time ends. Stops after about 2 seconds if the link is down.
 * @throws Refusal, CliError
 */
async function lastLook({
  context,
  client,
  sent,
  document,
  since,
}: Following): Promise<DeliveryView> {
  const path = `/api/v1/dispatches/${sent.dispatch}/delivery`;
  let life = isOfLife(document);
  for (let looks = 0; ; looks += 1) {
    const seen = await client.ask(deliveryView, 'GET', path).catch(laterOrNever);
    life ||= !isCoded(seen) && seen.priority === priorities.RISK_TO_LIFE;
    const bound = life ? lifePauses : pauses;
    const pause = bound[looks];
    const ms = since() * 1_000;
    if (pause === undefined || ms >= wholeOf(bound) || isLast(seen, ms)) {
      if (isCoded(seen)) throw seen;
      return seen;
    }
    context.terminal.progress(
      say('follow.signedQueuedWaitingReceipt', {
        state: document.to.state,
        since: since().toFixed(0),
      }),
    );
    await letPass(context, pause);
  }
}

export const letPass = (context: Context, ms: number): Promise<unknown> =>
  context.pause?.(ms) ?? new Promise((done) => setTimeout(done, ms));

const isLast = (seen: DeliveryView | CodedError, ms: number): boolean =>
  !isCoded(seen) && (fateOf(seen) !== 'WAITING' || (seen.link.up === false && ms >= downMs));

function laterOrNever(error: unknown): CodedError {
  if (isCoded(error) && error.action === 'retry') return error;
  throw error;
}

async function problemOf(
  { client, sent: { by, document: bytes, signature }, document: { link } }: Following,
  { messageId, peer, proof }: DeliveryView,
  settled: DeliveryView['stages'][number],
): Promise<string | null> {
  if (proof === null) return say('follow.gatewayGivesNoProof');
  const directories = await verifiedDirectory({ ...by, client });
  const theirs = directoryOf(directories, peer);
  if (theirs === undefined) return say('follow.directoryStateNotKnown');
  const own = directories.own.directory;
  const sent = { document: bytes, signature, messageId };
  return (await receiptProblem({ own, peer: theirs, link }, sent, settled, proof)) ?? null;
}

// Telephone numbers by the current directory, else by the one last verified.
async function callees({
  context,
  client,
  sent: { by },
  document: { to },
}: Following): Promise<Outcome['call']> {
  try {
    const theirs = directoryOf(await verifiedDirectory({ ...by, client }), to.state);
    if (theirs !== undefined) return whomToCall(theirs, to.authority, timestamp(context.now()));
  } catch {
    // The outcome names the error.
  }
  return numbersAtHand(context, by, to);
}

/**
 * Telephone numbers of the recipient authority and its State's contact point, from the stored directory of that State. Null
 * if no directory is stored.
 */
export async function numbersAtHand(
  { now }: Context,
  { file, profile }: Sent['by'],
  to: AuthorityAddress,
): Promise<Outcome['call']> {
  const kept = await keptDirectoryOf(file, profile, to.state).catch(() => undefined);
  return kept === undefined ? null : whomToCall(kept, to.authority, timestamp(now()));
}
