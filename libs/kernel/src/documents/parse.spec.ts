import { describe, expect, it } from '@jest/globals';
import {
  aDocument,
  aDocumentId,
  aDocumentOf,
  aFingerprint,
  aRequestBody,
  aSubject,
  aThreadId,
  anAttachment,
  bodyOf,
} from '../../../../test/support/builders.js';
import { aRequestWith } from '../../../../test/support/bodies.js';
import type { KernelCode } from '../errors.js';
import { documentLimits } from './document.js';
import {
  documentKinds,
  isDocumentKind,
  kinds,
  type DocumentKind,
  type RequestBody,
} from './kinds.js';
import { requestTypeNames, requestTypes } from './request-types.js';
import { isKind } from './is-kind.js';
import { parseBody, parseDocument } from './parse.js';

const refused = (code: KernelCode, detail: string | RegExp) =>
  expect.objectContaining({ code, detail: expect.stringMatching(detail) });

function altered(base: object, path: string, value: unknown): unknown {
  const copy = structuredClone(base) as Record<string, unknown>;
  const names = path.split('/').slice(1);
  const last = names.pop() ?? '';
  let at = copy;
  for (const name of names) at = at[name] as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(at, last);
  else at[last] = value;
  return copy;
}

const members = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, item]) => [
        `${path}/${name}`,
        ...members(item, `${path}/${name}`),
      ])
    : [];

const full = aDocument({
  attachments: [anAttachment()],
  body: aRequestBody({
    subjects: [
      aSubject({
        type: 'PERSON',
        category: 'VICTIM',
        offence: 'OTHER_OFFENCE',
        birthDate: '2000-02-29',
        nationality: 'XB',
        identifiers: [{ type: 'passport', value: 'P1' }],
      }),
    ],
  }),
});
const optional = /\/(category|offence|birthDate|nationality|identifiers)$/;
const item = /\/\d+$/;

