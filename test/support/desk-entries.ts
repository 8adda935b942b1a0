import { parseOfficerId, parseThreadId, plainReason, type ThreadId } from '#model';
import { opened, type Making } from './made-calls.js';

const purpose = 'INVESTIGATION';

/** A colleague at each desk is put on the roster of a thread, taken off it, breaks the glass, and is put on it again. */
export async function madeOfRosters({ a, b, make }: Making, thread: ThreadId): Promise<void> {
  for (const [day, who, other, desk] of [
    [a, 'ana', 'lia', 'requests'],
    [b, 'ben', 'bea', 'inbox'],
  ] as const) {
    const officer = parseOfficerId(other);
    const joins = { thread, officer, reason: 'STAND_IN' };
    const leaves = { thread, officer, reason: 'WORK_DONE' };
    await make([day, who, `${desk}.roster-add`, joins, ['case.roster.added']]);
    await make([day, who, `${desk}.roster-remove`, leaves, ['case.roster.removed']]);
    const breaks = { thread, reason: 'HOLDER_UNREACHABLE', facts: 'Nobody answers the phone.' };
    await make([day, other, `${desk}.break-glass`, breaks, ['case.glass.broken']]);
    await make([day, who, `${desk}.roster-add`, joins, ['case.roster.added']]);
    await make([day, who, `${desk}.roster`, { thread, purpose }, ['item.viewed']]);
  }
}

/** Another request, stopped for the sake of a person, at both desks; each lifted by two officers. */
export async function madeOfStops({ two, a, b, make }: Making): Promise<void> {
  const sent = await two.request();
  await make([a, 'ana', 'requests.submit', sent, ['case.opened', 'msg.signed']]);
  await opened(sent.id, a);
  const of = { thread: parseThreadId(sent.id) };
  const why = { ...of, ground: 'ASYLUM_CLAIM', text: '' } as const;
  await make([b, 'ben', 'inbox.stop', why, ['case.stopped']]);
  const place = { ...of, inReplyTo: sent.id };
  const withdrawal = await two.reply('ana', place, 'withdrawal', { reason: plainReason });
  const told = ['msg.signed', 'case.closed', 'case.stopped'];
  await make([a, 'ana', 'requests.stop', { ...why, withdrawal }, told]);
  await make([a, 'ana', 'requests.stop', { ...why, withdrawal }, []]);
  const joins = { ...of, officer: parseOfficerId('lia'), reason: 'JOINT_WORK' };
  await make([a, 'ana', 'requests.roster-add', joins, ['case.roster.added']]);
  for (const [day, who, other, desk] of [
    [a, 'ana', 'lia', 'requests'],
    [b, 'ben', 'bea', 'inbox'],
  ] as const) {
    const proposed = ['case.stop.proposed'];
    await make([day, who, `${desk}.stop-lift`, { ...of, text: 'Another person.' }, proposed]);
    await make([day, other, `${desk}.stop-lifted`, of, ['case.stop.lifted']]);
    await make([day, who, `${desk}.stops`, { ...of, purpose }, ['item.viewed']]);
  }
}
