import { kinds, type Field } from '#kernel';
import { say } from '#language/console';
import { CliError } from '../../errors.js';
import { offered, stillAsked, type Asked } from './asked.js';
import { isBag, shapeAt, withSetting, wordIn, type Bag, type Blank } from './filling.js';
import { formOfText } from './flaws.js';
import { labelAt } from './labels.js';

const mostLines = 400;
const mostTries = 3;

type Ask = (question: string) => Promise<string | undefined>;

/**
 * Asks for the members that the draft lacks, required members first. `note` gets the draft after each answer. @throws
 * CliError CLI_NOT_CONFIRMED if the person ends the input or leaves a required member empty three times
 */
export async function askMissing(
  blank: Blank,
  draft: Bag,
  ask: Ask,
  note: (draft: Bag) => void = () => undefined,
): Promise<Bag> {
  const filled = await askSubjects(blank, await askRequired(blank, draft, ask, note), ask, note);
  return askOffered(blank, filled, ask, note);
}

async function askRequired(
  blank: Blank,
  draft: Bag,
  ask: Ask,
  note: (draft: Bag) => void,
): Promise<Bag> {
  let filled = draft;
  // An answer may demand more: a limited consent needs its reasons. Each answer leaves fewer members.
  for (let [next] = stillAsked(blank, filled); next; [next] = stillAsked(blank, filled)) {
    const [before, asked] = [filled, next];
    const set = (value: string): Bag => withSetting(blank, before, { path: asked.path, value });
    filled = set(await answerTo(asked, ask, (begun) => note(set(begun))));
    note(filled);
  }
  return filled;
}

const mostOffered = 500;

// Each member once; an answer may begin a part, or a row, whose other members are then asked for.
async function askOffered(
  blank: Blank,
  draft: Bag,
  ask: Ask,
  note: (draft: Bag) => void,
): Promise<Bag> {
  let filled = draft;
  const done = new Set<string>();
  for (let n = 0; n < mostOffered; n += 1) {
    const next = offered(blank, filled).find(({ path }) => !done.has(path.join('.')));
    if (next === undefined) break;
    done.add(next.path.join('.'));
    const [before, { path }] = [filled, next];
    const set = (value: string): Bag => withSetting(blank, before, { path, value });
    const value = await answerIfAny(next, ask, (begun) => note(set(begun)));
    if (value === '') continue;
    filled = set(value);
    note(filled);
    filled = await askRequired(blank, filled, ask, note);
  }
  return filled;
}

const mostSubjects = 20;
const rowQuestions = ['name', 'category', 'offence', 'birthDate', 'nationality', 'linkToPurpose'];
const ofPersons = ['category', 'offence', 'birthDate', 'nationality'];

// Asks for persons and things one after another; an empty line leaves an optional member out, or ends the list.
async function askSubjects(
  blank: Blank,
  draft: Bag,
  ask: Ask,
  note: (draft: Bag) => void,
): Promise<Bag> {
  const form = kinds[blank.kind].form.find(({ name }) => name === 'subjects');
  const before = isBag(draft['body']) ? draft['body']['subjects'] : undefined;
  if (form === undefined || (Array.isArray(before) && before.length > 0)) return draft;
  let filled = draft;
  for (let i = 0; i < mostSubjects; i += 1) {
    const at = ['subjects', String(i)];
    const types = shapeAt(blank, [...at, 'type'])?.enum ?? [];
    const label = labelAt(blank, ['subjects']);
    const question = say('formsAsking.question', { label, types: types.join(', ') });
    const type = wordIn(types, await line(ask, question));
    if (type === '') break;
    filled = withSetting(blank, filled, { path: [...at, 'type'], value: type });
    note(filled);
    for (const field of rowsOf(form, type)) {
      filled = await askMember(blank, filled, [at, field], ask);
      note(filled);
    }
  }
  return filled;
}

async function askMember(
  blank: Blank,
  draft: Bag,
  [at, { name, optional }]: readonly [readonly string[], Field],
  ask: Ask,
): Promise<Bag> {
  const path = [...at, name];
  const shape = shapeAt(blank, path);
  const form = shape === undefined || shape.enum !== undefined ? undefined : formOfText(shape);
  const asked = {
    ...{ path, label: labelAt(blank, path), allowed: shape?.enum ?? [], lines: false },
    ...(form !== undefined && { form }),
  };
  const value = await (optional === true
    ? line(ask, questionOf(asked, say('formsAsking.mayBeEmpty')))
    : answerTo(asked, ask));
  return value === '' ? draft : withSetting(blank, draft, { path, value });
}

const rowsOf = ({ fields = [] }: Field, type: string): readonly Field[] =>
  fields.filter(
    ({ name }) => rowQuestions.includes(name) && (type === 'PERSON' || !ofPersons.includes(name)),
  );

const unfilled = (): CliError =>
  new CliError('CLI_NOT_CONFIRMED', say('formsAsking.formNotFilled'));

async function line(ask: Ask, question: string): Promise<string> {
  const typed = await ask(question);
  if (typed === undefined) throw unfilled();
  return typed.trim();
}

function questionOf({ label, allowed, lines, form }: Asked, more = ''): string {
  const words = allowed.join(', ');
  const both = say('joined.parts', { one: words, other: form ?? '' });
  const hint = words !== '' && form !== undefined ? both : (form ?? words);
  const choice = hint === '' ? '' : ` (${hint})`;
  const ends = lines ? say('formsAsking.emptyLineEnds') : '';
  return say('formsAsking.ask', { asked: `${label}${choice}${more}${ends}` });
}

// `note` gets the lines of an answer that the person broke off.
async function answerTo(
  asked: Asked,
  ask: Ask,
  note: (begun: string) => void = () => undefined,
): Promise<string> {
  const question = questionOf(asked);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const said = await textFrom(asked, question, ask, note);
    if (said !== '') return said;
  }
  throw new CliError(
    'CLI_NOT_CONFIRMED',
    say('formsAsking.notFilled', { path: asked.path.join('.') }),
  );
}

const answerIfAny = (asked: Asked, ask: Ask, note: (begun: string) => void): Promise<string> => {
  const more = asked.isRow ? say('formsAsking.noMore') : say('formsAsking.mayBeEmpty');
  return textFrom(asked, questionOf(asked, more), ask, note);
};

async function textFrom(
  { lines }: Asked,
  question: string,
  ask: Ask,
  note: (begun: string) => void,
): Promise<string> {
  const first = await line(ask, question);
  if (first === '' || !lines) return first;
  const all = [first];
  while (all.length < mostLines) {
    const next = await ask('  ');
    if (next === undefined) {
      note(all.join('\n'));
      throw unfilled();
    }
    if (next.trim() === '') break;
    all.push(next.trim());
  }
  return all.join('\n');
}
