import { CodedError, type Action } from '#kernel';
import { busCodes } from './errors.js';
import { isJsonObject, member } from '#broker';

/** A coded error as it crosses the bus. */
export interface Failure {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly remedy: string;
  readonly action: Action;
  readonly detail?: string;
}

/** An error of another service of this gateway, its code and words kept. */
export class ServiceError extends CodedError {
  constructor(failure: Failure) {
    super(failure.code, { [failure.code]: failure }, failure.detail);
  }
}

/** Failure as it crosses the bus: a coded error with its detail, any other as SERVICE_FAILED without a word of its own. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof CodedError)) return { code: 'SERVICE_FAILED', ...busCodes.SERVICE_FAILED };
  const { status, title, remedy, action, detail } = error;
  const failure = { code: String(error.code), status, title, remedy, action };
  return detail === undefined ? failure : { ...failure, detail };
}

const actions: Readonly<Record<string, Action>> = {
  retry: 'retry',
  refuse: 'refuse',
  alarm: 'alarm',
};

function text(value: unknown, limit: number): string | undefined {
  return typeof value === 'string' && value.length <= limit ? value : undefined;
}

/** Reads a failure that came over the bus; whatever is not whole becomes SERVICE_FAILED. */
export function serviceErrorFrom(value: unknown): ServiceError {
  const code = text(member(value, 'code'), 64);
  const title = text(member(value, 'title'), 500);
  const remedy = text(member(value, 'remedy'), 1_000);
  const detail = text(member(value, 'detail'), 2_000);
  const status = member(value, 'status');
  const action = actions[text(member(value, 'action'), 8) ?? ''];
  const whole =
    isJsonObject(value) &&
    code !== undefined &&
    /^[A-Z][A-Z0-9_]+$/.test(code) &&
    typeof status === 'number' &&
    Number.isInteger(status) &&
    status >= 400 &&
    status <= 599;
  if (!whole || title === undefined || remedy === undefined || action === undefined)
    return new ServiceError(failureOf(undefined));
  const failure = { code, status, title, remedy, action };
  return new ServiceError(detail === undefined ? failure : { ...failure, detail });
}
