import type { DispatchView } from '#capabilities/requests/dispatches.contract';
import type { Thread } from '../api/shown.js';
import {
  aDocumentOf,
  aFingerprint,
  aLinkId,
  anAttachment,
  anAuthority,
  anOfficer,
  aRequestBody,
  aState,
  aUuid,
  at,
} from '../../../../test/support/builders.js';
import { noRecalls, unrecalled } from '../../../../test/support/desk.js';
import { clockOf, parseDocumentId, parseThreadId, type Document } from '#kernel';
import { retentionBounds, standardRetention } from '#capabilities/retention/retention.schema';
import { decodeDocument, decodeLogin, encodeDocument } from '#wire';
import type { AuthorityView } from '#capabilities/directory/directory.contract';
import { composeReply, composeOpening, documentBytes, assertSameDocument } from './document.js';
import {
  acknowledgement,
  halt,
  parseAnswerDraft,
  parseOpeningDraft,
  plainWithdrawal,
  recallAnswer,
  resume,
} from './draft.js';
import {
  answerExample,
  refusalExample,
  requestExample,
  shownFile,
  withdrawalExample,
} from './forms/examples.js';
import { composeLogin, assertLogin } from './login.js';

const now = new Date(at());
const signing = {
  from: { state: aState('XA'), authority: anAuthority(), officer: anOfficer() },
  signer: aFingerprint('officer'),
  at: now,
  attachments: [anAttachment()],
};
const id = (label: string) => ({
  document: parseDocumentId(aUuid(label)),
  thread: parseThreadId(aUuid(label)),
});
const authority = (members: Partial<AuthorityView> = {}): AuthorityView => ({
  state: aState('XB'),
  authority: anAuthority('coast-guard'),
  name: 'Coast Guard',
  profile: null,
  link: aLinkId(),
  keys: [
    { compartment: 'ENFORCEMENT', fingerprint: aFingerprint('coast-guard') },
    { compartment: 'PROTECTION', fingerprint: aFingerprint('protection') },
  ],
  ...members,
});
const file = (members: object = {}): string =>
  JSON.stringify({
    to: { state: 'XB', authority: 'coast-guard' },
    purpose: 'INVESTIGATION',
    body: aRequestBody(),
    ...members,
  });
const invalid = (detail: RegExp): unknown =>
  expect.objectContaining({
    code: 'CLI_FILE_INVALID',
    detail: expect.stringMatching(detail) as unknown,
  });
const thrown = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

describe('a draft', () => {
  it('takes the careful handling when none is said', () => {
    const { handling } = parseOpeningDraft('request', 'r.json', file());
    expect([handling.codes, handling.evaluation]).toEqual([
      ['H1'],
      { source: 'X', information: '4' },
    ]);
  });

  it.each([
    [file({ hendling: {} }), /r.json: unknown member "hendling"/],
    [file({ purpose: 'CURIOSITY' }), /purpose/],
    [file({ to: { state: 'xb', authority: 'coast-guard' } }), /to: state/],
    [file({ body: { ...aRequestBody(), facts: 1 } }), /facts/],
    ['{"to": "Mrs Secret', /^r.json: not JSON$/],
  ])('is refused naming the member, never quoting: %#', (content, detail) => {
    expect(thrown(() => parseOpeningDraft('request', 'r.json', content))).toEqual(invalid(detail));
  });

  it('is taken as the help shows it', () => {
    const request = parseOpeningDraft('request', 'x', shownFile(requestExample));
    expect(request.body).toEqual(requestExample.body);
    for (const example of [answerExample, refusalExample, withdrawalExample])
      expect(parseAnswerDraft('x', shownFile(example)).body).toEqual(example.body);
  });

  it('answers with every kind but a request', () => {
    const answer = { kind: 'request', purpose: 'INVESTIGATION', body: aRequestBody() };
    const read = () => parseAnswerDraft('a.json', JSON.stringify(answer));
    expect(thrown(read)).toEqual(invalid(/kind/));
  });
});

