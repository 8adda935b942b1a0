import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DeskPurpose, Document } from '#kernel';
import { decodeDocument, sha256 } from '#wire';
import { unmatched } from '../../instruments/entries/entries.js';
import { Forwarding, soon, uploaded, type Release } from '../fixtures/forwarding.js';
import type { TestGateway } from '../../support/gateway.js';
import { codeOf } from '../fixtures/recalling.js';
import { sharedLine } from './line.js';

const purpose = 'INVESTIGATION';

describe('a release', () => {
  let acts: Forwarding;
  let a: TestGateway;
  let b: TestGateway;
  beforeAll(async () => {
    const three = await sharedLine();
    ({ a, b } = three);
    acts = new Forwarding(three);
  }, 90_000);

  const matched = async (): Promise<void> => {
    for (const gateway of [a, b]) {
      expect(await unmatched((sql) => gateway.sql(sql), /release/)).toEqual({});
    }
  };

  it('is asked of whose words they are, and answered once, in the words of the question', async () => {
    const item = await acts.received();
    const tried = (members: Partial<Release>) => codeOf(acts.ask(item, members));
    expect(await tried({ itemSha256: sha256(Buffer.from('another')) })).toBe('RELEASE_IMPOSSIBLE');
    const own = { ...acts.release(item), reason: 'Mine.' };
    expect(await codeOf(acts.says('ana', item, item.sent.id, 'forward-consent-request', own))).toBe(
      'RELEASE_IMPOSSIBLE',
    );
    const asked = await acts.ask(item);
    const { recipient } = acts.release(item);
    const wider = { recipient: { ...recipient, state: b.state.state } };
    expect(await codeOf(acts.answer(item, asked, wider))).toBe('RELEASE_IMPOSSIBLE');
    const { body } = decodeDocument(asked.document) as Document<'forward-consent-request'>;
    const given = { ...body, outcome: 'GRANTED', reason: '' } as const;
    // Nobody answers an own question.
    expect(await codeOf(acts.says('ben', item, asked.id, 'forward-consent', given))).toBe(
      'PARENT_MISMATCH',
    );
    await acts.answer(item, asked, { until: soon(1) });
    expect(await codeOf(acts.answer(item, asked))).toBe('RELEASE_ANSWERED');
    await matched();
  }, 60_000);

  it('lets a file of what is bound leave the gateway, for its purpose', async () => {
    const ana = a.session('ana');
    const { upload, entry } = await uploaded(a, 'ana');
    const item = await acts.received({ attachments: [entry] }, [upload]);
    const fetch = (what: DeskPurpose = purpose) =>
      b.askedFiles.chunk(b.session('ben'), {
        ...{ thread: item.thread, dispatch: item.sent.id, position: 0, chunk: 0, purpose: what },
      });
    expect(await codeOf(fetch())).toBe('RELEASE_NEEDED');
    // A release to another State does not permit a download.
    await acts.consented(item);
    expect(await codeOf(fetch())).toBe('RELEASE_NEEDED');
    const { state, authority } = b.session('ben');
    await acts.consented(item, { recipient: { state, authority } });
    await b.whole(item.sent.id);
    expect(await codeOf(fetch())).toBe('done');
    expect(await codeOf(fetch('PREVENTION'))).toBe('RELEASE_NEEDED');
    // The author downloads it as before.
    const own = { thread: item.thread, dispatch: item.sent.id, position: 0, chunk: 0, purpose };
    expect(await codeOf(a.askingFiles.chunk(ana, own as never))).toBe('done');
  }, 60_000);
});
