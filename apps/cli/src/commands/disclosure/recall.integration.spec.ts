import { writeFileSync } from 'node:fs';
import { at } from '../../../../../test/support/builders.js';
import { Desk, noRecalls, unrecalled, unstopped } from '../../../../../test/support/desk.js';
import {
  clockOf,
  parseDocumentId,
  parseThreadId,
  type Body,
  type Document,
  type DocumentId,
} from '#kernel';
import { likeNone } from '#capabilities/deconfliction/sought.model';
import { decodeDocument } from '#wire';
import {
  correctionExample,
  narrowExample,
  recallExample,
  shownFile,
} from '../../compose/forms/examples.js';
import { parseAnswerDraft } from '../../compose/draft.js';
import { shortId } from '../../print/short-id.js';

const threadId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const request = parseDocumentId(threadId);
const thread = parseThreadId(threadId);
const named = (n: number): DocumentId => parseDocumentId(`0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d4${n}`);
const [recall, narrow, response] = [named(1), named(2), named(3)];
const path = `/api/v1/inbox/${threadId}`;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const purpose = ['--purpose', 'INVESTIGATION'];

interface Shown {
  readonly dispatch: DocumentId;
  readonly [name: string]: unknown;
}

let desk: Desk;
let listed: object[] = [];
let shown: Shown[];
const liaise = (...args: string[]) => desk.liaise(args);
const mark = (id: DocumentId, act: string, outcome?: string) => ({
  ...{ recall: id, act, at: at() },
  answer: outcome === undefined ? null : { document: named(9), outcome, at: at() },
});

beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
  const { server } = desk;
  const after = (id: string | null) =>
    shown.slice(shown.findIndex(({ dispatch }) => dispatch === id) + 1);
  const withheld = ({ withheld: hidden }: Shown): boolean => hidden === true;
  server.on(`GET ${path}`, ({ query }) => ({
    ...{ thread: threadId, side: 'ASKED', requestType: 'INFORMATION', peer: 'XB' },
    ...{ peerAuthority: 'coast-guard', state: 'IN_PROGRESS', priority: 2, holder: null },
    ...{
      formerAuthorities: [],
      clock: clockOf([], 2),
      alerts: [],
      recalls: noRecalls,
      evidence: noRecalls,
    },
    ...likeNone,
    ...unstopped,
    ...{ subjectLine: 'Owner', erased: false, openedAt: at(), updatedAt: at() },
    ...{ recalls: { owed: 1, awaited: 2 }, evidence: { owed: 0, awaited: 0 } },
    dispatches: after(query.get('after')),
    next: null,
  }));
  server.on(`GET ${path}/dispatches`, ({ query }) => ({
    dispatches: after(query.get('after')).filter((each) => !withheld(each)),
    withheld: after(query.get('after')).filter(withheld),
    next: null,
  }));
  for (const id of [request, recall, narrow, response])
    server.on(`GET ${path}/dispatches/${id}`, () => shown.find(({ dispatch }) => dispatch === id));
  server.on('GET /api/v1/inbox/recalls', () => ({ recalls: listed, next: null }));
  server.on(`POST ${path}/answers`, () => ({ thread: threadId, dispatch: named(9), warnings: [] }));
});
afterAll(() => desk.close());

async function show(
  members: Partial<Document> & { readonly id: DocumentId },
  by: 'ana' | 'ben',
  more: object = {},
): Promise<Shown> {
  const [from, to] = by === 'ana' ? [desk.xb, desk.xa] : [desk.xa, desk.xb];
  const officer = from.officer(by);
  const address = { state: to.state, authority: to.officer('ben').authority };
  const signed = await desk.signed({ thread, to: address, ...members }, officer);
  return {
    ...{ dispatch: members.id, direction: by === 'ana' ? 'IN' : 'OUT', kind: members.kind },
    ...{ officer: by, committedAt: at(Number.parseInt(members.id.slice(-2), 16)), messageId: null },
    ...{ document: base64(signed.document), signature: base64(signed.signature) },
    ...{ certificate: base64(signed.certificate), stages: [], attachments: [] },
    ...unrecalled,
    ...more,
  };
}
const recalling = { kind: 'recall', inReplyTo: request } as const;
const reason = 'The wrong person.';
const takesBack = () =>
  show(
    {
      ...recalling,
      id: recall,
      body: { what: 'RECALL', items: [request], reason } as Body<'recall'>,
    },
    'ana',
  );