describe('composeOpening', () => {
  const compose = (known: readonly AuthorityView[]): Document =>
    composeOpening(parseOpeningDraft('request', 'r.json', file()), known, signing, id('new'));

  it('takes the link and the key of the compartment from the directory', () => {
    const document = decodeDocument(documentBytes(compose([authority()])));
    expect(document).toMatchObject({
      kind: 'request',
      inReplyTo: null,
      link: aLinkId(),
      recipientKeys: [aFingerprint('coast-guard')],
      attachments: [anAttachment()],
      composedAt: at(),
    });
    expect(String(document.thread)).toBe(String(document.id));
  });

  it.each([
    ['an unknown authority', []],
    ['no confirmed link', [authority({ link: null })]],
    ['no key for the compartment', [authority({ keys: [] })]],
    ['the same name in another State', [authority({ state: aState('XC') })]],
  ])('refuses %s', (_, known) => {
    expect(thrown(() => compose(known))).toMatchObject({ code: 'CLI_NO_RECIPIENT' });
  });

  it('signs elsewhere only what this command says', () => {
    const first = compose([authority()]);
    const later = {
      ...composeOpening(
        parseOpeningDraft('request', 'r.json', file()),
        [authority()],
        { ...signing, at: new Date(at(5)) },
        id('later'),
      ),
    };
    expect(thrown(() => assertSameDocument(encodeDocument(first), later))).toBeUndefined();
    const swapped = {
      ...first,
      to: { state: aState('XC'), authority: anAuthority('coast-guard') },
    };
    expect(thrown(() => assertSameDocument(encodeDocument(swapped), later))).toEqual(
      invalid(/differs/),
    );
  });
});

describe('composeReply', () => {
  const dispatch = (document: Document, direction: DispatchView['direction']): DispatchView => ({
    dispatch: document.id,
    direction,
    kind: document.kind,
    officer: document.from.officer,
    committedAt: at(),
    messageId: null,
    document: encodeDocument(document),
    signature: Uint8Array.of(1),
    certificate: Uint8Array.of(1),
    stages: [],
    attachments: [],
    ...unrecalled,
  });
  const asked = aDocumentOf('request', {
    from: {
      state: aState('XB'),
      authority: anAuthority('coast-guard'),
      officer: anOfficer('b.kovac'),
    },
    to: { state: aState('XA'), authority: anAuthority() },
  });
  const thread = (dispatches: readonly DispatchView[]): Thread => ({
    thread: asked.thread,
    side: 'ASKED',
    onRoster: true,
    requestType: 'INFORMATION',
    // The signed request counts, not the server's listing.
    peer: aState('XZ'),
    peerAuthority: anAuthority('elsewhere'),
    state: 'SUBMITTED',
    priority: 2,
    clock: clockOf([], 2),
    undelivered: 0,
    alerts: [],
    recalls: noRecalls,
    evidence: noRecalls,
    ...{ duplicates: [], otherDesk: false, askedAbout: null, operation: null, stop: null },
    holder: null,
    formerAuthorities: [],
    subjectLine: 'x',
    erased: false,
    openedAt: at(),
    updatedAt: at(),
    dispatches: [...dispatches],
    withheld: [],
  });
  const answer = acknowledgement('INVESTIGATION', 'seen');

  it('answers to whoever signed the request, whatever the server lists', () => {
    const shown = thread([dispatch(asked, 'IN')]);
    const reply = composeReply(
      answer,
      { thread: shown, known: [authority()] },
      signing,
      id('reply').document,
    );
    expect(decodeDocument(documentBytes(reply))).toMatchObject({
      to: { state: 'XB', authority: 'coast-guard' },
      inReplyTo: asked.id,
      thread: asked.thread,
    });
  });

  it('answers the newest document that came in', () => {
    const own = aDocumentOf('acknowledgement', {}, 'own');
    const second = aDocumentOf('withdrawal', {}, 'second');
    const shown = thread([dispatch(asked, 'IN'), dispatch(second, 'IN'), dispatch(own, 'OUT')]);
    const reply = composeReply(
      answer,
      { thread: shown, known: [authority()] },
      signing,
      id('reply').document,
    );
    expect(reply.inReplyTo).toBe(second.id);
  });

  it('goes to whom the request was transferred, as those say who had it', () => {
    const own = aDocumentOf('request', {
      from: { state: aState('XA'), authority: anAuthority(), officer: anOfficer() },
      to: { state: aState('XB'), authority: anAuthority('coast-guard') },
    });
    const notice = (from: string, to: string, seed: string): Document =>
      aDocumentOf(
        'transfer-notice',
        {
          from: {
            state: aState('XB'),
            authority: anAuthority(from),
            officer: anOfficer('b.kovac'),
          },
          body: { authority: anAuthority(to), reason: 'In port.' },
        },
        seed,
      );
    const back = { ...acknowledgement('INVESTIGATION', ''), kind: 'withdrawal' } as const;
    const draft = { ...back, body: { reason: 'Found.' } };
    const known = ['coast-guard', 'harbour-office', 'customs'].map((name) => ({
      ...authority(),
      authority: anAuthority(name),
    }));
    const first = notice('coast-guard', 'harbour-office', 'first');
    // Only the authority that has the request may transfer it.
    const stray = notice('coast-guard', 'customs', 'stray');
    const shown = (...notices: Document[]) =>
      thread([dispatch(own, 'OUT'), ...notices.map((each) => dispatch(each, 'IN'))]);
    const to = (view: Thread) =>
      composeReply(draft, { thread: view, known }, signing, id('reply').document).to.authority;
    expect(to(shown())).toBe('coast-guard');
    expect(to(shown(first))).toBe('harbour-office');
    expect(to(shown(first, stray))).toBe('harbour-office');
    expect(to(shown(first, notice('harbour-office', 'coast-guard', 'back')))).toBe('coast-guard');
  });

  it('refuses a thread without its request', () => {
    const compose = () =>
      composeReply(answer, { thread: thread([]), known: [authority()] }, signing, id('r').document);
    expect(thrown(compose)).toMatchObject({ code: 'CLI_ANSWER_INVALID' });
  });
});