describe('parseDocument', () => {
  it.each(documentKinds)('accepts a %s', (kind) => {
    const document = aDocumentOf(kind);
    expect(parseDocument(document)).toBe(document);
    expect(isKind(document, kind)).toBe(true);
  });

  it('accepts every member a request may have', () => {
    expect(parseDocument(full)).toBe(full);
  });

  it.each(members(full).filter((path) => !optional.test(path) && !item.test(path)))(
    'refuses a document without %s',
    (path) => {
      const field = kinds.request.form.find(({ name }) => path === `/body/${name}`);
      const isLink = path === '/body/subjects/0/linkToPurpose';
      const always = field?.onlyIf === undefined ? field?.mandatory : undefined;
      const mandatory = isLink ? 'art. 4(3)(d)' : always;
      expect(() => parseDocument(altered(full, path, undefined))).toThrow(
        mandatory === undefined
          ? refused('DOCUMENT_INVALID', 'must have required property')
          : refused(
              'ITEM_MISSING',
              `${path.slice('/body'.length)} \\(${mandatory.replaceAll(/[()]/g, '\\$&')}\\)`,
            ),
      );
    },
  );

  it.each(members(full).filter((path) => optional.test(path)))('can do without %s', (path) => {
    expect(() => parseDocument(altered(full, path, undefined))).not.toThrow();
  });

  it.each(members(full))('refuses another type at %s', (path) => {
    for (const wrong of [null, 7.5, [[]], { other: 1 }])
      if (!(path === '/inReplyTo' && wrong === null))
        expect(() => parseDocument(altered(full, path, wrong))).toThrow(
          expect.objectContaining({
            code: /^\/body(\/subjects\/0)?$/.test(path)
              ? expect.stringMatching(/INVALID|MISSING/)
              : 'DOCUMENT_INVALID',
          }),
        );
  });

  it.each([
    '',
    ...members(full).filter((path) => {
      const value = path
        .split('/')
        .slice(1)
        .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], full);
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    }),
  ])('refuses an unknown member in %j and does not repeat its name', (path) => {
    expect(() => parseDocument(altered(full, `${path}/canary`, 'x'))).toThrow(
      expect.objectContaining({
        code: 'DOCUMENT_INVALID',
        message: expect.not.stringContaining('canary'),
      }),
    );
  });

  it.each<[string, unknown, KernelCode]>([
    ['/typ', 'liaise-envelope', 'DOCUMENT_INVALID'],
    ['/v', 2, 'DOCUMENT_INVALID'],
    ['/kind', 'rumour', 'KIND_UNKNOWN'],
    ['/kind', 'constructor', 'KIND_UNKNOWN'],
    ['/kind', 'response', 'DOCUMENT_INVALID'],
    ['/id', aDocumentId('another'), 'DOCUMENT_INVALID'],
    ['/thread', aThreadId('another'), 'DOCUMENT_INVALID'],
    ['/inReplyTo', aDocumentId('another'), 'DOCUMENT_INVALID'],
    ['/signer', aFingerprint('officer').slice(24), 'DOCUMENT_INVALID'],
    ['/recipientKeys', [], 'DOCUMENT_INVALID'],
    ['/recipientKeys', [aFingerprint('a'), aFingerprint('a')], 'DOCUMENT_INVALID'],
    ['/recipientKeys', ['a', 'b', 'c', 'd', 'e'].map(aFingerprint), 'DOCUMENT_INVALID'],
    ['/composedAt', '2026-02-30T00:00:00.000Z', 'DOCUMENT_INVALID'],
    ['/purpose', 'CURIOSITY', 'DOCUMENT_INVALID'],
    ['/handling/codes', [], 'DOCUMENT_INVALID'],
    ['/handling/codes', ['H1', 'H1'], 'DOCUMENT_INVALID'],
    ['/handling/codes', ['H3'], 'DOCUMENT_INVALID'],
    ['/handling/retentionMonths', 0, 'DOCUMENT_INVALID'],
    ['/handling/retentionMonths', 61, 'DOCUMENT_INVALID'],
    ['/handling/retentionMonths', 1.5, 'DOCUMENT_INVALID'],
    ['/body/requestType', 'GOSSIP', 'KIND_UNKNOWN'],
    ['/body/requestType', 'gossip', 'DOCUMENT_INVALID'],
    ['/attachments', Array.from({ length: 33 }, () => anAttachment()), 'DOCUMENT_INVALID'],
    ['/attachments/0/size', -1, 'DOCUMENT_INVALID'],
    ['/attachments/0/size', documentLimits.attachmentBytes + 1, 'DOCUMENT_INVALID'],
    ['/attachments/0/mediaType', 'image', 'DOCUMENT_INVALID'],
  ])('refuses %s = %j', (path, value, code) => {
    expect(() => parseDocument(altered(full, path, value))).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it.each([
    'a/b',
    'a\\b',
    '.',
    '..',
    'a\0',
    'a\nb',
    'a\u0085b',
    'a\u2028b',
    'gpj.\u202Eexe',
    'a\u2066b',
    '',
    'x'.repeat(201),
  ])('refuses the attachment name %j', (name) => {
    expect(() => parseDocument(aDocument({ attachments: [anAttachment({ name })] }))).toThrow(
      refused('DOCUMENT_INVALID', '/attachments/0/name'),
    );
  });

  it.each(['foto.jpg', '...', '.profile', 'фото №1.jpg', 'صورة.png', 'x'.repeat(200)])(
    'accepts the attachment name %j',
    (name) => {
      expect(() =>
        parseDocument(aDocument({ attachments: [anAttachment({ name })] })),
      ).not.toThrow();
    },
  );

  it('accepts H3 with its text', () => {
    const { handling } = aDocument();
    const document = aDocument({
      handling: { ...handling, codes: ['H1', 'H3'], restrictions: 'Not for court.' },
    });
    expect(parseDocument(document)).toBe(document);
  });

  it('an answer names the request it answers, and never itself', () => {
    const answer = aDocumentOf('response');
    expect(() => parseDocument({ ...answer, inReplyTo: null })).toThrow(
      refused('DOCUMENT_INVALID', '/inReplyTo'),
    );
    expect(() => parseDocument({ ...answer, thread: answer.id })).toThrow(
      refused('DOCUMENT_INVALID', '/thread'),
    );
    expect(() => parseDocument({ ...answer, inReplyTo: answer.id })).toThrow(
      refused('DOCUMENT_INVALID', '/inReplyTo'),
    );
  });

  it.each(requestTypeNames)('request type %s by compartment', (type) => {
    const parse = () => parseDocument(aDocument({ body: aRequestBody({ requestType: type }) }));
    if (requestTypes[type].compartment === 'PROTECTION')
      expect(parse).toThrow(refused('NOT_AVAILABLE_YET', '/body/requestType'));
    else expect(parse).not.toThrow();
  });

  it('a type of protection is not open yet, whether it comes with its details or as it was said before it had any', () => {
    for (const requestType of ['PROTECTION', 'WELFARE_REFERRAL'] as const) {
      const { details, ...without } = aRequestBody({ requestType });
      expect(details).toBeDefined();
      expect(() => parseDocument(aDocument({ body: without }))).toThrow(
        refused('NOT_AVAILABLE_YET', '/body/requestType'),
      );
      const wrong = aRequestWith(requestType, 'consent', { given: 'PERHAPS' });
      expect(() => parseDocument(aDocument({ body: wrong }))).toThrow(
        refused('DOCUMENT_INVALID', '/details/consent'),
      );
    }
  });

  it.each(requestTypeNames)('%s has its own details, and no other type has them', (type) => {
    const parse = (body: RequestBody) => () => parseBody('request', body);
    const body = aRequestBody({ requestType: type });
    const { details, ...without } = body;
    if (requestTypes[type].details === null) {
      expect(details).toBeUndefined();
      expect(parse({ ...body, details: {} })).toThrow(refused('DOCUMENT_INVALID', '/details'));
    } else {
      const given = details as Readonly<Record<string, unknown>>;
      expect(parse(without)).toThrow(refused('DOCUMENT_INVALID', 'details'));
      for (const name of Object.keys(given)) {
        const wrong = { ...given, [name]: 7.5 };
        expect(parse({ ...body, details: wrong })).toThrow(
          refused('DOCUMENT_INVALID', `/details/${name}`),
        );
      }
      expect(parse({ ...body, details: { ...given, canary: 1 } })).toThrow(
        refused('DOCUMENT_INVALID', '/details must NOT'),
      );
    }
  });

  it.each([
    { urgent: false, urgencyGrounds: [], urgencyReasons: '' },
    { urgencyGrounds: ['LOSS_OF_RELEVANCE'] },
  ] as const)('risk to life is urgent by that ground: %j', (members) => {
    const body = aRequestBody({ requestType: 'RISK_TO_LIFE', ...members });
    expect(() => parseBody('request', body)).toThrow(refused('DOCUMENT_INVALID', '/urgen'));
  });

  it('names every item that the law asks for and that is missing or blank, with its article', () => {
    const { facts, ...body } = aRequestBody({ informationRequested: ' \n', underlyingOffence: '' });
    expect(facts).not.toBe('');
    expect(() => parseBody('request', body)).toThrow(
      expect.objectContaining({
        code: 'ITEM_MISSING',
        detail:
          '/informationRequested (art. 4(3)(a)); /facts (art. 4(3)(b)); /underlyingOffence (art. 4(3)(b))',
      }),
    );
  });

  const urgent = { urgent: true, urgencyGrounds: ['LOSS_OF_RELEVANCE'] } as const;
  const blank = aSubject({ linkToPurpose: ' \t' });
  it.each<[string, DocumentKind, unknown, string]>([
    ['no facts of urgency', 'request', aRequestBody(urgent), '/urgencyReasons (art. 4(3)(e))'],
    [
      'blank facts of urgency',
      'request',
      aRequestBody({ ...urgent, urgencyReasons: ' ' }),
      '/urgencyReasons (art. 4(3)(e))',
    ],
    [
      'a person without a link to the purpose',
      'request',
      aRequestBody({ subjects: [aSubject(), blank, blank] }),
      '/subjects/1/linkToPurpose (art. 4(3)(d)); /subjects/2/linkToPurpose (art. 4(3)(d))',
    ],
    [
      'a refusal of nothing',
      'refusal',
      { ...bodyOf.refusal(), refusedPart: ' \n' },
      '/refusedPart (art. 6(1))',
    ],
  ])('names what is blank: %s', (_, kind, body, detail) => {
    expect(() => parseBody(kind, body)).toThrow(
      expect.objectContaining({ code: 'ITEM_MISSING', detail }),
    );
  });

  it('takes no blank link to the purpose in an answer either', () => {
    const body = { ...bodyOf.response(), subjects: [blank] };
    expect(() => parseBody('response', body)).toThrow(
      refused('DOCUMENT_INVALID', '/subjects/0/linkToPurpose'),
    );
  });

  it.each([undefined, null, 'x', 1, [], [aDocument()]])('refuses %j', (value) => {
    expect(() => parseDocument(value)).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_INVALID' }),
    );
  });
});

