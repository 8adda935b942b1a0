import { describe, expect, it } from '@jest/globals';
import { aDocumentOf, bodyOf } from '../../../../../test/support/builders.js';
import { liaise } from '../../../../../test/support/command.js';
import {
  documentKinds,
  isOfDataSubject,
  isRefusedType,
  opensThread,
  parseDocument,
  requestTypeNames,
  assertComplete,
  timestamp,
  type Body,
  type DocumentKind,
} from '#kernel';
import { isEvidential } from '#capabilities/evidence/evidential-kinds.model';
import { requireScreened } from '#capabilities/screening/screening.model';
import { assertCategories } from '#capabilities/requests/subjects.model';
import { namedBy } from '../document.js';
import { parseAnswerDraft, parseForwardDraft, parseOpeningDraft, type Draft } from '../draft.js';
import { answerKinds, formKinds, formTypes } from './forms.js';

const printed = async (group: 'request' | 'inbox', word: string) => {
  const { code, out, err } = await liaise([group, 'form', word]);
  expect([code, err]).toEqual([
    0,
    expect.stringMatching(/^(Edit it, then|No file is needed): liaise /),
  ]);
  return { text: out, next: err };
};

function assertTaken({ kind, purpose, body, handling }: Draft): void {
  const draft = { kind, purpose, body, handling } as Draft;
  const inReplyTo = namedBy(draft);
  const document = aDocumentOf(kind, {
    purpose,
    body,
    handling,
    composedAt: timestamp(new Date()),
    ...(inReplyTo !== undefined && { inReplyTo }),
  });
  expect(parseDocument(document)).toBe(document);
  assertComplete(document);
  expect(requireScreened(document)).toBeUndefined();
  assertCategories(document);
}

describe('the form of a request', () => {
  it.each(requestTypeNames.filter((type) => !isRefusedType(type)))(
    'of type %s is taken as it is printed, at both ends',
    async (type) => {
      const { text, next } = await printed('request', type);
      const draft = parseOpeningDraft('request', 'f.json', text);
      expect(draft.body.requestType).toBe(type);
      assertTaken(draft);
      expect(next).toMatch('liaise request send FILE');
      // Upper or lower case, hyphen or underscore.
      const lower = type.toLowerCase().replaceAll('_', '-');
      expect((await liaise(['request', 'form', lower])).out).toBe(text);
    },
  );

  it.each(requestTypeNames.filter(isRefusedType))(
    'of type %s, which is refused, is not printed: that is said',
    async (type) => {
      const { code, out, err } = await liaise(['request', 'form', type]);
      expect([code === 0, out]).toEqual([false, '']);
      expect(err).toMatch('NOT_AVAILABLE_YET');
      expect(err).toMatch(type);
    },
  );

  it('that tells unasked, or hands on, is taken too', async () => {
    const spontaneousForm = await printed('request', 'spontaneous-information');
    assertTaken(parseOpeningDraft('spontaneous-information', 'f.json', spontaneousForm.text));
    const { text } = await printed('request', 'forward');
    const forward = parseForwardDraft('f.json', text);
    const { enclosed } = bodyOf.forward();
    const { handling } = parseOpeningDraft(
      'spontaneous-information',
      'f.json',
      spontaneousForm.text,
    );
    const body: Body<'forward'> = { ...forward.text, enclosed };
    assertTaken({ kind: 'forward', purpose: forward.purpose, handling, body });
  });
});

describe('the form of a later document', () => {
  const later = documentKinds.filter((kind) => !opensThread(kind));

  it.each(later.filter((kind) => !isOfDataSubject(kind)))(
    '%s is taken as it is printed, at both ends',
    async (kind) => {
      const { text, next } = await printed('inbox', kind);
      const draft = parseAnswerDraft('f.json', text);
      expect(draft.kind).toBe(kind);
      assertTaken(draft);
      if (isEvidential(kind)) expect(next).toMatch('liaise inbox evidence THREAD FILE');
      expect((await printed('request', kind)).text).toBe(text);
    },
  );

  it.each<DocumentKind>(['data-subject-request', 'data-subject-answer', 'data-subject-withdrawal'])(
    '%s is one that data protection officers send',
    async (kind) => {
      const { text, next } = await printed('inbox', kind);
      const { purpose, body } = JSON.parse(text) as Pick<Draft, 'purpose' | 'body'>;
      assertTaken({ kind, purpose, body, handling: aDocumentOf(kind).handling });
      expect(next).toMatch('liaise subject ');
    },
  );
});

describe('forms', () => {
  it('are named by the help of both commands, all of them', async () => {
    expect([...formTypes, ...formKinds].length).toBeGreaterThan(35);
    for (const group of ['request', 'inbox']) {
      const { out } = await liaise([group, 'form', '--help']);
      for (const name of [...formTypes, ...formKinds]) expect(out).toMatch(name);
      for (const type of requestTypeNames.filter(isRefusedType))
        expect(out).not.toMatch(new RegExp(`^ *${type} `, 'm'));
    }
  });

  it('are needed for no kind: each has a command that asks for what it needs, or takes plain text', async () => {
    const json: string[] = [];
    for (const name of formKinds) {
      const { next } = await printed('inbox', name);
      const [command = ''] = (/: liaise (.*)/.exec(next)?.[1] ?? '').split(/ (?=[A-Z]{2})/);
      const { out } = await liaise([...command.split(' '), '--help']);
      const file = /^ {2}file +(.*)$/m.exec(out)?.[1] ?? '';
      const isOptional = /^Usage: .*\[file\]/m.test(out);
      if (file.startsWith('JSON') && !isOptional) json.push(`${name}: ${command}`);
      if (isOptional && file.startsWith('JSON')) expect(out).toMatch('--set <member=value>');
    }
    // `inbox reply` has the form of the kinds that `inbox answer` sends from a file.
    const answers = ['acknowledgement', ...answerKinds].map((kind) => `${kind}: inbox answer`);
    expect(json.filter((each) => !answers.includes(each))).toEqual([]);
  });

  it('of another name are refused, and all names are said', async () => {
    for (const word of ['vesel', 'request']) {
      const { code, out, err } = await liaise(['inbox', 'form', word]);
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(word === 'request' ? 'a request has a type' : 'no type or kind');
      for (const name of [...formTypes, ...formKinds]) expect(err).toMatch(name);
    }
  });

  it('name a command that there is', async () => {
    const groups = ['request', 'inbox'] as const;
    for (const group of groups)
      for (const name of [...formTypes, ...formKinds]) {
        const { next } = await printed(group, name);
        const [command = '', rest = ''] = (/: liaise (.*)/.exec(next)?.[1] ?? '').split(
          / (?=[A-Z]{2})/,
        );
        const { code, out } = await liaise([...command.split(' '), '--help']);
        expect([name, code]).toEqual([name, 0]);
        for (const option of `${command} ${rest} ${next}`.match(/--[a-z-]+/g) ?? [])
          expect(out).toMatch(option);
      }
  });
});