const narrows = () => {
  const handling = { codes: ['H1', 'H2'], restrictions: '', retentionMonths: 3 } as const;
  const body = { what: 'NARROW', items: [request], reason: 'A witness.', handling } as const;
  return show({ ...recalling, id: narrow, body }, 'ana');
};
const asks = (more: object) => show({ id: request, kind: 'request' }, 'ana', more);
const sent = (): Document =>
  decodeDocument(
    Buffer.from(String(desk.server.last(`POST ${path}/answers`).json()['document']), 'base64'),
  );

describe('a recall', () => {
  it.each([
    ['recall', recallExample],
    ['recall', narrowExample],
    ['correct', correctionExample],
  ])(
    'by `%s` is taken as the help shows it, and replies to what it names',
    async (name, example) => {
      expect(parseAnswerDraft('x', shownFile(example)).body).toEqual(example.body);
      shown = [await asks({})];
      const draft = { ...example, purpose: 'INVESTIGATION' };
      writeFileSync(desk.file('said.json'), JSON.stringify(draft));
      const run = await liaise('inbox', name, threadId, desk.file('said.json'), '--yes');
      expect([run.code, run.err]).toEqual([0, expect.not.stringMatching('CLI_')]);
      expect(sent()).toMatchObject({ body: example.body, inReplyTo: request, thread });
      const wrong = { ...draft, kind: 'withdrawal', body: { reason: 'Found.' } };
      writeFileSync(desk.file('said.json'), JSON.stringify(wrong));
      const other = await liaise('inbox', name, threadId, desk.file('said.json'), '--yes');
      expect(other.err).toMatch('kind: expected');
    },
  );

  it('is filled in without a file; a narrowing is asked for its handling, a text without words for none', async () => {
    shown = [await asks({})];
    await liaise('inbox', 'show', threadId, ...purpose);
    const fill = (name: string, ...typed: string[]) =>
      desk.liaise(['inbox', name, threadId], 'yes', typed);
    const wholly = await fill('recall', 'recall', request.slice(-8), reason, '');
    expect([wholly.code, sent()]).toEqual([
      0,
      expect.objectContaining({ body: { what: 'RECALL', items: [request], reason } }),
    ]);
    const less = await fill('recall', 'narrow', request, 'A witness.', '', 'H1, H2', '3');
    expect([less.code, sent().body]).toEqual([
      0,
      expect.objectContaining({
        handling: { codes: ['H1', 'H2'], restrictions: '', retentionMonths: 3 },
      }),
    ]);
    const put = await fill('correct', request, 'It ends in 1.', '', 'A slip.', '');
    expect([put.code, sent()]).toEqual([
      0,
      expect.objectContaining({ kind: 'correction', inReplyTo: request }),
    ]);
    writeFileSync(desk.file('said.json'), JSON.stringify(correctionExample));
    const both = await liaise('inbox', 'correct', threadId, desk.file('said.json'), '--edit');
    expect([both.code, both.err]).toEqual([2, expect.stringMatching('without --edit')]);
  });

  it('shows in the story who said what, by the signed document, and what handling counts', async () => {
    const marks = [mark(recall, 'RECALL', 'CANNOT'), mark(narrow, 'NARROW')];
    shown = [await asks({ recalls: marks }), await takesBack(), await narrows()];
    const { out } = await liaise('inbox', 'show', threadId, ...purpose);
    expect(out).toMatch(/RECALLED by XB on .*\n +reason: The wrong person\.\n.*cannot comply, at/);
    expect(out).toMatch(/NARROWED by XB on .*\n +reason: A witness\.\n +no answer yet/);
    expect(out).toMatch('handling H1+H2');
    expect(out).toMatch('Your State owes an answer to 1 recall or correction.');
    expect(out).toMatch('The neighbour has not answered 2 recalls or corrections.');
    // No signed document confirms it: only the gateway claims it.
    shown = [await asks({ recalls: marks })];
    const alone = await liaise('inbox', 'show', threadId, ...purpose);
    expect(alone.out).toMatch(
      `by document ${shortId(recall)}, which is not shown here or not verified`,
    );
    expect(alone.out).not.toMatch('RECALLED by XB');
  });

  it('has the name that the reader gave the officer of that State, but none in what is signed', async () => {
    for (const [state, name] of [
      ['XA', 'Our Own Ana'],
      ['XB', 'Ana of the Coast'],
    ] as const)
      expect((await liaise('officer', 'name', 'ana', name, '--state', state)).code).toBe(0);
    shown = [await asks({ recalls: [mark(recall, 'RECALL')] }), await takesBack()];
    const { out } = await liaise('inbox', 'show', threadId, ...purpose);
    expect(out).toContain('ana "\u2068Ana of the Coast\u2069"');
    expect(out).not.toContain('Our Own Ana');
    const json = await liaise('inbox', 'show', threadId, ...purpose, '--json');
    const comply = ['inbox', 'cannot', threadId, '--text', 'To ana.', ...purpose];
    const signing = await desk.liaise(comply, 'no');
    expect(signing.asked).toEqual([expect.stringMatching(/^Sign and send/)]);
    expect(`${json.out}${signing.err}`).not.toMatch(/Ana of the Coast|Our Own Ana/);
    for (const state of ['XA', 'XB'])
      await liaise('officer', 'name', 'ana', '--remove', '--state', state);
  });

  it('that was complied with leaves a line where the words were', async () => {
    const hidden = { recalls: [mark(recall, 'RECALL', 'COMPLIED')], withheld: true };
    shown = [await asks(hidden), await takesBack()];
    const { out, code } = await liaise('inbox', 'show', threadId, ...purpose);
    expect(code).toBe(0);
    expect(out).toMatch(`request ${shortId(request)}`);
    expect(out).toMatch('what it says is not given out any more');
    expect(out.indexOf(`request ${shortId(request)}`)).toBeLessThan(
      out.indexOf(`recall ${shortId(recall)}`),
    );
  });
});

