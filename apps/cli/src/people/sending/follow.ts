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
import type { Asking } from '../asking.js';
import type { Outcome } from '../words/delivery-words.js';
import { whomToCall } from '../words/whom-to-call.js';

/** A document that the gateway has taken, and what its receipt is verified against. */
export interface Sent extends Pick<Submitted, 'thread' | 'dispatch'> {
  readonly by: Pick<Asking, 'file' | 'profile'>;
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  /** When it was handed over. */
  readonly handedAt: Date;
  readonly show: string;
}

/** Pauses between two looks, in milliseconds: five seconds together, and ten where life is at risk. */
const pauses = [100, 150, 250, 250, 250, 500, 500, 1_000, 1_000, 1_000] as const;
const lifePauses = [...pauses, 1_000, 1_000, 1_000, 1_000, 1_000] as const;
/** Nothing comes over a link that is down; it may have come back between two looks of the border. */
const downMs = 2_000;

/** A gateway that hangs must not keep a person waiting who has to take up the telephone. */
const patience = { idleMs: 5_000, wholeMs: 10_000 } as const;

const isOfLife = (document: Document): boolean =>
  isOpening(document) && priorityOf(document) === priorities.RISK_TO_LIFE;

/**
 * Why nothing is known. Whatever goes wrong here, the gateway has taken the document: an error in place of an outcome would
 * make a person send it again.
 */
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

/** A document that was sent, and what is needed to ask after it. */
interface Following {
  readonly context: Context;
  readonly client: ApiClient;
  readonly sent: Sent;
  readonly document: Document;
  /** Seconds since it was handed over. */
  readonly since: () => number;
}

/**
 * Waits until the neighbour has signed for a document, or it is known that it will not come there, or the bound is reached.
 * Gives the truth: a receipt counts once it is verified here.
 */
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

/** Outcome by a look at the delivery, its receipt verified here. */
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
 * The first look by which it is settled, else the last within the bound. A gateway that begins anew, or has been asked too much, may
 * answer the next look. @throws Refusal, CliError
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
      `Signed and queued; waiting for the receipt of ${document.to.state}: ${since().toFixed(0)} s `,
    );
    await letPass(context, pause);
  }
}

/** Waits, or lets a test decide how long. */
export const letPass = (context: Context, ms: number): Promise<unknown> =>
  context.pause?.(ms) ?? new Promise((done) => setTimeout(done, ms));

/** Nothing more comes of looking again: it is settled, or its link has been down for so long. */
const isLast = (seen: DeliveryView | CodedError, ms: number): boolean =>
  !isCoded(seen) && (fateOf(seen) !== 'WAITING' || (seen.link.up === false && ms >= downMs));

/** Failures that may be gone at the next look. @throws everything else */
function laterOrNever(error: unknown): CodedError {
  if (isCoded(error) && error.action === 'retry') return error;
  throw error;
}

/** Why a signed stage is not believed; null: the neighbour's directory bears it out. */
async function problemOf(
  { client, sent: { by, document: bytes, signature }, document: { link } }: Following,
  { messageId, peer, proof }: DeliveryView,
  settled: DeliveryView['stages'][number],
): Promise<string | null> {
  if (proof === null) return 'the gateway gives no proof';
  const directories = await verifiedDirectory({ ...by, client });
  const theirs = directoryOf(directories, peer);
  if (theirs === undefined) return 'the directory of that State is not known';
  const own = directories.own.directory;
  const sent = { document: bytes, signature, messageId };
  return (await receiptProblem({ own, peer: theirs, link }, sent, settled, proof)) ?? null;
}

/** By the directory as it is now; where that cannot be had, as it was verified last. */
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
    // Nothing is hidden: the outcome says what went wrong.
  }
  return numbersAtHand(context, by, to);
}

/** Numbers for when the gateway cannot be asked; null: no directory of that State was verified here yet. */
export async function numbersAtHand(
  { now }: Context,
  { file, profile }: Sent['by'],
  to: AuthorityAddress,
): Promise<Outcome['call']> {
  const kept = await keptDirectoryOf(file, profile, to.state).catch(() => undefined);
  return kept === undefined ? null : whomToCall(kept, to.authority, timestamp(now()));
}
