import { describe, expect, it } from '@jest/globals';
import { speak } from '#language/speak';
import { parseAnswerDraft } from '../draft.js';
import { offered, stillAsked, withGaps, withoutGaps } from './asked.js';
import { askMissing } from './asking.js';
import { blankOf, parseSetting, withSetting, type Bag, type Blank } from './filling.js';

const set = (blank: Blank, ...settings: string[]): Bag =>
  settings
    .map(parseSetting)
    .reduce((draft, each) => withSetting(blank, draft, each), blankOf(blank));

// Answers the first question that contains the words of an answer; others get an empty line.
function asker(by: readonly (readonly [string, string])[]) {
  const left = [...by];
  return (question: string) => {
    const at = left.findIndex(([words]) => question.includes(words));
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return Promise.resolve(found?.[1] ?? '');
  };
}

async function answered(blank: Blank, start: Bag, by: readonly (readonly [string, string])[]) {
  const questions: string[] = [];
  const answer = asker(by);
  const filled = await askMissing(blank, start, (question) => {
    questions.push(question);
    return answer(question);
  });
  return { draft: parseAnswerDraft('form', JSON.stringify(filled)), filled, questions };
}

const document = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const hashed = (draft: Bag, ...names: string[]): Bag => {
  const body = draft['body'] as Bag;
  const each = (list: unknown) =>
    (list as Bag[]).map((row) => ({ ...row, sha256: '5a'.repeat(32) }));
  const lists = names.map((name) => [name, each(body[name])] as const);
  return { ...draft, body: { ...body, ...Object.fromEntries(lists) } };
};
const inProceedings = [
  ['Investigation, prosecution', 'prosecution'],
  ['Court or authority', 'Regional court'],
  ['Its reference', '12 Js 345/26'],
  ['State whose', 'XA'],
] as const;

describe('a formal document', () => {
  const formal = [
    ['authority that makes', 'Prosecutor'],
    ['Subject matter', 'Prosecution of two.'],
    ['Name and functions', 'Prosecutor, who leads'],
    ...inProceedings,
    ['Summary of the relevant facts', 'It landed.'],
    ['What kind of assistance', 'originals-certified-copies, other'],
    ['The assistance sought', 'A copy of the register.'],
    ['sought for', 'To prove who owned it.'],
    ['Language of the request', 'en'],
  ] as const;

  it('that asks is filled in line by line, with persons and documents, and what may be left out', async () => {
    const blank: Blank = { kind: 'formal-request' };
    const more = [
      ['Identity', 'N. N.'],
      ['Location', 'Port of XB'],
      ['Nationality', 'XB'],
      ['Identity', 'O. Kask'],
      ['Offences', 'Section 326'],
      ['informal exchange', document],
      ['consents by which', document],
    ] as const;
    const filled = await askMissing(
      blank,
      set(blank, 'purpose=INVESTIGATION'),
      asker([...formal, ...more]),
    );
    const whole = hashed(filled, 'informalExchangeRefs', 'consentRefs');
    const refs = (whole['body'] as Bag)['informalExchangeRefs'] as Bag[];
    const body = {
      ...(whole['body'] as Bag),
      informalExchangeRefs: [{ ...refs[0], attachments: [] }],
    };
    expect(parseAnswerDraft('form', JSON.stringify({ ...whole, body })).body).toMatchObject({
      ...{ purpose: 'To prove who owned it.', offences: 'Section 326', urgency: '' },
      assistanceTypes: ['ORIGINALS_CERTIFIED_COPIES', 'OTHER'],
      proceedings: { kind: 'PROSECUTION', jurisdiction: 'XA' },
      persons: [
        { identity: 'N. N.', location: 'Port of XB', nationality: 'XB' },
        { identity: 'O. Kask', location: '', nationality: '' },
      ],
      consentRefs: [{ document }],
    });
  });

  it('that asks to serve documents needs no facts', async () => {
    const blank: Blank = { kind: 'formal-request' };
    const served = formal
      .filter(([words]) => !words.startsWith('Summary'))
      .map(
        ([words, said]) =>
          [words, words.startsWith('What kind') ? 'serve-documents' : said] as const,
      );
    const { draft } = await answered(blank, set(blank, 'purpose=INVESTIGATION'), served);
    expect(draft.body).not.toHaveProperty('facts');
  });

  it('that is unfinished has what was said alone, and a part that was begun is finished', async () => {
    const blank: Blank = { kind: 'formal-request-draft' };
    const start = set(blank, 'purpose=INVESTIGATION');
    const { draft, questions } = await answered(blank, start, [
      ['authority that makes', 'Prosecutor'],
      ...inProceedings,
      ['look at', 'Is it enough?'],
    ]);
    expect(draft.body).toEqual({
      ...{ requestingAuthority: 'Prosecutor', remarks: 'Is it enough?' },
      proceedings: expect.objectContaining({ reference: '12 Js 345/26' }) as unknown,
    });
    expect(questions.filter((each) => !each.includes('may be empty')).length).toBe(5);
    const edited = withoutGaps(
      blank,
      withSetting(blank, withGaps(blank, start), { path: ['remarks'], value: 'x' }),
    );
    expect(parseAnswerDraft('form', JSON.stringify(edited)).body).toEqual({ remarks: 'x' });
  });

  it('that answers asks for the reasons of a refusal, and for documents only where it was executed', async () => {
    const blank: Blank = { kind: 'formal-answer' };
    const start = set(blank, 'purpose=INVESTIGATION');
    const by = ['authority that executes', 'Prosecutor'] as const;
    const refused = await answered(blank, start, [
      ['What becomes', 'refused'],
      ['Ground of refusal', 'dual-criminality'],
      ['Reasons', 'No offence here.'],
      by,
    ]);
    expect(refused.draft.body).toMatchObject({ ground: 'DUAL_CRIMINALITY', items: [] });
    expect(refused.questions.join()).not.toMatch('handed over');
    const filled = await askMissing(
      blank,
      start,
      asker([
        ['What becomes', 'executed'],
        by,
        ['handed over', document],
        ['Conditions', 'For court.'],
      ]),
    );
    expect(filled['body']).toMatchObject({ items: [{ document }], conditions: 'For court.' });
  });
});

