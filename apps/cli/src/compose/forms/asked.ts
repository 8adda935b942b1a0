import {
  deskPurposes,
  kinds,
  opensThread,
  requestTypes,
  type DocumentKind,
  type Field,
} from '#kernel';
import { say } from '#language/console';
import {
  has,
  isBag,
  memberPath,
  requiredOf,
  shapeAt,
  valueAt,
  withSetting,
  type Bag,
  type Blank,
  type Shape,
} from './filling.js';
import { formOfText } from './flaws.js';
import { labelAt } from './labels.js';
import { yesNoWords } from './yes-no.js';

export interface Asked {
  readonly path: readonly string[];
  readonly label: string;
  readonly allowed: readonly string[];
  readonly lines: boolean;
  /** Hint on how to write the answer, such as the format of a time; undefined if there is no hint. */
  readonly form?: string;
  /** True if the question begins a new row of a list. An empty answer ends the list. */
  readonly isRow?: true;
}

// Members that are taken from the named documents themselves.
const unaskable: readonly string[] = ['enclosed', 'files', 'itemSha256', 'sha256'];

type ByValue = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
const consentOf = ['scope', 'judicialInstrumentNeeded', 'mayNameSource'];
const consentMore = ['custodyRecord', 'conditions', 'expiresAt'];

// Optional members that become required by the value of another member.
const demands: Readonly<Partial<Record<DocumentKind, ByValue>>> = {
  recall: { what: { NARROW: ['handling'] } },
  'evidence-consent': {
    outcome: { GRANTED: consentOf, LIMITED: [...consentOf, 'reason'], REFUSED: ['reason'] },
    scope: { NAMED_PROCEEDINGS: ['proceedings'] },
  },
  'exculpatory-notice': { stage: { AFTER_DISCLOSURE: ['disclosureAt', 'priorNoticeImpossible'] } },
  'formal-answer': { outcome: { REFUSED: ['ground', 'reasons'], POSTPONED: ['reasons'] } },
};

// Members that may be left out and are asked for all the same: every one, or those that another member allows.
const offers: Readonly<Partial<Record<DocumentKind, 'ALL' | ByValue>>> = {
  'evidence-consent': { outcome: { GRANTED: consentMore, LIMITED: consentMore } },
  'exculpatory-notice': { stage: { BEFORE_DISCLOSURE: ['disclosureAt'] } },
  'formal-answer': {
    outcome: {
      EXECUTED: ['items', 'reasons', 'conditions'],
      ACKNOWLEDGED: ['reasons'],
      POSTPONED: ['conditions'],
    },
  },
  'formal-request': 'ALL',
  'formal-request-draft': 'ALL',
};

const isNamed = (by: ByValue | undefined, name: string, bag: Bag): boolean =>
  Object.entries(by ?? {}).some(
    ([member, values]) => values[String(bag[member])]?.includes(name) === true,
  );

// True for a member that the value of another member requires, such as the reasons for urgency.
const isDemanded = ({ kind }: Blank, { name, onlyIf }: Field, bag: Bag): boolean =>
  (onlyIf !== undefined && bag[onlyIf] === true) || isNamed(demands[kind], name, bag);

const isOfDocuments = ({ control, fields = [] }: Field): boolean =>
  control === 'rows' && fields.some(({ control: each }) => each === 'document');

// Persons and things are asked for by questions of their own.
const isAskable = ({ name, control }: Field): boolean =>
  !unaskable.includes(control) && !unaskable.includes(name) && name !== 'subjects';

function isExcepted({ exceptFor }: Field, { type }: Blank, bag: Bag): boolean {
  if (exceptFor === undefined) return false;
  const { member, value } = exceptFor;
  const named = member === 'requestType' ? type : bag[member];
  const values: readonly unknown[] = Array.isArray(named) ? named : [named];
  return values.length === 1 && values[0] === value;
}

function isNeeded(blank: Blank, field: Field, bag: Bag): boolean {
  if (!isAskable(field)) return false;
  if (isDemanded(blank, field, bag)) return true;
  // A list that may be empty is offered at most.
  if (field.control === 'rows' && !isOfDocuments(field)) return false;
  const { mandatory, optional, onlyIf } = field;
  return (
    optional !== true ||
    (mandatory !== undefined && onlyIf === undefined && !isExcepted(field, blank, bag))
  );
}

const isFilled = (blank: Blank, field: Field, bag: Bag): boolean =>
  has(bag, field.name) && !(isDemanded(blank, field, bag) && bag[field.name] === '');

// A member whose exception depends on another one comes after it.
const inOrder = (form: readonly Field[], bag: Bag): readonly Field[] => {
  const waits = ({ exceptFor }: Field): boolean =>
    exceptFor !== undefined && !has(bag, exceptFor.member);
  return [...form.filter((field) => !waits(field)), ...form.filter(waits)];
};

