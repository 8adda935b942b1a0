import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { levelOfAction } from '#runtime';
import type { CodedError } from '#kernel';
import { OPTIONS, type GatewayOptions, type Log } from '../options.js';
import { languageAccepted } from '#language/problems';
import { GatewayError } from '../errors.js';
import { codedError, problemOf, problemType } from './problem.js';
import { ServedMethods } from '../edge/served-methods.js';

const RETRY_SECONDS = '5';

/**
 * Sends an error as a problem document (RFC 9457). `more` holds further members of the document and must not contain case
 * data.
 */
export function sendProblem(
  reply: FastifyReply,
  error: CodedError,
  instance: string,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const language = languageAccepted(reply.request.headers['accept-language']);
  const problem = problemOf(error, instance, language);
  if (error.action === 'retry' && !reply.hasHeader('retry-after'))
    reply.header('retry-after', RETRY_SECONDS);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  // Part of the body may be unread, so the connection ends with the answer.
  if (problem.status === 408 || problem.status === 413) reply.header('connection', 'close');
  for (const name of ['content-disposition', 'content-length', 'repr-digest'])
    reply.removeHeader(name);
  void reply
    .status(problem.status)
    .type(problemType)
    .header('content-language', language)
    .send(JSON.stringify({ ...problem, ...more }));
}

// Logs class and places only of an unknown failure: the logger cuts `err` down.
function logProblem(log: Log, error: CodedError, request: FastifyRequest): void {
  const fields = { request: request.id, code: error.code };
  if (error.code === 'INTERNAL') log.error({ ...fields, err: error.cause }, 'failed');
  else if (levelOfAction(error.action) === 'error') log.error(fields, 'refused');
  else log.info(fields, 'refused');
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(OPTIONS) private readonly options: GatewayOptions,
    private readonly served: ServedMethods,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const error = this.orMethod(codedError(exception), request, reply);
    logProblem(this.options.log, error, request);
    // Headers are already sent: only cutting the connection shows that the answer is incomplete.
    if (reply.raw.headersSent) reply.raw.destroy();
    else sendProblem(reply, error, request.id);
  }

  // Answers METHOD_REFUSED with the header `Allow` for an address that takes other methods.
  private orMethod(error: CodedError, request: FastifyRequest, reply: FastifyReply): CodedError {
    if (error.code !== 'ROUTE_UNKNOWN') return error;
    const methods = this.served.methodsOf(request.url);
    if (methods.length === 0 || methods.includes(request.method)) return error;
    reply.header('allow', methods.join(', '));
    return new GatewayError('METHOD_REFUSED');
  }
}
