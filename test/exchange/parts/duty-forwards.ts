import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseOfficerId, type Body, type DocumentKind, type ThreadId } from '#kernel';
import { aRequestBody, aSubject, bodyOf } from '../../support/builders.js';
import { type Composed, enclosing } from '../../support/documents.js';
import { disclosed } from '../fixtures/disclosed.js';
import { Forwarding, handled, uploaded, type Item } from '../fixtures/forwarding.js';
import { eventually } from '../../support/nats.js';
import { codeOf, OfficeDay } from '../fixtures/office-day.js';
import { breakIn, pageAfter, reading, show } from '../fixtures/offices.js';
import type { ThreeStates } from '../fixtures/three-states.js';
import { firstPage } from '../../support/two-states.js';
import { sharedLine } from './line.js';

const purpose = 'INVESTIGATION' as const;
const threadOf = ({ id }: Composed): ThreadId => id as unknown as ThreadId;

const owed = { ...pageAfter, all: false } as const;

describe('a duty officer who is nothing else', () => {
  let three: ThreeStates;
  let acts: Forwarding;
  let day: OfficeDay;
  beforeAll(async () => {
    three = await sharedLine();
    acts = new Forwarding(three);
    day = await OfficeDay.begin(three.b, ['ben', 'bea', 'ana']);
  }, 90_000);

  const back = async <K extends DocumentKind>(
    { thread }: Item,
    inReplyTo: Composed['id'],
    kind: K,
    body: Body<K>,
  ): Promise<Composed> => {
    const place = { thread, inReplyTo, kind, body: body as Body<DocumentKind> };
    const sent = await three.between('ben', {}, place);
    await day.ask('ben', 'inbox.answer', sent);
    await three.arrived(three.a, sent.id);
    return sent;
  };
  const onward = <K extends DocumentKind>(forward: Composed, kind: K, body: Body<K>) =>
    three.onward({
      ...{ kind, thread: threadOf(forward), inReplyTo: forward.id },
      body: body as Body<DocumentKind>,
    });
  const submit = (sent: Composed) => day.ask('ben', 'requests.submit', sent);

  it('asks for the consent, hands on what came, follows it, corrects and recalls it', async () => {
    const { a, b, c } = three;
    const { upload, entry } = await uploaded(a, 'ana', 120);
    const item = await acts.received({ attachments: [entry] }, [upload]);
    const came = { thread: item.thread, dispatch: item.sent.id, purpose };
    expect(await codeOf(day.ask('ben', 'inbox.document', came))).toBeUndefined();
    const reason = 'It is bound for XC.';
    const asked = async (members: Parameters<Forwarding['release']>[1]) => {
      const wanted = { ...acts.release(item, members), reason };
      const question = await back(item, item.sent.id, 'forward-consent-request', wanted);
      return acts.answer(item, question);
    };
    const consent = await asked({});
    // To examine the copied file.
    const { state, authority } = b.session('ben');
    await asked({ recipient: { state, authority } });

    const copy = await uploaded(b, 'ben', 120);
    const enclosed = await enclosing(a.state, item.sent, consent);
    const sent = await acts.forwarding([enclosed], { attachments: [copy.entry] });
    await submit({ ...sent, uploads: [copy.upload] });
    await three.arrived(c, sent.id);
    const thread = threadOf(sent);
    const there = await c.askedDocuments.one(c.session('ben'), thread, sent.id, purpose);
    expect(there.document.length).toBeGreaterThan(0);

    const own = { thread, request: sent.id };
    // He may submit all of these: refusals are for other reasons, such as nothing due or another signer.
    const answers = await reading(day, 'ben', own, 'requests');
    expect(answers.filter((_, i) => i !== 6)).toEqual([
      ...Array<undefined>(7),
      'STOP_WITHDRAWAL',
      'REVIEW_NOT_DUE',
      'REVIEW_NOT_DUE',
      undefined,
      'COLLEAGUE_UNKNOWN',
      'ROSTER_MEMBER',
    ]);
    await b.reached(sent.id, 'DELIVERED');
    const view = await day.ask('ben', 'requests.show', { thread, purpose, ...firstPage });
    const stages = view.dispatches.flatMap((each) => each.stages);
    const rseq = stages.find(({ receipt }) => receipt !== null)?.receipt?.rseq ?? 0;
    const proof = { thread, dispatch: sent.id, rseq, purpose };
    expect(await codeOf(day.ask('ben', 'requests.receipt', proof))).toBeUndefined();
    expect(await codeOf(day.ask('ben', 'requests.list', pageAfter))).toBeUndefined();
    for (const list of ['recalls', 'consents'] as const)
      expect([list, await codeOf(day.ask('ben', `requests.${list}`, owed))]).toEqual([
        list,
        undefined,
      ]);
    for (const list of ['notices', 'owed'] as const)
      expect([list, await codeOf(day.ask('ben', `requests.${list}`, pageAfter))]).toEqual([
        list,
        undefined,
      ]);
    const reviewed = day.ask('ben', 'requests.reviews', pageAfter);
    expect(await codeOf(reviewed)).toBeUndefined();
    const words = { words: bodyOf.forward().subjectLine, purpose };
    const found = await day.ask('ben', 'requests.search', words);
    expect(found.threads.map((each) => each.thread)).toContain(thread);
    // A colleague stands in and may act on it too.
    expect(await show(day, 'bea', own, 'requests')).toBe('NOT_ON_ROSTER');
    const bea = { thread, officer: parseOfficerId('bea') };
    const joins = { ...bea, reason: 'STAND_IN' } as const;
    expect(await codeOf(day.ask('ana', 'requests.roster-add', joins))).toBe('NOT_ON_ROSTER');
    await day.ask('ben', 'requests.roster-add', joins);
    expect(await show(day, 'bea', own, 'requests')).toBeUndefined();
    const more = { thread, officer: parseOfficerId('ana'), reason: 'JOINT_WORK' } as const;
    expect(await codeOf(day.ask('bea', 'requests.roster-add', more))).toBe('ROSTER_NOT_YOURS');
    await day.ask('ben', 'requests.roster-remove', { ...bea, reason: 'WORK_DONE' });

    const correction = { ...bodyOf.correction(), item: sent.id };
    const corrected = await onward(sent, 'correction', correction as Body<'correction'>);
    await submit(corrected);
    await three.arrived(c, corrected.id);
    const recall = { what: 'RECALL', items: [item.sent.id], reason: 'The wrong person.' } as const;
    await acts.says('ana', item, item.sent.id, 'recall', recall);
    const received = await day.ask('ben', 'inbox.recalls', owed);
    expect(received.recalls.flatMap(({ passOn }) => passOn)).toContain(sent.id);
    const passed = await onward(sent, 'recall', { ...recall, items: [sent.id] });
    await submit(passed);
    await three.arrived(c, passed.id);
    const awaited = await day.ask('ben', 'requests.recalls', owed);
    expect(awaited.recalls.map((each) => each.recall)).toContain(passed.id);
    const roles = (await disclosed(b, thread)).flatMap(({ values }) =>
      'actor' in values ? [(values['actor'] as { readonly role: string }).role] : [],
    );
    expect(new Set(roles)).toEqual(new Set(['DUTY_OFFICER']));
  }, 90_000);

  it('signs nothing in it that is a liaison officer’s, and the sealer lets nothing of it out', async () => {
    const { b, c } = three;
    const subjects = [aSubject({ identifiers: [{ type: 'REGISTRATION', value: 'XD 4711 KO' }] })];
    const item = await acts.received({
      handling: handled('H0'),
      body: aRequestBody({ subjects }),
    });
    const sent = await acts.forward(item, undefined, { handling: handled('H0') });
    await three.arrived(c, sent.id);
    const withdrawal = await onward(sent, 'withdrawal', bodyOf.withdrawal());
    const request = await three.onward({});
    // A risk to life is readable for the whole desk; an officer who may not open it is not of that desk.
    const body = aRequestBody({ requestType: 'RISK_TO_LIFE', subjects });
    const life = await three.onward({ body }, 'ana');
    await day.ask('ana', 'requests.submit', life);
    await three.arrived(c, life.id);
    const place = { thread: threadOf(life), inReplyTo: life.id };
    await c.claim.claimRequest(c.session('ben'), place.thread);
    const asks = bodyOf['clarification-question']();
    const question = await three.back({ ...place, kind: 'clarification-question', body: asks });
    await c.answer.submitDocument(c.session('ben'), question);
    await three.arrived(b, question.id);
    const inReplyTo = question.id;
    const answer = {
      ...place,
      inReplyTo,
      kind: 'clarification',
      body: bodyOf.clarification(),
    } as const;
    const clarification = await three.onward(answer);
    const one = { thread: place.thread, request: life.id };
    const hidden = async () => {
      expect(await show(day, 'ben', one, 'requests')).toBe('NOT_FOUND');
      expect(await codeOf(breakIn(day, 'ben', one, 'requests'))).toBe('NOT_FOUND');
      const { threads } = await day.ask('ben', 'requests.list', pageAfter);
      const about = new Set(threads.map(({ requestType }) => requestType));
      expect(about).toEqual(new Set(['SPONTANEOUS_INFORMATION']));
      // Nor is it named as a duplicate in the inbox, where it would reveal somebody's work.
      const inbox = await day.ask('ben', 'inbox.list', pageAfter);
      expect(inbox.threads.some(({ otherDesk }) => otherDesk)).toBe(true);
      expect(inbox.threads.flatMap(({ duplicates }) => duplicates)).not.toContain(place.thread);
    };
    await hidden();
    // Nor is it listed for an officer who asked as a liaison officer before.
    const owned = (by: string) =>
      b.sql(`update cases.thread set owner = $2 where id = $1`, [place.thread, by]);
    await owned('ben');
    await hidden();
    await owned('ana');
    const { thread } = place;
    const joins = { thread, officer: parseOfficerId('bea'), reason: 'JOINT_WORK' } as const;
    expect(await codeOf(day.ask('ana', 'requests.roster-add', joins))).toBe('COLLEAGUE_UNKNOWN');
    const another = await three.onward({ body });
    for (const each of [withdrawal, request, another])
      expect(await codeOf(submit(each))).toBe('PERMISSION_DENIED');
    expect(await codeOf(submit(clarification))).toBe('NOT_FOUND');
    const taken = { ...b.session('ben'), roles: ['LIAISON_OFFICER'] } as const;
    await b.submit.submitDocument(taken, request);
    let row: object | undefined;
    await eventually(async () => {
      const sql = `select state, code from mailbox.outbox where dispatch = $1 and state <> 'QUEUED'`;
      [row] = await b.sql<object>(sql, [request.id]);
      return row !== undefined;
    });
    expect(row).toEqual({ state: 'VOID', code: 'OFFICER_ROLE_MISSING' });
  }, 90_000);

  it('has it to itself while it may act; a colleague breaks in, and a liaison officer who has lets one of the desk in', async () => {
    const { b } = three;
    const broken = await acts.received({ handling: handled('H0') });
    const another = await acts.forward(broken, undefined, { handling: handled('H0') });
    const beside = { thread: threadOf(another), request: another.id };
    expect(await show(day, 'bea', beside, 'requests')).toBe('NOT_ON_ROSTER');
    await breakIn(day, 'bea', beside, 'requests');
    expect(await show(day, 'bea', beside, 'requests')).toBeUndefined();
    const item = await acts.received({ handling: handled('H0') });
    const sent = await acts.forward(item, undefined, { handling: handled('H0') });
    const own = { thread: threadOf(sent), request: sent.id };
    const joins = {
      thread: own.thread,
      officer: parseOfficerId('bea'),
      reason: 'STAND_IN',
    } as const;
    const add = () => day.ask('ana', 'requests.roster-add', joins);
    await breakIn(day, 'ana', own, 'requests');
    expect(await codeOf(add())).toBe('ROSTER_NOT_YOURS');
    await b.sql(`update cases.thread set owner = 'gone' where id = $1`, [own.thread]);
    expect(await add()).toEqual({ members: 1 });
    expect(await show(day, 'bea', own, 'requests')).toBeUndefined();
  }, 60_000);
});
