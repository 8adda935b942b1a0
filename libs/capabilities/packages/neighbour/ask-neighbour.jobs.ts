import { randomBytes } from 'node:crypto';
import { type Journal, object } from '#journal';
import { type LinkId, parseMessageId, type StateCode, timestamp } from '#kernel';
import { LogStatements, type WaitingStatement } from '#mailbox';
import type { AnswerBytes } from '#package';
import type { Tx } from '#store';
import { answerRows } from './answers.rows.js';
import {
  asksFor,
  isSayable,
  isTurnOf,
  type NeighbourAsk,
  type Said,
  saidAsk,
  type ShownDocument,
  waitedFor,
  withAnswer,
  withSaying,
  withWaiting,
} from './asks.rules.js';
import { custodyTaken } from './custody-record.events.js';
import type { PackageAsk } from './custody-record.schema.js';
import type { Listening } from '../listening.rules.js';
import type { OpenPackage, Packages } from '../packages.rows.js';

export interface AskingPackage {
  readonly open: OpenPackage;
  readonly gatheredAt: Date;
  readonly peer: StateCode;
  readonly linkId: LinkId;
  readonly listening: Listening;
}

const isSame = (said: PackageAsk | undefined, { ask, part }: NeighbourAsk): boolean =>
  said?.ask === ask && said.part === part;

/**
 * Asks the neighbour for entries of its log: one request after another, and each answer part by part. Gives up at a time
 * limit.
 */
export class AskNeighbour {
  readonly #statements = new LogStatements();
  readonly #lastSaid = new Map<LinkId, Said>();

  constructor(
    private readonly packages: Packages,
    private readonly journal: Journal,
  ) {}

  async run(
    tx: Tx,
    of: AskingPackage,
    came: () => Promise<readonly ShownDocument[]>,
  ): Promise<readonly NeighbourAsk[] | undefined> {
    const before = of.open.asks ?? (await this.#begin(of, came));
    const after = await this.#advance(tx, of, before);
    if (after !== of.open.asks) this.packages.asked(tx, of.open, after);
    const isOver = after.every(({ outcome }) => outcome !== null);
    return isOver ? after : undefined;
    // Durable now: requests and their results. After a crash the same request is sent again.
  }

  async #begin(
    { gatheredAt }: AskingPackage,
    came: () => Promise<readonly ShownDocument[]>,
  ): Promise<NeighbourAsk[]> {
    const newAsk = () => parseMessageId(randomBytes(16).toString('hex'));
    return asksFor(await came(), timestamp(gatheredAt), newAsk);
  }

  async #advance(
    tx: Tx,
    of: AskingPackage,
    asks: readonly NeighbourAsk[],
  ): Promise<readonly NeighbourAsk[]> {
    const current = asks.find(({ outcome }) => outcome === null);
    if (current === undefined) return asks;
    const others = asks.filter((each) => each !== current);
    const waiting = await this.#statements.waiting(tx, of.linkId, 'package-ask');
    const answered = await this.#takeAnswer(tx, of, current, others);
    const isUnsent = isSame(waiting?.body, answered);
    let next = withWaiting(answered, { isUnsent, besideMs: waitedFor(others) }, of.listening);
    if (next.outcome === null) next = this.#sayInTurn(tx, of, next, waiting);
    if (next.outcome !== null) await this.#end(tx, of, next);
    return next === current ? asks : asks.map((each) => (each === current ? next : each));
  }

  async #takeAnswer(
    tx: Tx,
    { open, linkId, listening }: AskingPackage,
    current: NeighbourAsk,
    others: readonly NeighbourAsk[],
  ): Promise<NeighbourAsk> {
    const answer = await this.#statements.takeAnswer(tx, linkId, current.ask);
    if (answer === undefined) return current;
    const held = others.reduce((sum, { part }) => sum + part, 0);
    const next = withAnswer(current, answer.body, held, listening);
    const { ask, part } = current;
    const { bytes: statement, signature } = answer;
    if (next.part > part) answerRows.storeAnswer(tx, open, { ask, part, statement, signature });
    return next;
  }

  #sayInTurn(
    tx: Tx,
    { linkId, listening }: AskingPackage,
    asked: NeighbourAsk,
    waiting: WaitingStatement<'package-ask'> | undefined,
  ): NeighbourAsk {
    const { now } = listening;
    const isWaiting = waiting !== undefined;
    const last = isWaiting
      ? { ask: waiting.body.ask, at: waiting.at.getTime() }
      : this.#lastSaid.get(linkId);
    if (!isSayable(asked, now) || !isTurnOf(asked.ask, last, now, isWaiting)) return asked;
    this.#statements.say(tx, linkId, 'package-ask', saidAsk(asked));
    this.#lastSaid.set(linkId, { ask: asked.ask, at: now });
    return withSaying(asked, listening);
  }

  async #end(tx: Tx, of: AskingPackage, asked: NeighbourAsk): Promise<void> {
    const { consent, ask } = asked;
    const outcome = asked.outcome ?? 'SILENT';
    const kept = outcome === 'GIVEN' ? await answerRows.answersTo(tx, of.open, [ask]) : [];
    if (outcome !== 'GIVEN') answerRows.drop(tx, of.open, ask);
    const objects = kept.map(({ statement }) => object('statement', Buffer.from(statement)));
    const { exhibit, thread } = of.open;
    const data = { exhibit, peer: of.peer, consent, outcome, answers: kept.length };
    await this.journal.recordEvent(tx, custodyTaken(thread, objects, data));
  }

  async refuse(tx: Tx, of: AskingPackage, asked: NeighbourAsk): Promise<NeighbourAsk> {
    const refused = { ...asked, outcome: 'INVALID' } as const;
    await this.#end(tx, of, refused);
    return refused;
  }
}

export const answersFor = (
  tx: Tx,
  open: Pick<OpenPackage, 'id'>,
  asks: readonly NeighbourAsk[] | null,
): Promise<AnswerBytes[]> => {
  const given = (asks ?? []).filter(({ outcome }) => outcome === 'GIVEN');
  const ids = given.map(({ ask }) => ask);
  return ids.length === 0 ? Promise.resolve([]) : answerRows.answersTo(tx, open, ids);
};