describe('parseBody', () => {
  it.each(documentKinds.flatMap((kind) => documentKinds.map((other) => [kind, other] as const)))(
    'the schema of %s judges the body of %s',
    (kind, other) => {
      const parse = () => parseBody(kind, bodyOf[other]());
      // Both withdrawals have the same body; the document names its kind.
      const isAlike = kind === 'data-subject-withdrawal' && other === 'withdrawal';
      if (kind === other || isAlike) expect(parse).not.toThrow();
      else
        expect(parse).toThrow(
          expect.objectContaining({ code: expect.stringMatching(/DOCUMENT_INVALID|ITEM_MISSING/) }),
        );
    },
  );

  it.each<[string, Parameters<typeof aRequestBody>[0], boolean]>([
    [
      'urgent with ground and reasons',
      { urgent: true, urgencyGrounds: ['LOSS_OF_RELEVANCE'], urgencyReasons: 'The ferry leaves.' },
      true,
    ],
    ['urgent without ground', { urgent: true, urgencyReasons: 'The ferry leaves.' }, false],
    ['not urgent with a ground', { urgencyGrounds: ['LOSS_OF_RELEVANCE'] }, false],
    ['not urgent with reasons', { urgencyReasons: 'x' }, false],
    [
      'a ground twice',
      {
        urgent: true,
        urgencyGrounds: ['LOSS_OF_RELEVANCE', 'LOSS_OF_RELEVANCE'],
        urgencyReasons: 'x',
      },
      false,
    ],
    ['language of five letters', { language: 'latin' }, false],
    ['facts of 32 000 characters', { facts: '\u{1F6A2}'.repeat(32_000) }, true],
    ['facts of 32 001 characters', { facts: 'x'.repeat(32_001) }, false],
    ['a hundred subjects', { subjects: Array.from({ length: 100 }, () => aSubject()) }, true],
    ['101 subjects', { subjects: Array.from({ length: 101 }, () => aSubject()) }, false],
    [
      'born on 29 February of a leap year',
      { subjects: [aSubject({ birthDate: '2000-02-29' })] },
      true,
    ],
    ['born on 30 February', { subjects: [aSubject({ birthDate: '2000-02-30' })] }, false],
    [
      '17 identifiers',
      {
        subjects: [
          aSubject({ identifiers: Array.from({ length: 17 }, () => ({ type: 'a', value: 'b' })) }),
        ],
      },
      false,
    ],
  ])('%s', (_name, body, accepted) => {
    const parse = () => parseBody('request', aRequestBody(body));
    if (accepted) expect(parse).not.toThrow();
    else expect(parse).toThrow(expect.objectContaining({ code: 'DOCUMENT_INVALID' }));
  });
});

describe('isDocumentKind', () => {
  it.each(['toString', '__proto__', '', 'Request', 1, null])('refuses %j', (value) => {
    expect(isDocumentKind(value)).toBe(false);
  });
});