describe('the answer to a recall', () => {
  const comply = (...more: string[]) =>
    liaise('inbox', 'comply', threadId, ...purpose, '--yes', ...more);

  it('goes to the one that waits, or to the one that is named', async () => {
    shown = [await asks({ recalls: [mark(recall, 'RECALL')] }), await takesBack()];
    expect((await comply()).code).toBe(0);
    expect(sent()).toMatchObject({
      kind: 'recall-answer',
      inReplyTo: recall,
      body: { outcome: 'COMPLIED', reason: '' },
    });
    const both = [mark(recall, 'RECALL'), mark(narrow, 'NARROW')];
    shown = [await asks({ recalls: both }), await takesBack(), await narrows()];
    const unclear = await comply();
    expect([unclear.code, unclear.err]).toEqual([
      2,
      expect.stringMatching(`${recall} or ${narrow}`),
    ]);
    expect((await comply('--recall', narrow)).code).toBe(0);
    expect(sent().inReplyTo).toBe(narrow);
    shown = [await asks({})];
    expect((await comply()).err).toMatch('no recall waits for your answer');
  });

  it('brings what those have answered to whom it was handed on', async () => {
    shown = [await asks({ recalls: [mark(recall, 'RECALL')] }), await takesBack()];
    const forward = parseThreadId(named(4));
    const holder = { state: 'XB', authority: 'coast-guard' };
    const notifiedHolder = { thread: forward, recall: named(5), holder };
    const one = {
      ...{ ...mark(recall, 'RECALL'), thread: threadId, items: [request], by: 'XB' },
      ...{ holder: { state: 'XA', authority: 'coast-guard' }, deliveredAt: at(), rejected: null },
      ...{ overdue: false, passOn: [], onward: [] },
    };
    const body: Body<'recall-answer'> = { outcome: 'COMPLIED', reason: '' };
    const members = { id: named(6), kind: 'recall-answer', thread: forward, inReplyTo: named(5) };
    const said = await show({ ...members, body } as never, 'ana');
    desk.server.on(`GET /api/v1/requests/${forward}/dispatches/${named(6)}`, () => said);
    listed = [{ ...one, told: [{ ...notifiedHolder, answer: named(6), outcome: 'COMPLIED' }] }];
    expect((await comply()).code).toBe(0);
    const { onward } = sent().body as Body<'recall-answer'>;
    expect(onward).toMatchObject([{ holder, answer: { document: said['document'] } }]);
    expect(desk.server.last('GET /api/v1/inbox/recalls').query.get('purpose')).toBe(
      'INVESTIGATION',
    );
    // An onward recipient without an answer is reported by a CANNOT only.
    listed = [{ ...one, told: [{ ...notifiedHolder, answer: null, outcome: null }] }];
    expect((await comply()).code).toBe(0);
    expect(sent().body).toEqual(body);
    writeFileSync(desk.file('why.txt'), 'XB is silent.');
    const cannot = ['inbox', 'cannot', threadId, desk.file('why.txt'), ...purpose, '--yes'];
    expect((await liaise(...cannot)).code).toBe(0);
    expect(sent().body).toMatchObject({ outcome: 'CANNOT', onward: [{ holder }] });
    listed = [];
  });

  it('says why it cannot, and nothing without a reason', async () => {
    shown = [await asks({ recalls: [mark(recall, 'RECALL')] }), await takesBack()];
    const cannot = (text: string) => {
      writeFileSync(desk.file('why.txt'), text);
      return liaise('inbox', 'cannot', threadId, desk.file('why.txt'), ...purpose, '--yes');
    };
    expect((await cannot('It stands in an indictment.\n')).code).toBe(0);
    expect(sent().body).toEqual({ outcome: 'CANNOT', reason: 'It stands in an indictment.' });
    expect((await cannot(' \n')).code).not.toBe(0);
    const said = ['inbox', 'cannot', threadId, '--text', 'It is published.', ...purpose, '--yes'];
    expect((await liaise(...said)).code).toBe(0);
    expect(sent().body).toMatchObject({ reason: 'It is published.' });
  });

  it('is written also when the request itself is not given out any more', async () => {
    const marks = [mark(recall, 'RECALL', 'COMPLIED'), mark(narrow, 'NARROW')];
    shown = [await asks({ recalls: marks, withheld: true }), await takesBack(), await narrows()];
    const opened = () =>
      desk.server.asked.filter((each) => each.path === `${path}/dispatches/${request}`).length;
    const before = opened();
    expect((await comply()).code).toBe(0);
    expect(sent()).toMatchObject({ inReplyTo: narrow, to: { state: 'XB' } });
    expect(opened()).toBe(before);
  });
});

