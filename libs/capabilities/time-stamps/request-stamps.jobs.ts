import { randomBytes } from 'node:crypto';
import { type AuthorityName, type Journal, type OpenRequest, stampedAtOnce } from '#journal';
import { makeStampRequest } from '#stamp';
import type { Store, Tx } from '#store';

/** Time between two questions for an outside time of what is new in the log. */
const stampEveryMs = 60_000;
/** The exchange gives up long before; a question older than that was lost with it. */
const lostMs = 60_000;
const firstPauseMs = 5_000;
const longestPauseMs = 60_000;

export interface AuthorityAsked {
  readonly name: AuthorityName;
  /** Object identifier of the policy that is wanted; '' for any. */
  readonly policy: string;
}

/**
 * Asks each time-stamp authority for its time under the newest released checkpoint: once a minute while there is news, at
 * once for an event of an urgent type, again after a pause when a question was not answered well. Stamps alone are no news: a quiet log
 * stays quiet.
 */
export class RequestStamps {
  /** `urgent`: types of events whose checkpoint is stamped at once. */
  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly authorities: readonly AuthorityAsked[],
    private readonly urgent: readonly string[] = stampedAtOnce,
  ) {}

  /** Returns how many questions were made. */
  run(): Promise<number> {
    return this.store.transaction({ step: 'request-stamps' }, async (tx) => {
      let made = 0;
      for (const authority of this.authorities) if (await this.ask(tx, authority)) made += 1;
      return made;
    });
  }

  private async ask(tx: Tx, { name, policy }: AuthorityAsked): Promise<boolean> {
    const { stamps } = this.journal;
    const open = await stamps.open(tx, name);
    if (open === undefined ? !(await this.isDue(tx, name)) : !isOver(open)) return false;
    const { size, note } = await this.journal.releasedCheckpoint(tx);
    // A new nonce each time: an answer that comes late is the answer to nothing.
    const { der, nonce } = makeStampRequest(note, randomBytes(16), policy);
    const tries = open === undefined ? 0 : open.tries + 1;
    stamps.ask(tx, name, { size, request: der, nonce, tries });
    return true;
    // Durable now: the question. The exchange sends it, once.
  }

  private async isDue(tx: Tx, name: AuthorityName): Promise<boolean> {
    const { sinceMs, news, urgent } = await this.journal.stamps.unstamped(tx, name, this.urgent);
    return urgent || (news && (sinceMs === null || sinceMs >= stampEveryMs));
  }
}

/** Whether another question may take its place: it failed a while ago, or nobody will answer it any more. */
function isOver({ failure, response, ageMs, tries }: OpenRequest): boolean {
  if (response !== null) return false;
  if (failure === null) return ageMs >= lostMs;
  return ageMs >= Math.min(firstPauseMs * 2 ** tries, longestPauseMs);
}