describe('a login', () => {
  const facts = {
    state: aState(),
    origin: 'https://127.0.0.1:8443',
    officer: anOfficer(),
    signer: aFingerprint('officer'),
  };
  const nonce = 'a'.repeat(32);
  const bytes = composeLogin(facts, nonce, now);

  it('says whose it is, where to, and lapses after two minutes', () => {
    expect(decodeLogin(bytes)).toEqual({
      ...facts,
      nonce,
      issuedAt: at(),
      expiresAt: at(2),
    });
  });

  it.each([
    ['another gateway', { origin: 'https://127.0.0.1:9' }, now],
    ['another officer', { officer: anOfficer('b.kovac') }, now],
    ['another session', { nonce: 'b'.repeat(32) }, now],
    ['another key', { signer: aFingerprint('other') }, now],
    ['two minutes later', {}, new Date(at(2))],
  ])('written earlier is not signed for %s', (_, change, when) => {
    expect(thrown(() => assertLogin(bytes, { ...facts, nonce }, now))).toBeUndefined();
    expect(thrown(() => assertLogin(bytes, { ...facts, nonce, ...change }, when))).toMatchObject({
      code: 'CLI_FILE_INVALID',
    });
  });
});

describe('how long a file is kept when its officers say nothing of it', () => {
  it('is longer than until its review, and no shorter for a document that says nothing of anybody', () => {
    const { handling } = parseOpeningDraft('request', 'f', file());
    expect(handling.retentionMonths).toBeGreaterThan(standardRetention.reviewMonths);
    const bare = [
      acknowledgement('INVESTIGATION', ''),
      plainWithdrawal('INVESTIGATION'),
      halt('INVESTIGATION', ''),
      resume('INVESTIGATION', 'All are safe.'),
      recallAnswer('INVESTIGATION', []),
    ];
    for (const draft of bare) expect(draft.handling.retentionMonths).toBe(retentionBounds.most);
  });
});
