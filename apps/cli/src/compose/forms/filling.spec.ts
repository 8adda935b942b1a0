import { describe, expect, it } from '@jest/globals';
import { isRefusedType, requestTypeNames } from '#kernel';
import { parseAnswerDraft, parseOpeningDraft } from '../draft.js';
import { stillAsked } from './asked.js';
import { askMissing } from './asking.js';
import {
  blankOf,
  mainText,
  parseSetting,
  withFile,
  withSetting,
  type Bag,
  type Blank,
} from './filling.js';
import { answerKinds } from './forms.js';

const incident: Blank = { kind: 'request', type: 'BORDER_INCIDENT' };
const set = (blank: Blank, ...settings: string[]): Bag =>
  settings
    .map(parseSetting)
    .reduce((draft, each) => withSetting(blank, draft, each), blankOf(blank));

const subject = ['type=vehicle', 'name=White van', 'linkToPurpose=Carried eleven persons.'];
const answers: Readonly<Record<string, string>> = {
  to: 'xb/Border-Police',
  purpose: 'detection',
  happenedAt: '2026-03-14T12:00:00.000Z',
  border: 'land',
};

describe('a form', () => {
  it('asks for all that the schema needs and gives a draft that is taken, by questions alone', async () => {
    const start = set(incident, ...subject.map((each) => `subjects.0.${each}`));
    const questions: string[] = [];
    const labels = new Map(
      stillAsked(incident, start).map(({ path, label }) => [label, path.at(-1) ?? '']),
    );
    let inLines = false;
    const filled = await askMissing(incident, start, (question) => {
      questions.push(question);
      const name = labels.get(question.replace(/( \([^)]*\))?(; an empty line ends it)?: $/, ''));
      const text = inLines && name === undefined ? '' : (answers[name ?? ''] ?? 'Some words.');
      inLines = question.includes('an empty line ends it');
      return Promise.resolve(text);
    });
    expect(questions.slice(0, 2)).toEqual([
      'To whom, as STATE/authority: ',
      expect.stringMatching(/^Purpose \(INVESTIGATION, |^Purpose \(/),
    ]);
    const draft = parseOpeningDraft('request', 'form', JSON.stringify(filled));
    expect(draft).toMatchObject({
      to: { state: 'XB', authority: 'border-police' },
      purpose: 'DETECTION',
      body: { requestType: 'BORDER_INCIDENT', facts: 'Some words.', details: { border: 'LAND' } },
    });
    expect(stillAsked(incident, filled)).toEqual([]);
  });

  it.each(requestTypeNames.filter((type) => !isRefusedType(type)))(
    'of type %s begins with what is nearly always the same',
    (type) => {
      const paths = stillAsked({ kind: 'request', type }, blankOf({ kind: 'request', type }));
      const names = paths.map(({ path }) => path.join('.'));
      expect(names).toContain('facts');
      expect(names.includes('urgencyReasons')).toBe(type === 'RISK_TO_LIFE');
      expect(names.includes('underlyingOffence')).toBe(type !== 'RISK_TO_LIFE');
      expect(names).not.toContain('requestType');
    },
  );

  it.each(answerKinds)('of kind %s has a text', (kind) => {
    expect(mainText({ kind })).toHaveLength(1);
  });

  it('of an answer is filled by its text and purpose alone', () => {
    const blank: Blank = { kind: 'response' };
    const filled = set(blank, 'information=Nobody known.', 'purpose=prevention', 'final=no');
    expect(parseAnswerDraft('form', JSON.stringify(filled))).toMatchObject({
      ...{ kind: 'response', purpose: 'PREVENTION' },
      body: { final: false, information: 'Nobody known.' },
    });
  });

  it('asks for persons and things, one after another, and leaves out what is not said', async () => {
    const start = set({ kind: 'response' }, 'purpose=PREVENTION', 'information=Two of them.');
    const said = ['person', 'Kask, Oskar', 'witness', '', '1984-05-30', '', 'Sold the van.'];
    const left = [...said, 'vehicle', 'White van', 'Was sold.', ''];
    const filled = await askMissing({ kind: 'response' }, start, () =>
      Promise.resolve(left.shift()),
    );
    expect(left).toEqual([]);
    const link = { name: 'Kask, Oskar', category: 'WITNESS', linkToPurpose: 'Sold the van.' };
    expect(parseAnswerDraft('form', JSON.stringify(filled)).body).toMatchObject({
      subjects: [
        { type: 'PERSON', birthDate: '1984-05-30', ...link },
        { type: 'VEHICLE', name: 'White van', linkToPurpose: 'Was sold.' },
      ],
    });
  });

  it('notes the lines of an answer that was broken off, and a person of whom not all was said', async () => {
    const blank: Blank = { kind: 'response' };
    const brokenOff = async (start: Bag, ...said: string[]): Promise<Bag | undefined> => {
      let noted: Bag | undefined;
      const note = (draft: Bag): void => {
        noted = draft;
      };
      const filled = askMissing(blank, start, () => Promise.resolve(said.shift()), note);
      await expect(filled).rejects.toMatchObject({ code: 'CLI_NOT_CONFIRMED' });
      return noted;
    };
    const purposed = set(blank, 'purpose=PREVENTION');
    expect(await brokenOff(purposed, 'One.', 'Two.')).toMatchObject({
      body: { information: 'One.\nTwo.' },
    });
    const withInformation = set(blank, 'purpose=PREVENTION', 'information=Two of them.');
    expect(await brokenOff(withInformation, 'person', 'Kask, Oskar')).toMatchObject({
      body: { subjects: [{ type: 'PERSON', name: 'Kask, Oskar' }] },
    });
  });

  it('ends where the person ends the input or says nothing three times', async () => {
    for (const said of [undefined, ''])
      await expect(
        askMissing({ kind: 'response' }, blankOf({ kind: 'response' }), () =>
          Promise.resolve(said),
        ),
      ).rejects.toMatchObject({ code: 'CLI_NOT_CONFIRMED' });
  });
});

describe('a member that is set', () => {
  it('has the type of its schema; a word of a list in capitals or not', () => {
    const vessel: Blank = { kind: 'request', type: 'VESSEL' };
    const filled = set(
      vessel,
      ...[
        'urgent=yes',
        'urgencyGrounds=threat-life-integrity',
        'details.measures=confirm-registry',
      ],
      ...[
        'subjects.0.name=A=B',
        'subjects.1.name=C',
        'handling.retentionMonths=24',
        'body.facts=f',
      ],
    );
    expect(filled).toMatchObject({
      handling: { codes: ['H1'], retentionMonths: 24 },
      body: {
        ...{ urgent: true, urgencyGrounds: ['THREAT_LIFE_INTEGRITY'], facts: 'f' },
        details: { measures: ['CONFIRM_REGISTRY'] },
        subjects: [{ name: 'A=B' }, { name: 'C' }],
      },
    });
  });

  it('that there is not is left to the check, which names the nearest', () => {
    const filled = set({ kind: 'response' }, 'purpose=PREVENTION', 'informaton=x');
    expect(() => parseAnswerDraft('form', JSON.stringify(filled))).toThrow('nearest: information');
  });

  it.each([
    'facts',
    '=x',
    '__proto__.a=1',
    'a..b=1',
    'A=1',
    'subjects.123.name=x',
    'a.b.c.d.e.f.g=1',
  ])('cannot be written as %s', (text) => {
    expect(() => parseSetting(text)).toThrow('MEMBER=VALUE');
  });

  it('never reaches beyond the draft, nor leaves gaps in a list', () => {
    const filled = set({ kind: 'response' }, 'constructor.prototype.x=1');
    expect(Object.hasOwn(filled['body'] as object, 'constructor')).toBe(true);
    expect(({} as Bag)['x']).toBeUndefined();
    expect(() => set({ kind: 'response' }, 'subjects.3.name=x')).toThrow('next number');
    expect(() => set({ kind: 'response' }, 'subjects=three')).toThrow('JSON is needed');
  });

  it('stands over what a file says, and a file over the blank form; its kind is implied', () => {
    const blank: Blank = { kind: 'response' };
    const file = (kind?: string) =>
      JSON.stringify({ kind, purpose: 'PREVENTION', body: { information: 'x' } });
    expect(withFile(blank, blankOf(blank), 'a.json', file())).toEqual({
      ...{ kind: 'response', purpose: 'PREVENTION' },
      body: { final: true, information: 'x' },
    });
    expect(() => withFile(blank, blankOf(blank), 'a.json', file('refusal'))).toThrow(
      'kind: expected',
    );
    expect(() => withFile(blank, blankOf(blank), 'a.json', '[]')).toThrow('expected an object');
  });
});
