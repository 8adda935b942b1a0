import type { AttachmentEntry, DocumentId, Sha256, ThreadId } from '#kernel';
import { Packing } from '../fixtures/packing.js';
import { TimeAuthority, TimeServer } from '../../support/time-authority.js';
import { TwoStates } from '../../support/two-states.js';

export interface PackingStates {
  readonly two: TwoStates;
  readonly a: Packing;
  readonly servers: readonly [TimeServer, TimeServer];
}

let started: Promise<PackingStates> | undefined;

async function start(): Promise<PackingStates> {
  const [two, one, other] = await Promise.all([
    TwoStates.start(undefined, {
      officers: { pia: ['JUDICIAL_AUTHORITY'] },
      asking: { jo: ['JUDICIAL_AUTHORITY'] },
    }),
    TimeAuthority.create('First'),
    TimeAuthority.create('Second'),
  ]);
  const servers = [await new TimeServer(one).start(), await new TimeServer(other).start()] as const;
  const a = new Packing(two, two.a, 'ana', [{ name: 'tsa1', server: servers[0] }]);
  return { two, a, servers };
}

export const packingStates = (): Promise<PackingStates> => (started ??= start());

export async function stopPacking(): Promise<void> {
  if (started === undefined) return;
  const { two, servers } = await started;
  await two.stop();
  for (const server of servers) {
    await server.stop();
    server.authority.remove();
  }
}

export async function answeredThread(
  two: TwoStates,
): Promise<{ readonly thread: ThreadId; readonly request: DocumentId; readonly photo: Sha256 }> {
  const [ana, ben] = [two.a.session('ana'), two.b.session('ben')];
  const bytes = Buffer.from('a photograph');
  const { upload } = await two.a.upload.begin(ana, bytes.length);
  await two.a.upload.chunk(ana, upload, 0, bytes);
  const { size, sha256, sha512 } = await two.a.upload.finish(ana, upload);
  const entry: AttachmentEntry = {
    ...{ name: 'photo.txt', mediaType: 'text/plain', size, sha256, sha512 },
  };
  const sent = await two.request({ attachments: [entry] });
  const { thread, dispatch } = await two.a.submit.submitDocument(ana, {
    ...sent,
    uploads: [upload],
  });
  await two.a.reached(thread, 'OPENED');
  await two.b.claim.claimRequest(ben, thread);
  const answer = await two.response(thread, dispatch);
  await two.b.answer.submitDocument(ben, answer);
  await two.a.arrived(answer.id);
  await two.b.whole(dispatch);
  const [photo] = await two.a.sql<{ root: Sha256 }>(
    `select root from cases.attachment where dispatch = '${dispatch}'`,
  );
  if (photo === undefined) throw new Error('no photograph');
  return { thread, request: dispatch, photo: photo.root };
}
