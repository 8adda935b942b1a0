import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isCoded, parseDocumentId, timestamp, type Document } from '#model';
import { signDetached } from '#seal';
import { encodeDocument } from '#wire';
import { v7 } from 'uuid';
import { aRequestBody } from '../support/builders.js';
import { newLinkId, TestBorder } from '../support/border.js';
import { TestGateway } from '../support/gateway.js';
import { eventually, TestFolder } from '../support/nats.js';
import { TestPostgres } from '../support/postgres.js';
import { aState } from '../support/state.js';
import type { TestState } from '../support/test-state.js';

const page = { limit: 10, before: null };

describe('two States exchange a request and an answer', () => {
  const linkId = newLinkId();
  let postgres: TestPostgres;
  let folder: TestFolder;
  let states: { a: TestState; b: TestState };
  let borders: { a: TestBorder; b: TestBorder };
  let a: TestGateway;
  let b: TestGateway;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    folder = await TestFolder.create();
    states = { a: await aState('XA').build(), b: await aState('XB').build() };
    await states.a.confirm(states.b, linkId, 2);
    await states.b.confirm(states.a, linkId, 1);
    borders = {
      a: await TestBorder.create('XA', folder),
      b: await TestBorder.create('XB', folder),
    };
    borders.b.listenFor(borders.a, linkId);
    await borders.a.solicit(borders.b, linkId);
    await borders.b.start();
    await borders.a.start();
    a = await TestGateway.create(states.a, postgres, folder.path);
    b = await TestGateway.create(states.b, postgres, folder.path);
    await introduce(a, states.b);
    await introduce(b, states.a);
    const parse = { linkId };
    await a.start(borders.a, { ...parse, side: 'solicit', peer: states.b.state });
    await b.start(borders.b, { ...parse, side: 'listen', peer: states.a.state });
  }, 60_000);

  afterAll(async () => {
    await a.stop();
    await b.stop();
    await borders.a.stop();
    await borders.b.stop();
    await postgres.stop();
    await folder.remove();
  });

  /** The neighbour's chain as it comes with the enrolment. */
  async function introduce(gateway: TestGateway, peer: TestState): Promise<void> {
    const { bytes, signature } = await peer.directoryStatement(gateway.state.state, linkId);
    await gateway.introduce({ bytes, signature });
  }

  async function document(
    from: TestState,
    to: TestState,
    officer: string,
    members: Partial<Document>,
  ): Promise<{
    document: Uint8Array;
    signature: Uint8Array;
    uploads: string[];
    id: Document['id'];
  }> {
    const now = new Date();
    const id = parseDocumentId(v7());
    const { key, authority, officer: name } = from.officer(officer);
    const recipient = to.authorityKeys.get('border-police ENFORCEMENT');
    if (recipient === undefined) throw new Error('no recipient key');
    const bytes = encodeDocument({
      typ: 'liaise-document',
      v: 1,
      kind: 'request',
      id,
      thread: id as unknown as Document['thread'],
      inReplyTo: null,
      link: linkId,
      from: { state: from.state, authority, officer: name },
      to: { state: to.state, authority },
      signer: key.fingerprint,
      recipientKeys: [recipient.fingerprint],
      composedAt: timestamp(now),
      purpose: 'INVESTIGATION',
      handling: {
        codes: ['H0'],
        evaluation: { source: 'X', information: '4' },
        restrictions: '',
        retentionMonths: 6,
      },
      body: aRequestBody({ requestType: 'VESSEL' }),
      attachments: [],
      ...members,
    });
    const signature = await signDetached(bytes, key.unlocked, now);
    return { document: bytes, signature, uploads: [], id };
  }

  it('arrives, is opened, receipted, claimed, answered; both sides hold signed proof', async () => {
    const sent = await document(states.a, states.b, 'ana', {});
    const { thread } = await a.submit.run(a.session('ana'), sent);
    const stages = async (): Promise<string[]> => {
      const view = await a.asking.show(a.session('ana'), thread, 'INVESTIGATION');
      return view.dispatches[0]?.stages.map(({ stage }) => stage) ?? [];
    };
    await eventually(async () => (await stages()).length >= 5);
    expect(await stages()).toEqual(['QUEUED', 'ACCEPTED', 'RELAYED', 'DELIVERED', 'OPENED']);
    const inbox = await b.asked.list(b.session('ben'), page);
    expect(inbox.map((row) => row.thread)).toEqual([thread]);
    const view = await b.asked.show(b.session('ben'), thread, 'INVESTIGATION');
    expect(Buffer.from(view.dispatches[0]?.document ?? [])).toEqual(Buffer.from(sent.document));
    await eventually(async () => (await stages()).includes('RETRIEVED'));
    await b.claim.run(b.session('ben'), thread);
    const answer = await document(states.b, states.a, 'ben', {
      kind: 'response',
      thread,
      inReplyTo: sent.id,
      body: { final: true, information: 'Flag confirmed.' },
    });
    await b.answer.run(b.session('ben'), answer);
    await eventually(
      async () => (await a.asking.list(a.session('ana'), page))[0]?.state === 'ANSWERED',
    );
    const back = await a.asking.show(a.session('ana'), thread, 'INVESTIGATION');
    expect(back.dispatches.map(({ kind }) => kind)).toEqual(['request', 'response']);
    // What may be tried again (a link that is not up yet) is no fault; everything else is.
    const faults = [...a.errors, ...b.errors].filter((e) => !isCoded(e) || e.action !== 'retry');
    expect(faults).toEqual([]);
  }, 60_000);
});
