import type { LoggerService } from '@nestjs/common';
import { safeError, type Logger } from './logger.js';

const context = (rest: readonly unknown[]): Record<string, unknown> => {
  const last = rest.at(-1);
  return typeof last === 'string' && !last.includes('\n') ? { context: last } : {};
};

/**
 * Writes Nest's messages into the service's log. Logs only class, code and source lines of an error, because its message may
 * quote case data.
 */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(context(rest), phrase(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(context(rest), phrase(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.logger.trace(context(rest), phrase(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#problem('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#problem('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#problem('fatal', message, rest);
  }

  #problem(level: 'warn' | 'error' | 'fatal', message: unknown, rest: readonly unknown[]): void {
    const stack = rest.find((item) => typeof item === 'string' && item.includes('\n'));
    const thing = typeof message === 'string' ? { name: 'Error', stack } : message;
    this.logger[level]({ ...context(rest), err: thing }, 'framework reported a problem');
  }
}

const phrase = (message: unknown): string =>
  typeof message === 'string' ? message : JSON.stringify(safeError(message));