describe('the list of recalls', () => {
  it.each(['inbox', 'request'])('of %s says who owes an answer', async (name) => {
    const place = `/api/v1/${name === 'inbox' ? 'inbox' : 'requests'}/recalls`;
    const one = {
      ...{ ...mark(recall, 'RECALL'), thread: threadId, items: [request], by: 'XA' },
      holder: { state: 'XB', authority: 'coast-guard' },
      ...{ deliveredAt: at(), rejected: null, overdue: true, passOn: [] },
      ...{ told: [], onward: null },
    };
    const rows = [
      one,
      { ...one, deliveredAt: null, overdue: false },
      { ...one, rejected: 'CONTENT_ERASED' },
      { ...one, ...mark(recall, 'RECALL', 'COMPLIED'), onward: [] },
      {
        ...{ ...one, ...mark(recall, 'RECALL', 'CANNOT') },
        onward: [{ holder: { state: 'XC', authority: 'coast-guard' }, outcome: null }],
      },
    ];
    desk.server.on(`GET ${place}`, () => ({ recalls: rows, next: recall }));
    const { out, err } = await liaise(
      name,
      'recalls',
      '--purpose',
      'INVESTIGATION',
      '--all',
      '--after',
      recall,
    );
    expect(Object.fromEntries(desk.server.last(`GET ${place}`).query)).toEqual({
      ...{ purpose: 'INVESTIGATION', limit: '50', all: 'true', after: recall },
    });
    // A row and its notes, for each recall.
    const printedRecalls = out.split(/\n(?=\S)/).slice(1);
    const said = ['OVERDUE ', 'NOT DELIVERED', 'refused by their', 'COMPLIED '];
    said.push('further on XC/coast-guard NOT HEARD OF');
    for (const [i, words] of said.entries()) expect(printedRecalls[i]).toMatch(words);
    const silent = printedRecalls.map((each) => each.includes('XB has not said whom it has told'));
    expect(silent).toEqual([true, true, false, false, false]);
    expect(err).toMatch(`--after ${shortId(recall)}\n`);
    desk.server.on(`GET ${place}`, () => ({ recalls: [], next: null }));
    expect((await liaise(name, 'recalls', '--purpose', 'INVESTIGATION')).err).toMatch(
      'Nobody owes an answer.',
    );
  });
});