describe('what may be left out', () => {
  const consent = [
    ['Grant, limit', 'granted'],
    ['Which of your documents', document],
    ['authority that decides', 'Prosecutor'],
    ['legal basis', 'Section 12'],
    ['With the information', 'later'],
    ['What for', 'investigation'],
    ['Only by a formal', 'yes'],
    ['Its source', 'no'],
  ] as const;

  it('of a consent is asked for: the custody log, conditions, and until when', async () => {
    const blank: Blank = { kind: 'evidence-consent' };
    const start = set(blank, 'purpose=INVESTIGATION');
    const filled = await askMissing(
      blank,
      start,
      asker([
        ...consent,
        ['custody log', 'yes'],
        ['Conditions', 'Not in public.'],
        ['Until when', '2027-03-14T12:00:00.000Z'],
      ]),
    );
    expect(filled['body']).toMatchObject({
      ...{ custodyRecord: true, conditions: 'Not in public.', reason: '' },
      expiresAt: '2027-03-14T12:00:00.000Z',
    });
    const bare = await askMissing(blank, start, asker(consent));
    expect(bare['body']).not.toHaveProperty('expiresAt');
    expect(bare['body']).not.toHaveProperty('custodyRecord');
    expect(stillAsked(blank, bare)).toEqual([]);
    // A refusal has none of them.
    expect(offered(blank, set(blank, 'outcome=refused'))).toEqual([]);
  });

  it('of a notice becomes required once its material was disclosed', () => {
    const blank: Blank = { kind: 'exculpatory-notice' };
    const names = (stage: string) =>
      stillAsked(blank, set(blank, `stage=${stage}`)).map(({ path }) => path.join('.'));
    expect(names('after-disclosure')).toEqual(
      expect.arrayContaining(['disclosureAt', 'priorNoticeImpossible']),
    );
    expect(names('before-disclosure')).not.toContain('disclosureAt');
  });
});

describe('a question', () => {
  it('says what may be typed, and takes yes and no in the language in use', async () => {
    const blank: Blank = { kind: 'evidence-consent' };
    const asks = (path: string) => {
      const start = set(blank, 'outcome=granted');
      const found = stillAsked(blank, start).find((each) => each.path.join('.') === path);
      return [found?.allowed, found?.form];
    };
    expect(asks('mayNameSource')).toEqual([['yes', 'no'], undefined]);
    expect(asks('items')).toEqual([[], 'by their ids, with commas']);
    const time = stillAsked({ kind: 'delay-notice' }, {}).find(
      ({ path }) => path[0] === 'expectedAt',
    );
    expect(time?.form).toMatch(/^a time in UTC such as 20/);
    expect(set({ kind: 'response' }, 'final=oui')['body']).toMatchObject({ final: 'oui' });
    await speak('fr');
    try {
      expect(asks('mayNameSource')).toEqual([['oui', 'non'], undefined]);
      for (const [word, truth] of [
        ['Oui', true],
        ['non', false],
        ['yes', true],
        ['NO', false],
      ])
        expect(set({ kind: 'response' }, `final=${String(word)}`)['body']).toMatchObject({
          final: truth,
        });
    } finally {
      await speak('en');
    }
  });

  it('is asked for the part that a type of request needs', () => {
    const blank: Blank = { kind: 'request', type: 'NATIONALITY_VERIFICATION' };
    const names = stillAsked(blank, blankOf(blank)).map(({ path }) => path.join('.'));
    expect(names).toEqual(
      expect.arrayContaining(['details.nationality.state', 'details.nationality.basis']),
    );
  });
});
