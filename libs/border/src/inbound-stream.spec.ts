import { JetStreamApiError, type JetStreamManager } from '@nats-io/jetstream';
import { newLinkId } from '../../../test/support/border.js';
import { ensureInbound } from './inbound-stream.js';

describe('ensureInbound', () => {
  const link = { linkId: newLinkId(), side: 'listen' } as const;
  const exists = new JetStreamApiError({ code: 400, err_code: 10058, description: 'exists' });

  // A broker that has the stream and the consumer, and hears of `ends` in place of its answer to that request.
  async function asked(ends?: string): Promise<readonly string[]> {
    const requests: string[] = [];
    const end = new AbortController();
    const answer = (request: string, error?: Error) => (): Promise<unknown> => {
      requests.push(request);
      if (request === ends) end.abort();
      return error === undefined ? Promise.resolve({}) : Promise.reject(error);
    };
    const manager = {
      streams: { add: answer('add stream', exists), update: answer('update stream') },
      consumers: { add: answer('add consumer', exists), update: answer('update consumer') },
    } as unknown as JetStreamManager;
    await ensureInbound(manager, link, {}, end.signal);
    return requests;
  }

  const all = ['add stream', 'update stream', 'add consumer', 'update consumer'];

  it('updates what there is', async () => {
    expect(await asked()).toEqual(all);
  });

  it.each(all)('asks nothing more of a stream whose consumer has ended: %s', async (last) => {
    expect(await asked(last)).toEqual(all.slice(0, all.indexOf(last) + 1));
  });
});
