import {
  isCoded,
  parseAuthorityId,
  timestamp,
  type AuthorityId,
  type Body,
  type DocumentId,
  type ThreadId,
} from '#kernel';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { aRequestBody } from './builders.js';
import { eventually } from './nats.js';
import type { Composed, TwoStates } from './two-states.js';

const page = { limit: 50, before: null };
export const harbour = parseAuthorityId('harbour-office');
export const police = parseAuthorityId('border-police');

/** Where a document of a thread stands. */
export interface Place {
  readonly thread: ThreadId;
  readonly inReplyTo: DocumentId;
}

/** What officers do about a request that moves, and what they see of it. */
export function transferActs(two: () => TwoStates) {
  const code = (act: Promise<unknown>): Promise<string> =>
    act.then(
      () => 'done',
      (error: unknown) => (isCoded(error) ? error.code : String(error)),
    );
  const at = (name: string) => two().b.session(name);
  const find = (rows: readonly ThreadRow[], thread: ThreadId): ThreadRow | undefined =>
    rows.find((row) => row.thread === thread);
  const asking = async (thread: ThreadId) =>
    find(await two().a.asking.list(two().a.session('ana'), page, 'INVESTIGATION'), thread);
  const desk = async (name: string, thread: ThreadId) =>
    find(await two().b.asked.list(at(name), page, 'INVESTIGATION'), thread);

  const opened = async (body: Parameters<typeof aRequestBody>[0] = {}, holder = 'ben') => {
    const sent = await two().request({ body: aRequestBody(body) });
    const { thread } = await two().a.submit.run(two().a.session('ana'), sent);
    await eventually(async () => (await desk('ben', thread)) !== undefined);
    await two().b.claim.run(at(holder), thread);
    return { thread, request: sent.id };
  };
  const notice = (
    name: string,
    place: Place,
    authority: AuthorityId = harbour,
    composedAt = timestamp(new Date()),
  ): Promise<Composed> => {
    const body: Body<'transfer-notice'> = { authority, reason: 'The vessel lies in port.' };
    const members = { ...place, kind: 'transfer-notice', body, composedAt } as const;
    return two().compose(two().b.state, two().a.state, name, members);
  };
  const transfer = async (
    name: string,
    place: Place,
    authority: AuthorityId = harbour,
  ): Promise<DocumentId> => {
    const sent = await notice(name, place, authority);
    await two().b.answer.run(at(name), sent);
    return sent.id;
  };
  /** Why the sealer did not follow a notice of the thread, each time. */
  const refusals = async (thread: ThreadId): Promise<string[]> => {
    const rows = await two().b.sql<{ leaf: Buffer }>(
      `select leaf from journal.event where thread = $1 and typ = 'msg.refused' order by id`,
      [thread],
    );
    return rows.map(({ leaf }) => (JSON.parse(leaf.toString()) as { reason: string }).reason);
  };
  return { code, at, asking, desk, opened, notice, transfer, refusals };
}
