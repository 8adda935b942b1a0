import { beforeAll, describe, expect, it } from '@jest/globals';
import { ManageAccessLists } from '#capabilities/access-lists/access-lists.service';
import type { Body, DeskPurpose, DocumentId, ThreadId } from '#kernel';
import { enclosing } from '../../support/documents.js';
import { Forwarding, handled, uploaded } from '../fixtures/forwarding.js';
import type { TestGateway } from '../../support/gateway.js';
import { codeOf } from '../fixtures/recalling.js';
import type { ThreeStates } from '../fixtures/three-states.js';
import { sharedLine } from './line.js';

const purpose = 'INVESTIGATION';

describe('a copy of a file of what is bound, in a document of the holder', () => {
  let three: ThreeStates;
  let acts: Forwarding;
  let a: TestGateway;
  let b: TestGateway;
  beforeAll(async () => {
    three = await sharedLine();
    acts = new Forwarding(three);
    ({ a, b } = three);
  }, 90_000);

  it('leaves the gateway as the file itself, by its release and until that ends or it is recalled', async () => {
    const { upload, entry } = await uploaded(a, 'ana', 80);
    const item = await acts.received({ attachments: [entry] }, [upload]);
    const { state, authority } = b.session('ben');
    const ben = b.session('ben');
    const answering = await uploaded(b, 'ben', 80);
    const body: Body<'response'> = { final: false, information: 'The boat of the picture.' };
    const answer = await three.between(
      'ben',
      { attachments: [answering.entry] },
      { thread: item.thread, inReplyTo: item.sent.id, kind: 'response', body },
    );
    await b.answer.submitDocument(ben, { ...answer, uploads: [answering.upload] });
    const along = await uploaded(b, 'ben', 80);
    const enclosed = await enclosing(a.state, item.sent, await acts.consented(item));
    const forward = await acts.forwarding([enclosed], { attachments: [along.entry] });
    await b.submit.submitDocument(ben, { ...forward, uploads: [along.upload] });
    const file = { position: 0, chunk: 0 };
    const fetch = async (what: DeskPurpose = purpose) => {
      const about = { ...file, purpose: what } as const;
      const here = { thread: item.thread, dispatch: answer.id, ...about };
      const there = { thread: forward.id as unknown as ThreadId, dispatch: forward.id, ...about };
      const files = [b.askedFiles.chunk(ben, here), b.askingFiles.chunk(ben, there)];
      return Promise.all(files.map(codeOf));
    };
    const both = (code: string) => [code, code];
    expect(await fetch()).toEqual(both('RELEASE_NEEDED'));
    const release = await acts.consented(item, { recipient: { state, authority } });
    expect(await fetch()).toEqual(both('done'));
    expect(await fetch('PREVENTION')).toEqual(both('RELEASE_NEEDED'));
    // An officer who may not read the original thread is bound by the forward.
    const accessLists = b.requests.get(ManageAccessLists);
    const thread = forward.id as unknown as ThreadId;
    await accessLists.add(ben, thread, b.session('ana').officer, 'JOINT_WORK');
    const there = { ...file, thread, dispatch: forward.id, purpose } as const;
    expect(await codeOf(b.askingFiles.chunk(b.session('ana'), there))).toBe('RELEASE_NEEDED');

    const recalls = (id: DocumentId) => {
      const body = { what: 'RECALL', items: [id], reason: 'It is over.' } as const;
      return acts.says('ana', item, id, 'recall', body);
    };
    await recalls(release.id);
    expect(await fetch()).toEqual(both('RELEASE_NEEDED'));
    const { id } = await recalls(item.sent.id);
    const refused = { outcome: 'CANNOT', reason: 'It stands in an indictment.' } as const;
    await acts.says('ben', item, id, 'recall-answer', refused);
    expect(await fetch()).toEqual(both('RELEASE_NEEDED'));
  }, 60_000);

  it('is given out no more once what brought it is recalled', async () => {
    const { upload, entry } = await uploaded(a, 'ana', 81);
    const item = await acts.received({ attachments: [entry], handling: handled('H0') }, [upload]);
    const ben = b.session('ben');
    const copy = await uploaded(b, 'ben', 81);
    const own = await uploaded(b, 'ben', 82);
    const body: Body<'response'> = { final: false, information: 'The boat of the picture.' };
    const place = { thread: item.thread, inReplyTo: item.sent.id } as const;
    const attachments = [copy.entry, own.entry];
    const said = { ...place, kind: 'response', body } as const;
    const answer = await three.between('ben', { attachments }, said);
    await b.answer.submitDocument(ben, { ...answer, uploads: [copy.upload, own.upload] });
    const fetch = (position: number) =>
      codeOf(
        b.askedFiles.chunk(ben, {
          ...{ thread: item.thread, dispatch: answer.id, position, chunk: 0, purpose },
        }),
      );
    expect(await fetch(0)).toBe('done');
    const recall = { what: 'RECALL', items: [item.sent.id], reason: 'Another boat.' } as const;
    const { id } = await acts.says('ana', item, item.sent.id, 'recall', recall);
    const done = { outcome: 'COMPLIED', reason: '' } as const;
    await acts.says('ben', item, id, 'recall-answer', done);
    expect([await fetch(0), await fetch(1)]).toEqual(['ITEM_RECALLED', 'done']);
  }, 60_000);
});
