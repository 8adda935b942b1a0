import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCoded, parseAuthorityId, type Body, type ThreadId } from '#kernel';
import { hashesOf } from '#wire';
import { disclosed, forms } from '../fixtures/disclosed.js';
import type { TestGateway } from '../../support/gateway.js';
import { deskOf, type InboxDesk } from '../fixtures/inbox-desk.js';
import { eventually } from '../../support/nats.js';
import { firstPage, type TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

const page = { limit: 50, before: null };
const purpose = 'INVESTIGATION';
const canaries = ['Canary-of-XA-5e1f', 'Canary-of-XB-77c0'] as const;

describe('internal notes', () => {
  let two: TwoStates;
  let desks: Readonly<Record<'a' | 'b', InboxDesk>>;
  let thread: ThreadId;
  const on = (text: string, who: 'a' | 'b', name: string) =>
    who === 'a'
      ? desks.a.askingNotes.add(two.a.session(name), thread, text)
      : desks.b.askedNotes.add(two.b.session(name), thread, text);
  const read = (name: string, limit = 50, after: string | null = null) =>
    desks.b.askedNotes.listNotes(two.b.session(name), { thread, purpose, limit, after });

  beforeAll(async () => {
    two = await sharedStates();
    desks = { a: deskOf(two.a), b: deskOf(two.b) };
    ({ thread } = await two.a.submit.submitDocument(two.a.session('ana'), await two.request()));
    await two.b.arrived(thread);
  }, 60_000);

  it('are for the officers of one authority, page by page, and each read is on record', async () => {
    const written: string[] = [];
    for (const text of [canaries[1], 'The keeper is known here.', 'Ask the harbour.'])
      written.push((await on(text, 'b', written.length === 1 ? 'bob' : 'ben')).note);
    await on(canaries[0], 'a', 'ana');
    const first = await read('bob', 2);
    expect(first.notes.map(({ officer, text }) => [officer, text])).toEqual([
      ['ben', canaries[1]],
      ['bob', 'The keeper is known here.'],
    ]);
    expect(first.next).toBe(written[1]);
    const rest = await read('bob', 2, first.next);
    expect(rest).toMatchObject({ notes: [{ note: written[2] }], next: null });
    const events = await two.b.sql<{ typ: string; officer: string }>(
      `select typ, officer from journal.event where thread = $1 and service = 'inbox' order by id`,
      [thread],
    );
    expect(events.map(({ typ, officer }) => [typ, officer])).toEqual([
      ['case.noted', 'ben'],
      ['case.noted', 'bob'],
      ['case.noted', 'ben'],
      ['item.viewed', 'bob'],
      ['item.viewed', 'bob'],
    ]);
    for (const text of ['', '  ', 'x'.repeat(4_001)])
      await expect(on(text, 'b', 'ben')).rejects.toMatchObject({ code: 'VALUE_INVALID' });
    // The leaf holds a digest of the text's hash, opened only by its disclosure.
    const [noted] = (await disclosed(two.b, thread)).filter(({ typ }) => typ === 'case.noted');
    const { sha256, sha512 } = hashesOf(Buffer.from(canaries[1]));
    expect(noted).toMatchObject({ digests: 2, values: { sha256, sha512 } });
  }, 60_000);

  it('leave in nothing: no document, receipt, statement, log or row of the neighbour, and lie sealed at home', async () => {
    const { a, b } = two;
    await b.claim.claimRequest(b.session('ben'), thread);
    const [request] = (await b.asked.show(b.session('ben'), thread, purpose, firstPage)).dispatches;
    if (request === undefined) throw new Error('no request');
    const place = { thread, inReplyTo: request.dispatch };
    const part = await two.reply('ben', place, 'response', {
      final: false,
      information: 'She is registered.',
    });
    await b.answer.submitDocument(b.session('ben'), part);
    const body: Body<'transfer-notice'> = {
      authority: parseAuthorityId('harbour-office'),
      reason: 'In port.',
    };
    const notice = await two.reply('ben', place, 'transfer-notice', body);
    await b.answer.submitDocument(b.session('ben'), notice);
    await a.arrived(notice.id);
    const answered = await a.asking.listThreads(a.session('ana'), page, 'INVESTIGATION');
    expect(answered.find((row) => row.thread === thread)?.peerAuthority).toBe('harbour-office');
    await eventually(async () => {
      const open = await b.sql(`select 1 as one from mailbox.outbox where state <> 'CLOSED'`);
      return open.length === 0;
    });

    // Everything that XA received and XB sent, opened; and the reverse.
    const opened = await Promise.all([
      a.askingDocuments.page(a.session('ana'), thread, purpose, firstPage),
      b.askedDocuments.page(b.session('hal'), thread, purpose, firstPage),
    ]);
    const documents = opened.flatMap(({ dispatches }) => dispatches);
    expect(documents.length).toBe(6);
    const texts = documents.map(({ document }) => Buffer.from(document).toString('utf8'));
    const places = new Map([
      ['documents', texts.join('\n')],
      ['XA', await everything(a)],
      ['XB', await everything(b)],
    ]);
    for (const canary of canaries)
      for (const form of forms(canary))
        for (const [name, content] of places)
          expect([name, content.includes(form)]).toEqual([name, false]);
    // Control: the same search finds text that did leave or stands in rows.
    expect(places.get('documents')).toMatch('She is registered.');
    expect(places.get('XA')).toMatch('VESSEL');
  }, 90_000);

  it('stay with the authority that wrote them when the request goes to another', async () => {
    expect((await read('hal')).notes).toEqual([]);
    await desks.b.askedNotes.add(two.b.session('hal'), thread, 'Ours.');
    expect((await read('hal')).notes.map(({ text }) => text)).toEqual(['Ours.']);
    const gone = read('ben').catch((error: unknown) => (isCoded(error) ? error.code : ''));
    expect(await gone).toBe('NOT_FOUND');
  });

  it('are erased with their thread', async () => {
    await two.b.orderErasing(thread);
    await eventually(async () => {
      const kept = await two.b.sql('select 1 as one from cases.note where content is not null');
      return kept.length === 0;
    });
    const gone = read('hal').catch((error: unknown) => (isCoded(error) ? error.code : ''));
    expect(await gone).toBe('CONTENT_ERASED');
  }, 60_000);
});

async function everything(gateway: TestGateway): Promise<string> {
  const tables = await gateway.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(40);
  const rows: string[] = [];
  for (const { name } of tables)
    for (const { row } of await gateway.sql<{ row: string }>(
      `select t::text as row from ${name} t`,
    ))
      rows.push(row);
  const files = readdirSync(gateway.folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => readFileSync(join(each.parentPath, each.name), 'latin1'));
  return [...rows, ...files].join('\n');
}
