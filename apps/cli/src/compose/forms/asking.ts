import { deskPurposes, kinds, requestTypes, type DocumentKind, type Field } from '#kernel';
import { say } from '#language/console';
import { CliError } from '../../errors.js';
import {
  has,
  isBag,
  memberPath,
  shapeAt,
  withSetting,
  wordIn,
  type Bag,
  type Blank,
} from './filling.js';
import { labelAt } from './labels.js';

export interface Asked {
  readonly path: readonly string[];
  readonly label: string;
  readonly allowed: readonly string[];
  readonly lines: boolean;
}

// Members that are taken from the named documents themselves.
const unaskable: readonly string[] = ['enclosed', 'files', 'itemSha256'];

type Demands = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
const consentOf = ['scope', 'judicialInstrumentNeeded', 'mayNameSource'];

// Optional members that become required by the value of another member.
const demands: Readonly<Partial<Record<DocumentKind, Demands>>> = {
  recall: { what: { NARROW: ['handling'] } },
  'evidence-consent': {
    outcome: { GRANTED: consentOf, LIMITED: [...consentOf, 'reason'], REFUSED: ['reason'] },
    scope: { NAMED_PROCEEDINGS: ['proceedings'] },
  },
};

// True for a member that the value of another member requires, such as the reasons for urgency.
const isDemanded = ({ kind }: Blank, { name, onlyIf }: Field, bag: Bag): boolean =>
  (onlyIf !== undefined && bag[onlyIf] === true) ||
  Object.entries(demands[kind] ?? {}).some(
    ([by, values]) => values[String(bag[by])]?.includes(name) === true,
  );

const isOfDocuments = ({ control, fields = [] }: Field): boolean =>
  control === 'rows' && fields.some(({ control: each }) => each === 'document');

// Parts of requests and lists of other things are written with --edit or --set.
const isAskable = ({ kind }: Blank, field: Field): boolean =>
  !unaskable.includes(field.control) &&
  !unaskable.includes(field.name) &&
  (field.control !== 'part' || kind !== 'request') &&
  (field.control !== 'rows' || isOfDocuments(field));

function isNeeded(blank: Blank, field: Field, bag: Bag): boolean {
  if (!isAskable(blank, field)) return false;
  if (isDemanded(blank, field, bag)) return true;
  const { exceptFor, mandatory, optional, onlyIf } = field;
  const isExcepted = exceptFor !== undefined && exceptFor.value === blank.type;
  return optional !== true || (mandatory !== undefined && onlyIf === undefined && !isExcepted);
}

const isFilled = (blank: Blank, field: Field, bag: Bag): boolean =>
  Object.hasOwn(bag, field.name) && !(isDemanded(blank, field, bag) && bag[field.name] === '');

function askedOf(
  blank: Blank,
  form: readonly Field[],
  at: readonly string[],
  value: unknown,
): Asked[] {
  const bag = isBag(value) ? value : {};
  return form.flatMap((field): Asked[] => {
    const path = memberPath(at, field.name);
    if (field.name === 'details' && blank.type !== undefined)
      return askedOf(blank, requestTypes[blank.type].form, path, bag['details']);
    if (!isNeeded(blank, field, bag)) return [];
    if (field.control === 'part') return askedOf(blank, field.fields ?? [], path, bag[field.name]);
    if (isFilled(blank, field, bag)) return [];
    return [askedFor(blank, field, path)];
  });
}

function askedFor(blank: Blank, { control }: Field, path: readonly string[]): Asked {
  const shape = shapeAt(blank, path[0] === 'body' ? path.slice(1) : path);
  const words = shape?.enum ?? shape?.items?.enum ?? [];
  const allowed = control === 'tick' ? ['yes', 'no'] : words;
  const ids = ['document', 'documents', 'rows'].includes(control) ? say('formsAsking.byItsId') : '';
  return { path, label: `${labelAt(blank, path)}${ids}`, allowed, lines: control === 'lines' };
}

/** Members that the form requires and the draft lacks, in the order of the form. Pure. */
export function stillAsked(blank: Blank, draft: Bag): readonly Asked[] {
  const opening = blank.kind === 'request' && !has(draft, 'to');
  const plain = { allowed: [], lines: false };
  const to = { ...plain, path: ['to'], label: say('formsAsking.whomStateAuthority') };
  const purpose = {
    ...plain,
    path: ['purpose'],
    label: say('label.purpose'),
    allowed: deskPurposes,
  };
  return [
    ...(opening ? [to] : []),
    ...(has(draft, 'purpose') ? [] : [purpose]),
    ...askedOf(blank, kinds[blank.kind].form, [], draft['body']),
  ];
}

const mostLines = 400;
const mostTries = 3;

/** Draft for an editor: each required member that is missing is added with an empty value. Pure. */
export const withGaps = (blank: Blank, draft: Bag): Bag =>
  stillAsked(blank, draft).reduce(
    (filled, { path }) => withSetting(blank, filled, { path, value: '' }),
    draft,
  );

/**
 * Asks the person for each missing member, then for subjects such as persons and vessels. `note` gets the draft after each
 * answer. @throws CliError CLI_NOT_CONFIRMED if the person ends the input or leaves a required member empty three times
 */
export async function askMissing(
  blank: Blank,
  draft: Bag,
  ask: (question: string) => Promise<string | undefined>,
  note: (draft: Bag) => void = () => undefined,
): Promise<Bag> {
  let filled = draft;
  // An answer may demand more: a limited consent needs its reasons. Each answer leaves fewer members.
  for (let [next] = stillAsked(blank, filled); next; [next] = stillAsked(blank, filled)) {
    const [before, asked] = [filled, next];
    const set = (value: string): Bag => withSetting(blank, before, { path: asked.path, value });
    filled = set(await answerTo(asked, ask, (begun) => note(set(begun))));
    note(filled);
  }
  return askSubjects(blank, filled, ask, note);
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
  const label = labelAt(blank, path);
  const asked = { path, label, allowed: shapeAt(blank, path)?.enum ?? [], lines: false };
  const value = await (optional === true
    ? line(ask, questionOf(asked, say('formsAsking.mayBeEmpty')))
    : answerTo(asked, ask));
  return value === '' ? draft : withSetting(blank, draft, { path, value });
}

const rowsOf = ({ fields = [] }: Field, type: string): readonly Field[] =>
  fields.filter(
    ({ name }) => rowQuestions.includes(name) && (type === 'PERSON' || !ofPersons.includes(name)),
  );

type Ask = (question: string) => Promise<string | undefined>;

const unfilled = (): CliError =>
  new CliError('CLI_NOT_CONFIRMED', say('formsAsking.formNotFilled'));

async function line(ask: Ask, question: string): Promise<string> {
  const typed = await ask(question);
  if (typed === undefined) throw unfilled();
  return typed.trim();
}

function questionOf({ label, allowed, lines }: Asked, more = ''): string {
  const choice = allowed.length === 0 ? '' : ` (${allowed.join(', ')})`;
  const ends = lines ? say('formsAsking.emptyLineEnds') : more;
  return say('formsAsking.ask', { asked: `${label}${choice}${ends}` });
}

// `note` gets the lines of an answer that the person broke off.
async function answerTo(
  asked: Asked,
  ask: Ask,
  note: (begun: string) => void = () => undefined,
): Promise<string> {
  const { path, lines } = asked;
  const question = questionOf(asked);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const first = await line(ask, question);
    if (first === '') continue;
    if (!lines) return first;
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
  throw new CliError('CLI_NOT_CONFIRMED', say('formsAsking.notFilled', { path: path.join('.') }));
}
