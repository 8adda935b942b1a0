import type { Body, DocumentId, Sha256, ThreadId } from '#kernel';
import { noteObstacles } from '#journal';
import { bodyOf } from '../../support/builders.js';
import type { TwoStates } from '../../support/two-states.js';

export async function mayActFormally({ b }: TwoStates): Promise<void> {
  const { store } = await b.parts('audit');
  await store.transaction({ step: 'watch-time' }, (tx) => {
    noteObstacles(tx, []);
    return Promise.resolve();
  });
}

export async function cameFrom(
  { a }: TwoStates,
  thread: ThreadId,
  kind: string,
): Promise<DocumentId> {
  const [row] = await a.sql<{ id: DocumentId }>(
    `select id from cases.dispatch where thread = $1 and kind = $2 and direction = 'IN' order by id desc limit 1`,
    [thread, kind],
  );
  if (row === undefined) throw new Error(`no ${kind}`);
  return row.id;
}

export async function consented(
  two: TwoStates,
  thread: ThreadId,
  document: DocumentId,
  members: Partial<Body<'evidence-consent'>>,
): Promise<DocumentId> {
  await mayActFormally(two);
  const [row] = await two.b.sql<{ sha256: Sha256 }>(
    'select document_sha256 as sha256 from cases.dispatch where id = $1',
    [document],
  );
  if (row === undefined) throw new Error('no document');
  const items = [{ document, sha256: row.sha256, attachments: [] }];
  const body = {
    ...bodyOf['evidence-consent'](),
    items,
    given: 'WITH_SUPPLY' as const,
    ...members,
  };
  const sent = await two.compose(two.b.state, two.a.state, 'pia', {
    ...{ thread, inReplyTo: document, kind: 'evidence-consent', body },
  });
  await two.b.answer.submitDocument(two.b.session('pia'), sent);
  await two.a.arrived(sent.id);
  return sent.id;
}