function askedOf(
  blank: Blank,
  form: readonly Field[],
  at: readonly string[],
  value: unknown,
): Asked[] {
  const bag = isBag(value) ? value : {};
  return inOrder(form, bag).flatMap((field): Asked[] => {
    const path = memberPath(at, field.name);
    if (field.name === 'details' && blank.type !== undefined)
      return askedOf(blank, requestTypes[blank.type].form, path, bag['details']);
    if (field.control === 'part' && (isBag(bag[field.name]) || isNeeded(blank, field, bag)))
      return askedOf(blank, field.fields ?? [], path, bag[field.name]);
    if (!isNeeded(blank, field, bag) || isFilled(blank, field, bag)) return [];
    return [askedFor(blank, field, path)];
  });
}

const inBody = (path: readonly string[]): readonly string[] =>
  path[0] === 'body' ? path.slice(1) : path;

function askedFor(blank: Blank, field: Field, path: readonly string[]): Asked {
  const { control } = field;
  const shape = shapeAt(blank, inBody(path));
  const words = shape?.enum ?? shape?.items?.enum ?? [];
  const form = formOf(field, shape);
  return {
    path,
    label: labelAt(blank, path),
    allowed: control === 'tick' ? yesNoWords() : words,
    lines: control === 'lines',
    ...(form !== undefined && { form }),
  };
}

function formOf(field: Field, shape: Shape | undefined): string | undefined {
  if (field.control === 'document') return say('formsAsking.byItsId');
  if (field.control === 'documents' || isOfDocuments(field)) return say('formsAsking.byTheirIds');
  if (shape?.enum !== undefined) return undefined;
  if (shape?.items?.enum !== undefined) return say('formsAsking.severalWords');
  return shape === undefined ? undefined : formOfText(shape);
}

/** Required members that the draft lacks, in the order of the questions. Pure. */
export function stillAsked(blank: Blank, draft: Bag): readonly Asked[] {
  const plain = { allowed: [], lines: false };
  const to = { ...plain, path: ['to'], label: say('formsAsking.whomStateAuthority') };
  const purpose = {
    ...plain,
    path: ['purpose'],
    label: say('label.purpose'),
    allowed: deskPurposes,
  };
  return [
    ...(opensThread(blank.kind) && !has(draft, 'to') ? [to] : []),
    ...(has(draft, 'purpose') ? [] : [purpose]),
    ...askedOf(blank, kinds[blank.kind].form, [], draft['body']),
  ];
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

// The first member of a part or row is asked for under the label of the part.
const within = (blank: Blank, path: readonly string[], asked: Asked): Asked => ({
  ...asked,
  label: say('program.named', { name: labelAt(blank, path), text: asked.label }),
});

function offeredIn(
  blank: Blank,
  field: Field,
  at: readonly string[],
  value: unknown,
): readonly Asked[] {
  const path = memberPath(at, field.name);
  const [first, ...others] = field.fields ?? [];
  if (field.control === 'part')
    // Once it has begun, its members are asked for as required ones.
    return first === undefined || isBag(value)
      ? []
      : [within(blank, path, askedFor(blank, first, [...path, first.name]))];
  if (field.control !== 'rows' || isOfDocuments(field) || first === undefined)
    return isEmpty(value) ? [askedFor(blank, field, path)] : [];
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const rest = rows.flatMap((row, i) =>
    others
      .filter(({ name }) => isEmpty(valueAt(row, [name])))
      .map((each) => askedFor(blank, each, [...path, String(i), each.name])),
  );
  const next = [...path, String(rows.length), first.name];
  return [...rest, { ...within(blank, path, askedFor(blank, first, next)), isRow: true }];
}

/** Lists the questions for optional members that the draft leaves empty. Pure. */
export function offered(blank: Blank, draft: Bag): readonly Asked[] {
  const bag = isBag(draft['body']) ? draft['body'] : {};
  const those = offers[blank.kind];
  return kinds[blank.kind].form.flatMap((field) => {
    const isOffered = those === 'ALL' || isNamed(those, field.name, bag);
    return isOffered && isAskable(field) ? offeredIn(blank, field, [], bag[field.name]) : [];
  });
}

// Members of the body itself: what begins a part or a row cannot stand empty.
const offeredMembers = (blank: Blank, draft: Bag): readonly string[] =>
  offered(blank, draft)
    .map(({ path }) => inBody(path))
    .flatMap(([name = '', ...rest]) => (rest.length === 0 ? [name] : []));

/** Adds empty values for missing members, so that the author sees them in an editor. Pure. */
export function withGaps(blank: Blank, draft: Bag): Bag {
  const gaps = [
    ...stillAsked(blank, draft).map(({ path }) => path),
    ...offeredMembers(blank, draft).map((name) => memberPath([], name)),
  ];
  return gaps.reduce((filled, path) => withSetting(blank, filled, { path, value: '' }), draft);
}

/** Removes from the body the empty members that the author may leave out. Pure. */
export function withoutGaps(blank: Blank, draft: Bag): Bag {
  const { body } = draft;
  if (!isBag(body)) return draft;
  const required = requiredOf(blank);
  const left = offeredMembers(blank, draft).filter((name) => !required.includes(name));
  const remaining = Object.entries(body).filter(([name]) => !left.includes(name));
  return { ...draft, body: Object.fromEntries(remaining) };
}
