import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AttachmentEntry } from '#kernel';
import { Store } from '#store';
import type { TestGateway } from '../support/gateway.js';
import { eventually } from '../support/nats.js';
import { firstPage, TwoStates } from '../support/two-states.js';

class DeafStore extends Store {
  override wake(): void {
    // Every wake-up is lost.
  }

  override listen(): () => void {
    return () => undefined;
  }
}

const purpose = 'INVESTIGATION' as const;
// Time limit (ms): each hand-over waits up to a second for a poll, and an exchange has about ten.
const within = 30_000;

describe('steps whose wake-ups are all lost', () => {
  let two: TwoStates;
  beforeAll(async () => {
    two = await TwoStates.start((options) => new DeafStore(options));
  }, 60_000);
  afterAll(() => two.stop());

  async function file(gateway: TestGateway): Promise<{ entry: AttachmentEntry; upload: string }> {
    const session = gateway.session('ana');
    const bytes = Buffer.from('names of the crew');
    const { upload } = await gateway.upload.begin(session, bytes.length);
    await gateway.upload.chunk(session, upload, 0, bytes);
    const { size, sha256, sha512 } = await gateway.upload.finish(session, upload);
    const mediaType = 'application/octet-stream';
    return { entry: { name: 'crew.bin', mediaType, size, sha256, sha512 }, upload };
  }

  it('still bring a request with its file to the other State, and the answer back', async () => {
    const { entry, upload } = await file(two.a);
    const sent = await two.request({ attachments: [entry] });
    const { thread } = await two.a.submit.submitDocument(two.a.session('ana'), {
      ...sent,
      uploads: [upload],
    });
    await two.a.reached(thread, 'OPENED', within);
    const ben = two.b.session('ben');
    await two.b.whole(thread, within);
    const { dispatches } = await two.b.asked.show(ben, thread, purpose, firstPage);
    expect(dispatches[0]?.attachments).toMatchObject([{ state: 'COMPLETE' }]);
    await two.b.claim.claimRequest(ben, thread);
    const answer = await two.response(thread, sent.id);
    await two.b.answer.submitDocument(ben, answer);
    await two.a.arrived(answer.id, within);
    const view = await two.a.asking.show(two.a.session('ana'), thread, purpose, firstPage);
    expect(view.dispatches).toHaveLength(2);
    expect([...two.a.errors, ...two.b.errors]).toEqual([]);
  }, 120_000);

  it('still tell a neighbour of what is new in the directory', async () => {
    const known = async () => {
      const [row] = await two.b.sql<{ count: string }>(
        `select count(*) as count from trust.entry where state = 'XA' and chain = 'directory'`,
      );
      return Number(row?.count);
    };
    await eventually(async () => (await known()) > 0, within);
    const before = await known();
    await two.a.state.suspension('ana', new Date());
    await two.a.install();
    await eventually(async () => (await known()) > before, within);
  }, 60_000);
});
