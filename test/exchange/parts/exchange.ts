import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { isCoded, parseAuthorityId, type ThreadId } from '#kernel';
import { BorderConnection } from '#border';
import { aRequestBody } from '../../support/builders.js';
import { disclosed, forms } from '../fixtures/disclosed.js';
import type { TestGateway } from '../../support/gateway.js';
import { firstPage, type TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

const page = { limit: 10, before: null };

async function digestsOpen(
  gateway: TestGateway,
  service: 'requests' | 'inbox',
  thread: ThreadId,
  types: readonly string[],
): Promise<void> {
  const leaves = await disclosed(gateway, thread);
  for (const { digests, values } of leaves) {
    expect(Object.keys(values)).toHaveLength(digests);
    if (digests > 0) expect(values['case']).toBe(thread);
  }
  const withDigests = leaves.filter(({ digests }) => digests > 0).map(({ typ }) => typ);
  for (const typ of types) expect(withDigests).toContain(typ);
  const signed = leaves.find(({ typ }) => typ === 'msg.signed');
  expect(signed?.values['actor']).toMatchObject({ officer: service === 'inbox' ? 'ben' : 'ana' });
}

describe('two States exchange a request and an answer', () => {
  let two: TwoStates;
  const border = jest.spyOn(BorderConnection.prototype, 'publish');

  beforeAll(async () => {
    two = await sharedStates();
  }, 60_000);
  afterAll(() => {
    border.mockRestore();
  });

  it('arrives, is opened, receipted, claimed, answered; both sides hold signed proof', async () => {
    const { a, b } = two;
    const sent = await two.request();
    const { thread } = await a.submit.submitDocument(a.session('ana'), sent);
    const stages = async (): Promise<string[]> =>
      (await two.stages(thread)).map(({ stage }) => stage);
    await a.reached(thread, 'OPENED');
    expect(await stages()).toEqual(['QUEUED', 'ACCEPTED', 'RELAYED', 'DELIVERED', 'OPENED']);
    const inbox = await b.asked.listThreads(b.session('ben'), page, 'INVESTIGATION');
    expect(inbox.map((row) => row.thread)).toEqual([thread]);
    // A subject line is content: each officer who saw it is in the log.
    const views = await b.sql<{ officer: string; screen: string }>(
      `select officer, convert_from(leaf, 'UTF8')::jsonb #>> '{data,screen}' as screen
         from journal.event where typ = 'item.viewed'`,
    );
    expect(views).toEqual([{ officer: 'ben', screen: 'list:1' }]);
    const ben = b.session('ben');
    const listed = await b.asked.show(ben, thread, 'INVESTIGATION', firstPage);
    expect(listed).toMatchObject({
      next: null,
      dispatches: [{ dispatch: sent.id, kind: 'request' }],
    });
    const shown = await b.askedDocuments.one(ben, thread, sent.id, 'INVESTIGATION');
    expect(Buffer.from(shown.document)).toEqual(Buffer.from(sent.document));
    await a.reached(thread, 'RETRIEVED');
    expect(await stages()).toContain('RETRIEVED');
    await b.claim.claimRequest(b.session('ben'), thread);
    const answer = await two.response(thread, sent.id);
    await b.answer.submitDocument(b.session('ben'), answer);
    await a.arrived(answer.id);
    const [row] = await a.asking.listThreads(a.session('ana'), page, 'INVESTIGATION');
    expect(row?.state).toBe('ANSWERED');
    const back = await a.asking.show(a.session('ana'), thread, 'INVESTIGATION', firstPage);
    expect(back.dispatches.map(({ kind }) => kind)).toEqual(['request', 'response']);
    const said = await b.sql<{ typ: string; leaf: Buffer }>(
      `select typ, leaf from journal.event where typ in ('msg.received', 'case.opened') order by typ`,
    );
    const [begins, came] = said.map(
      ({ leaf }) =>
        JSON.parse(leaf.toString('utf8')) as {
          readonly t: { readonly emit: string; readonly recv?: string };
          readonly data: { readonly retentionMonths?: number };
        },
    );
    expect(begins?.data.retentionMonths).toBe(6);
    // One machine, one clock: the bytes arrived before the database recorded it.
    const waited = Date.parse(came?.t.emit ?? '') - Date.parse(came?.t.recv ?? '');
    expect(waited).toBeGreaterThanOrEqual(-1);
    expect(waited).toBeLessThan(60_000);
    await digestsOpen(a, 'requests', thread, ['msg.signed', 'msg.send.intent', 'msg.accepted']);
    await digestsOpen(b, 'inbox', thread, ['msg.signed', 'msg.accepted', 'item.viewed']);
    // Retryable errors are no fault, such as a link that is not up yet.
    const faults = [...a.errors, ...b.errors].filter((e) => !isCoded(e) || e.action !== 'retry');
    expect(faults).toEqual([]);
  }, 60_000);

  it('shows the brokers between them no name, number, type, authority or document, only message ids', async () => {
    const { a } = two;
    const { ownReference, subjectLine, subjects } = aRequestBody();
    const said = await a.sql<{ id: string; thread: string; message: string }>(
      'select id, thread, message_id as message from cases.dispatch where message_id is not null',
    );
    expect(said.length).toBeGreaterThanOrEqual(2);
    const canaries = [
      ...[ownReference, subjectLine, subjects[0]?.name ?? '', 'VESSEL', 'INVESTIGATION'],
      'border-police',
      ...said.flatMap(({ id, thread }) => [id, thread, id.replaceAll('-', '')]),
    ];
    const passed = border.mock.calls.map(([, , bytes, { messageId }]) =>
      Buffer.concat([Buffer.from(messageId), bytes]),
    );
    const seen = (text: string): boolean => passed.some((each) => each.includes(text));
    expect(canaries.filter((canary) => forms(canary).some(seen))).toEqual([]);
    // Control: the same search finds what brokers may see.
    const ids = said.map(({ message }) => Buffer.from(message, 'hex'));
    expect(ids.filter((id) => !passed.some((each) => each.includes(id)))).toEqual([]);
  });

  it('is found by the words of its request, however they are written, and by no others', async () => {
    const { a } = two;
    const ana = a.session('ana');
    const { ownReference, subjectLine, subjects } = aRequestBody();
    const name = subjects[0]?.name ?? '';
    const found = async (words: string): Promise<number> =>
      (await a.asking.search(ana, words, 'INVESTIGATION')).threads.length;
    for (const words of [
      ...[ownReference, ownReference.toLowerCase().replaceAll('-', ' ')],
      ...[subjectLine, subjectLine.toUpperCase().split(' ').reverse().join('  ')],
      ...[name, name.normalize('NFD').toLowerCase()],
    ])
      expect([words, await found(words)]).toEqual([words, 1]);
    for (const words of [`${subjectLine} nowhere`, 'nowhere', '', subjectLine.slice(0, 3)])
      expect([words, await found(words)]).toEqual([words, 0]);
    // Another authority's officer finds nothing; rows hold 64 bits of a keyed hash for each word.
    const other = { ...ana, authority: parseAuthorityId('coast-guard') };
    const nothing = { threads: [], more: false };
    expect(await a.asking.search(other, ownReference, 'INVESTIGATION')).toEqual(nothing);
    const sizes = await a.sql('select distinct octet_length(token) as bytes from cases.token');
    expect(sizes).toEqual([{ bytes: 8 }]);
  }, 60_000);
});
