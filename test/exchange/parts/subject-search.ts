import { beforeAll, describe, expect, it } from '@jest/globals';
import { openDisclosure, parseLeaf } from '#journal';
import { subjectLimits } from '#capabilities/data-subjects/data-subjects.lists';
import type { Body, DocumentId, ThreadId } from '#kernel';
import type { Calls } from '../../support/calls.js';
import type { Subject } from '#capabilities/requests/kinds/subject.kind';
import type { SubjectSearchAsked } from '#capabilities/data-subjects/found-files.contract';
import { aRequestBody, aSubject, bodyOf } from '../../support/builders.js';
import type { Composed } from '../../support/documents.js';
import { eventually } from '../../support/nats.js';
import { codeOf, OfficeDay } from '../fixtures/office-day.js';
import { insertRow, insertRows } from '../../support/rows.js';
import { factsOf } from '../fixtures/subject-search.js';
import { firstPage, type TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

type Found = Calls['requests.subject-search']['out'];

const purpose = 'INVESTIGATION';
const canary = 'Canary-of-facts-91b3';
const name = 'Zubaida Quorvani';
const person = (members: Partial<Subject> = {}): Subject =>
  aSubject({
    ...{ type: 'PERSON', name, category: 'WITNESS', birthDate: '1999-02-03', identifiers: [] },
    ...members,
  });
const asked = (members: Partial<SubjectSearchAsked> = {}): SubjectSearchAsked => ({
  ...{ ground: 'ACCESS', reference: 'DP 2026/17 of Quorvani', names: ['QUORVANI Zubaida'] },
  ...{ birthDate: '1999-02-03', numbers: [], after: null, ...members },
});

describe('what a State keeps of a person', () => {
  let two: TwoStates;
  let day: OfficeDay;
  let police: ThreadId;
  let harbour: ThreadId;
  let namesake: ThreadId;
  let van: ThreadId;
  const search = (members: Partial<SubjectSearchAsked> = {}, who = 'dan'): Promise<Found> =>
    day.ask(who, 'requests.subject-search', asked(members));
  const threads = ({ facts }: Found): ThreadId[] => facts.map(({ thread }) => thread);

  async function said(...subjects: Subject[]): Promise<ThreadId> {
    const { a } = two;
    const body = aRequestBody({ facts: canary, subjectLine: canary, subjects });
    const { thread } = await a.submit.submitDocument(a.session('ana'), await two.request({ body }));
    await two.b.arrived(thread);
    return thread;
  }

  beforeAll(async () => {
    two = await sharedStates();
    const { a, b } = two;
    police = await said(person());
    namesake = await said(person({ birthDate: '1971-01-01' }));
    const plate = { type: 'plate', value: 'QV-4711' };
    van = await said(aSubject({ name: 'blue van', identifiers: [plate] }));
    // Two persons together have the words of the name.
    await said(person({ name: 'Zubaida Other' }), person({ name: 'Quorvani Another' }));
    const subjects = [person({ name: 'Żubaida  QUORVANI', category: 'SMUGGLED_MIGRANT' })];
    const sent = await two.compose(b.state, a.state, 'lea', { body: aRequestBody({ subjects }) });
    const seen = { ...sent, otherDeskSeen: true };
    ({ thread: harbour } = await b.submit.submitDocument(b.session('lea'), seen));
    day = await OfficeDay.begin(b, ['dan', 'ben', 'hal', 'lea', 'cleo', 'dora']);
  }, 60_000);

  it('is found at all its authorities, past every access list, without a word of the texts', async () => {
    await two.b.claim.claimRequest(two.b.session('ben'), police);
    const found = await search();
    expect(threads(found)).toEqual([harbour, police]);
    expect([found.namesakes, found.next]).toEqual([1, null]);
    expect(found.facts).toMatchObject([
      {
        ...{ authority: 'harbour-office', side: 'ASKING', by: ['NAME', 'BIRTH_DATE'] },
        ...{ categories: ['SMUGGLED_MIGRANT'], purpose, recalled: false, peer: 'XA' },
      },
      {
        ...{ authority: 'border-police', side: 'ASKED', categories: ['WITNESS'], peer: 'XA' },
        recipients: [{ state: 'XB', authority: 'border-police' }],
      },
    ]);
    expect(JSON.stringify(found)).not.toMatch(canary);
    expect(threads(await search({ birthDate: null }))).toEqual([harbour, namesake, police]);
    const numbered = await search({ names: [], numbers: ['qv 4711'] });
    expect(numbered.facts).toMatchObject([{ thread: van, by: ['NUMBER'], categories: [] }]);
    expect(threads(await search({ after: harbour }))).toEqual([police]);
    expect(await codeOf(search({ names: ['Z'] }))).toBe('SUBJECT_TOO_VAGUE');
  });

  it('of which a request and its answer were copied counts the contact point once', async () => {
    const file = await said(person({ name: 'Copied Twice' }));
    const copies = ['request', 'response'];
    const [other] = await two.b.sql<{ id: string }>(
      'select id from cases.dispatch where thread = $1',
      [police],
    );
    for (const [i, id] of [file, other?.id].entries())
      await insertRow(two.b, 'cases.copy', {
        ...{ dispatch: id, kind: copies[i], thread: file, contact_point: 'customs' },
      });
    const { facts } = await search({ names: ['Copied Twice'] });
    await two.b.sql('delete from cases.copy where thread = $1', [file]);
    expect(facts.map(({ recipients }) => recipients)).toEqual([
      [
        { state: 'XB', authority: 'border-police' },
        { state: 'XB', authority: 'customs' },
      ],
    ]);
  });

  it('is not for anybody else to look for, and gives the officer who looks no way to read it', async () => {
    for (const who of ['ben', 'hal', 'lea', 'cleo', 'dora'])
      expect([who, await codeOf(search({}, who))]).toEqual([who, 'PERMISSION_DENIED']);
    for (const call of ['requests.show', 'inbox.show'] as const)
      expect(await codeOf(day.ask('dan', call, { thread: police, purpose, ...firstPage }))).toBe(
        'PERMISSION_DENIED',
      );
  });

  it('is shown by the database for a search that was counted in the same transaction alone', async () => {
    const { store, cases } = await two.b.parts('requests');
    const { officer, authority, compartments } = two.b.session('dan');
    const context = { officer, authority, compartments };
    const look = (step: string, isCounted: boolean, within: object = {}) =>
      store.transaction({ step, ...context, ...within }, async (tx) => {
        if (isCounted) await cases.subjects.countSearch(tx, { officer, authority });
        return (await cases.subjects.files(tx, asked(), compartments, null)).files.length;
      });
    expect(await look('search-subject', true)).toBe(4);
    expect(await look('search-subject', false)).toBe(0);
    expect(await look('search-threads', true)).toBe(0);
    expect(await look('search-subject', true, { compartments: ['PROTECTION'] })).toBe(0);
  });

  it('is on record when it was looked for: why, by whom, how many; whom only for who looked', async () => {
    const { entry } = await search({ ground: 'ERASURE' });
    const [row] = await two.b.sql<{ typ: string; officer: string; leaf: Buffer }>(
      'select typ, officer, leaf from journal.event where id = $1',
      [entry.event],
    );
    expect(row).toMatchObject({ typ: 'subject.searched', officer: 'dan' });
    const leaf = row?.leaf ?? Buffer.of();
    expect(leaf.toString()).not.toMatch(/quorvani/i);
    expect(JSON.parse(leaf.toString())).toMatchObject({
      reason: 'ERASURE',
      data: { found: 2, namesakes: 1 },
    });
    const { sd } = parseLeaf(leaf);
    expect(entry.disclosures.map((each) => openDisclosure(each, sd))).toMatchObject([
      { name: 'reference', value: asked().reference },
      { name: 'sought', value: { names: asked().names, birthDate: '1999-02-03', numbers: [] } },
    ]);
    const kept = await two.b.sql('select from journal.disclosure where event = $1', [entry.event]);
    expect(kept).toEqual([]);
  });

  it('counts as shown in a list: who looks for hundreds is noticed, and no namesake counts', async () => {
    const shown = await said(person({ name: 'Noted Once' }));
    const other = await said(person({ name: 'Noted Once', birthDate: '1971-01-01' }));
    const { facts, namesakes } = await search({ names: ['Noted Once'] });
    expect([facts.length, namesakes]).toEqual([1, 1]);
    const noted = await two.b.sql(
      `select thread from access.listing where officer = 'dan' and thread = any ($1::uuid[])`,
      [[shown, other]],
    );
    expect(noted).toEqual([{ thread: shown }]);
  });

  it('is looked for as often as an officer may in a day, and no more', async () => {
    const { searchesLeft } = await search();
    expect(searchesLeft).toBeLessThan(subjectLimits.searchesPerDay - 5);
    await insertRows(
      two.b,
      'cases.subject_search',
      Array.from({ length: searchesLeft }, () => ({ officer: 'dan', authority: 'border-police' })),
    );
    expect(await codeOf(search())).toBe('SUBJECT_SEARCHES_SPENT');
  });
});

describe('a person whom only an answer names', () => {
  let two: TwoStates;
  const namedPerson = person({
    name: 'Ilmar Answerov',
    identifiers: [{ type: 'phone', value: '555 017' }],
  });
  const victim = { ...namedPerson, category: 'VICTIM' } as const;
  const complied: Body<'recall-answer'> = { outcome: 'COMPLIED', reason: '' };
  let place: { readonly thread: ThreadId; readonly inReplyTo: DocumentId };
  let first: Composed;

  async function asksOf(...subjects: Subject[]): Promise<typeof place> {
    const { a, b } = two;
    const sent = await two.request({ body: aRequestBody({ subjects }) });
    const { thread } = await a.submit.submitDocument(a.session('ana'), sent);
    await at('b', sent.id);
    await b.claim.claimRequest(b.session('ben'), thread);
    return { thread, inReplyTo: sent.id };
  }
  const at = (side: 'a' | 'b', id: DocumentId): Promise<void> => two[side].arrived(id);
  async function answers(where: typeof place, ...subjects: Subject[]): Promise<Composed> {
    const body = { ...bodyOf.response(), final: false, subjects };
    const said = await two.reply('ben', where, 'response', body);
    await two.b.answer.submitDocument(two.b.session('ben'), said);
    return said;
  }
  const found = async (side: 'a' | 'b', words: string): Promise<ThreadId[]> => {
    const { a, b } = two;
    const { threads } =
      side === 'a'
        ? await a.asking.search(a.session('ana'), words, purpose)
        : await b.asked.search(b.session('ben'), words, purpose);
    return threads.map(({ thread }) => thread);
  };
  const facts = (side: 'a' | 'b', name = namedPerson.name) =>
    factsOf(two[side], side === 'a' ? 'ana' : 'ben', name);

  beforeAll(async () => {
    two = await sharedStates();
    place = await asksOf(aSubject({ name: 'van of Answerov', identifiers: [] }));
  }, 60_000);

  it('is found at both States, by words, by a number and for data protection, as all documents say', async () => {
    expect([await facts('b'), await found('b', 'ilmar')]).toEqual([[], []]);
    first = await answers(place, namedPerson);
    // Found here even before delivery.
    expect(await facts('b')).toMatchObject([
      {
        ...{ thread: place.thread, side: 'ASKED', by: ['NAME'], categories: ['WITNESS'] },
        recipients: [{ state: 'XA', authority: 'border-police' }],
      },
    ]);
    const second = await answers(place, victim);
    await at('a', second.id);
    for (const side of ['a', 'b'] as const) {
      for (const words of ['Answerov, Ilmar', '555-017'])
        expect([words, await found(side, words)]).toEqual([words, [place.thread]]);
      const [fact, ...others] = await facts(side);
      expect(others).toEqual([]);
      expect(new Set(fact?.categories)).toEqual(new Set(['WITNESS', 'VICTIM']));
      expect(fact).toMatchObject({
        ...{ side: side === 'a' ? 'ASKING' : 'ASKED', recalled: false },
        recipients: [{ state: 'XA', authority: 'border-police' }],
      });
    }
  }, 60_000);

  it('has a category there, or the answer does not leave', async () => {
    const { type, name: called, linkToPurpose } = namedPerson;
    const suspect = { ...namedPerson, category: 'SUSPECT_OR_CONVICTED' } as const;
    expect(await codeOf(answers(place, { type, name: called, linkToPurpose }))).toBe(
      'CATEGORY_MISSING',
    );
    expect(await codeOf(answers(place, suspect))).toBe('SUSPECT_WITHOUT_OFFENCE');
  });

  it('is not one because words of two persons stand in two documents of a file', async () => {
    const other = await asksOf(person({ name: 'Ilmar Other' }));
    await answers(other, person({ name: 'Another Answerov' }));
    expect((await facts('b')).map(({ thread }) => thread)).toEqual([place.thread]);
    // A namesake in the request does not hide the person in the answer.
    const born = person({ name: 'Tomas Bornov', birthDate: '1950-01-01' });
    const both = await asksOf(born);
    await answers(both, { ...born, birthDate: '1999-02-03', category: 'VICTIM' });
    const { store, cases } = await two.b.parts('requests');
    const { officer, authority, compartments } = two.b.session('ben');
    const within = { step: 'search-subject', officer, authority, compartments };
    const { files } = await store.transaction(within, async (tx) => {
      await cases.subjects.countSearch(tx, { officer, authority });
      const sought = asked({ names: [born.name] });
      return cases.subjects.files(tx, sought, compartments, null);
    });
    expect(files.map(({ id, documents }) => [id, documents.length])).toEqual([[both.thread, 2]]);
  }, 60_000);

  it('went to the contact point where the answer that names the person was copied to it', async () => {
    await insertRow(two.b, 'cases.copy', {
      ...{ dispatch: first.id, kind: 'response', contact_point: 'customs' },
    });
    const recipients = async () => (await facts('b')).map((fact) => fact.recipients);
    const asker = { state: 'XA', authority: 'border-police' };
    const copied = [[asker, { state: 'XB', authority: 'customs' }]];
    expect((await recipients()).map((each) => new Set(each))).toEqual(
      copied.map((each) => new Set(each)),
    );
    await two.b.sql('delete from cases.copy where dispatch = $1', [first.id]);
    expect(await recipients()).toEqual([[asker]]);
  });

  it('went to nobody where the answer never left', async () => {
    const where = await asksOf();
    await two.b.steps.hold('seal');
    const { id } = await answers(where, person({ name: 'Keptback Stayov' }));
    const recipients = async () => (await facts('b', 'Keptback Stayov')).map((f) => f.recipients);
    expect(await recipients()).toEqual([[{ state: 'XA', authority: 'border-police' }]]);
    await two.b.sql(
      `update mailbox.outbox set state = 'VOID', code = 'ATTACHMENT_KEPT' where dispatch = $1`,
      [id],
    );
    two.b.steps.resume('seal');
    expect(await recipients()).toEqual([[]]);
  }, 60_000);

  it('is kept, and said to be recalled, once every answer that names the person is; and found by words no more', async () => {
    const { a, b } = two;
    const where = await asksOf();
    const said = [
      await answers(where, person({ name: 'Recalled Takenov' })),
      await answers(where, person({ name: 'Recalled Takenov' })),
    ];
    const [last] = said.slice(-1);
    await at('a', last?.id ?? where.inReplyTo);
    for (const [i, { id }] of said.entries()) {
      const wrong: Body<'recall'> = { what: 'RECALL', items: [id], reason: 'The wrong person.' };
      const onAnswer = { thread: where.thread, inReplyTo: id };
      const recall = await two.reply('ben', onAnswer, 'recall', wrong);
      await b.answer.submitDocument(b.session('ben'), recall);
      await at('a', recall.id);
      const onRecall = { thread: where.thread, inReplyTo: recall.id };
      const done = await two.reply('ana', onRecall, 'recall-answer', complied);
      await a.submit.submitDocument(a.session('ana'), done);
      const isLast = i === said.length - 1;
      expect(await found('a', 'Takenov')).toEqual(isLast ? [] : [where.thread]);
      expect(await facts('a', 'Recalled Takenov')).toMatchObject([
        { thread: where.thread, recalled: isLast },
      ]);
    }
  }, 60_000);

  it('is found no more once the documents that name the person are gone', async () => {
    const where = await asksOf();
    const { id } = await answers(where, person({ name: 'Gone Erasov' }));
    expect(await facts('b', 'Gone Erasov')).toMatchObject([{ thread: where.thread }]);
    await two.b.sql('update cases.dispatch set content = null where id = $1', [id]);
    expect(await facts('b', 'Gone Erasov')).toEqual([]);
    const words = () => two.b.sql('select 1 from cases.token where dispatch = $1', [id]);
    expect(await words()).not.toEqual([]);
    await two.b.orderErasing(where.thread);
    await eventually(async () => (await words()).length === 0);
  }, 60_000);
});
