import { HttpException } from '@nestjs/common';
import type { Problem } from '#contract';
import { isCoded, type CodedError } from '#kernel';
import { sayProblem, type Language } from '#language/problems';
import { GatewayError, type GatewayCode } from '../errors.js';

export const problemType = 'application/problem+json';

const byStatus: Readonly<Record<number, GatewayCode>> = {
  400: 'REQUEST_INVALID',
  403: 'ROUTE_CLOSED',
  404: 'ROUTE_UNKNOWN',
  405: 'METHOD_REFUSED',
  408: 'BODY_TOO_SLOW',
  411: 'LENGTH_REQUIRED',
  413: 'BODY_TOO_LARGE',
  414: 'REQUEST_INVALID',
  415: 'MEDIA_TYPE_REFUSED',
  431: 'REQUEST_INVALID',
};

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

/** Returns a coded error unchanged. Gives other errors a code by HTTP status, else INTERNAL. */
export function codedError(error: unknown): CodedError {
  if (isCoded(error)) return error;
  return new GatewayError(byStatus[statusOf(error) ?? 0] ?? 'INTERNAL', undefined, error);
}

// Status of the answer: 503 for all errors that may be retried.
const statusFor = (error: CodedError): number =>
  error.action === 'retry' && error.status >= 500 ? 503 : error.status;

/** `language`: of title, remedy and detail. */
export function problemOf(error: CodedError, instance: string, language: Language = 'en'): Problem {
  const { code, action, facts } = error;
  const { title, remedy, detail } = sayProblem(error, language);
  return {
    type: `urn:liaise:error:${code}`,
    title,
    status: statusFor(error),
    code,
    // An unknown failure may quote contents: none of its text leaves.
    ...(detail === undefined || code === 'INTERNAL' ? {} : { detail }),
    ...facts,
    remedy,
    action,
    instance,
  };
}
