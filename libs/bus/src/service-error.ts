import {
  actions,
  CodedError,
  mostErrorThreads,
  Phrase,
  type Action,
  type ErrorFacts,
} from '#kernel';
import { busCodes } from './errors.js';
import { isJsonObject, member } from '#broker';

export interface Failure extends ErrorFacts {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly remedy: string;
  readonly action: Action;
  readonly detail?: string;
  /** The detail with its values apart. */
  readonly phrase?: Phrase;
}

export class ServiceError extends CodedError {
  override readonly facts: ErrorFacts;

  constructor(failure: Failure) {
    super(failure.code, { [failure.code]: failure }, failure.phrase ?? failure.detail);
    this.facts = factsOf(failure);
  }
}

/**
 * Failure as sent over the bus. A coded error keeps its code and detail; any other error becomes SERVICE_FAILED without
 * its message.
 */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof CodedError)) return { code: 'SERVICE_FAILED', ...busCodes.SERVICE_FAILED };
  const { status, title, remedy, action, detail, phrase, facts } = error;
  const failure = { code: String(error.code), status, title, remedy, action, ...facts };
  return {
    ...failure,
    ...(detail !== undefined && { detail }),
    ...(phrase !== undefined && { phrase }),
  };
}

const isText =
  (longest: number) =>
  (value: unknown): value is string =>
    typeof value === 'string' && value.length <= longest;

type Fits = (value: unknown) => boolean;

const forms: Readonly<
  Record<Exclude<keyof Failure, 'detail' | 'phrase' | keyof ErrorFacts>, Fits>
> = {
  code: (value) => typeof value === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(value),
  status: (value) => Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599,
  title: isText(500),
  remedy: isText(1_000),
  action: (value) => actions.some((action) => action === value),
};
const isDetail = isText(2_000);

const [mostValues, deepest] = [128, 8];

function phraseOf(value: unknown, depth = 0): Phrase | undefined {
  const [text, values] = [member(value, 'text'), member(value, 'values')];
  if (!isDetail(text) || !Array.isArray(values) || values.length > mostValues || depth > deepest)
    return undefined;
  const read = values.map((each: unknown) => (isDetail(each) ? each : phraseOf(each, depth + 1)));
  return read.every((each) => each !== undefined) ? new Phrase(text, read) : undefined;
}

// A phrase that says something else than the detail is left out, like facts of another form.
function saidBy(failure: object): Pick<Failure, 'detail' | 'phrase'> {
  const detail = member(failure, 'detail');
  if (!isDetail(detail)) return {};
  const phrase = phraseOf(member(failure, 'phrase'));
  return phrase !== undefined && String(phrase) === detail ? { detail, phrase } : { detail };
}

const isThreads = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= mostErrorThreads && value.every(isText(36));

// Facts of another form are left out: the refusal holds without them.
function factsOf(value: object): ErrorFacts {
  const [threads, otherDesk] = [member(value, 'threads'), member(value, 'otherDesk')];
  return {
    ...(isThreads(threads) && { threads }),
    ...(typeof otherDesk === 'boolean' && { otherDesk }),
  };
}

const isFailure = (value: unknown): value is Failure =>
  isJsonObject(value) && Object.entries(forms).every(([name, fits]) => fits(member(value, name)));

export function serviceErrorFrom(value: unknown): ServiceError {
  if (!isFailure(value)) return new ServiceError(failureOf(undefined));
  const { code, status, title, remedy, action } = value;
  const failure = { code, status, title, remedy, action, ...factsOf(value) };
  return new ServiceError({ ...failure, ...saidBy(value) });
}
