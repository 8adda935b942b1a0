import { randomBytes } from 'node:crypto';
import { type AuthorityName, type Journal, type OpenRequest, stampedAtOnce } from '#journal';
import { makeStampRequest } from '#stamp';
import type { Store, Tx } from '#store';

const stampEveryMs = 60_000;
const lostMs = 60_000;
const firstPauseMs = 5_000;
const longestPauseMs = 60_000;

export interface AuthorityAsked {
  readonly name: AuthorityName;
  readonly policy: string;
}

/**
 * Requests time-stamps of the newest checkpoint if new events exist, usually once a minute. Event types in `urgent` do not
 * wait.
 */
export class RequestStamps {
  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly authorities: readonly AuthorityAsked[],
    private readonly urgent: readonly string[] = stampedAtOnce,
  ) {}

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
    // A new nonce for each request, so that a late answer to an old one is ignored.
    const { der, nonce } = makeStampRequest(note, randomBytes(16), policy);
    const tries = open === undefined ? 0 : open.tries + 1;
    stamps.ask(tx, name, { size, request: der, nonce, tries });
    return true;
    // Durable now: the request. The exchange sends it once.
  }

  private async isDue(tx: Tx, name: AuthorityName): Promise<boolean> {
    const { sinceMs, news, urgent } = await this.journal.stamps.unstamped(tx, name, this.urgent);
    return urgent || (news && (sinceMs === null || sinceMs >= stampEveryMs));
  }
}

function isOver({ failure, response, ageMs, tries }: OpenRequest): boolean {
  if (response !== null) return false;
  if (failure === null) return ageMs >= lostMs;
  return ageMs >= Math.min(firstPauseMs * 2 ** tries, longestPauseMs);
}
