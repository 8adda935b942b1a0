import { v7 } from 'uuid';
import { parseAuthorityId, parseBroadcastId, parseThreadId } from '#model';
import { aRequestBody } from './builders.js';
import { opened, type Making } from './made-calls.js';
import type { TwoStates } from './two-states.js';

/** Before anything passes: XB's contact point is an authority of its own, with con at its desk. */
export async function nameContactPoint({ a, b, linkId }: TwoStates): Promise<void> {
  const { state } = b;
  const point = { authority: parseAuthorityId('contact-point'), ...state.validity };
  await state.add('contact-point', point, [state.root]);
  await b.install();
  await a.introduce(await state.directoryStatement(a.state.state, linkId));
}

/** One request of ana's is copied to XB's contact point, another one is not. */
export async function copied({ two, a, b, make }: Making): Promise<void> {
  const [page, purpose, seen] = [{ limit: 10, before: null }, 'INVESTIGATION', ['item.viewed']];
  const broadcast = { id: parseBroadcastId(v7()), proportionality: 'Nobody knows where.' };
  const sent = await two.request({ body: aRequestBody({ broadcast }) });
  await make([a, 'ana', 'requests.submit', sent, ['case.opened', 'msg.signed']]);
  await make([a, 'ana', 'requests.submit', sent, []]);
  await opened(sent.id, a);
  await make([a, 'ana', 'requests.broadcast', { broadcast: broadcast.id, purpose }, seen]);
  await make([b, 'con', 'inbox.copies', page, seen]);
  await make([b, 'con', 'inbox.copy', { thread: parseThreadId(sent.id), purpose }, seen]);
  const copyException = { exception: 'SAFETY_OF_PERSON', reason: 'A source.' } as const;
  const kept = await two.request({ body: aRequestBody({ copyException }) });
  await make([
    a,
    'ana',
    'requests.submit',
    kept,
    ['case.opened', 'msg.signed', 'case.copy.withheld'],
  ]);
  await opened(kept.id, a);
  await make([b, 'sue', 'inbox.withheld-copies', { ...page, purpose }, seen]);
}
