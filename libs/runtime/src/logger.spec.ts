import type { Action } from '#kernel';
import { BusError } from '#bus';
import { RuntimeError } from './errors.js';
import { createLogger, levelOfAction, logFailure, type Logger } from './logger.js';
import { NestLogger } from './nest-logger.js';

function capture(level = 'info'): {
  logger: Logger;
  lines: () => Record<string, unknown>[];
  text: () => string;
} {
  let text = '';
  const logger = createLogger('sealer', level, {
    write: (line: string) => {
      text += line;
    },
  });
  const lines = (): Record<string, unknown>[] =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { logger, lines, text: () => text };
}

const canary = 'Amina Diallo';

describe('createLogger', () => {
  it('lets ids, codes and numbers pass', () => {
    const { logger, lines } = capture();
    const fields = {
      messageId: '00112233445566778899aabbccddeeff',
      thread: '0193c0de-0000-7000-8000-000000000001',
      code: 'STORE_TIMEOUT',
      count: 3,
      at: new Date('2026-01-31T23:59:59.123Z'),
      links: ['a', 'b'],
    };
    logger.info(fields, 'sealed');
    expect(lines()[0]).toMatchObject({
      ...fields,
      at: '2026-01-31T23:59:59.123Z',
      level: 30,
      service: 'sealer',
      msg: 'sealed',
    });
  });

  it('keeps text, objects and secrets out, wherever they are put', () => {
    const { logger, text } = capture();
    logger.info(
      { subject: canary, document: { name: canary }, list: [canary, { deep: canary }] },
      'x',
    );
    logger.info(
      { sessionToken: 'abc123', password: 'hunter2', authorization: 'Bearer', body: 'k' },
      'x',
    );
    expect(text()).not.toMatch(/Amina|Diallo|abc123|hunter2|Bearer/);
    expect(text()).toMatch('[text of 12]');
    expect(text()).toMatch('[redacted]');
  });

  it('tells a coded error by code, action and detail, with its causes', () => {
    const { logger, lines } = capture();
    const cause = Object.assign(new Error(`Key (name)=(${canary}) already exists`), {
      code: '23505',
    });
    logger.error({ err: new RuntimeError('HOST_SECRET_UNSAFE', 'postgres', cause) }, 'failed');
    expect(lines()[0]?.['err']).toMatchObject({
      code: 'HOST_SECRET_UNSAFE',
      action: 'alarm',
      detail: 'postgres',
      cause: { name: 'Error', code: '23505' },
    });
  });

  it('writes of a detail what acts on no terminal, and no more than 500 characters', () => {
    const { logger, lines } = capture();
    const said = (detail: string): unknown => {
      logger.error({ err: new RuntimeError('HOST_SECRET_UNSAFE', detail) }, 'failed');
      return lines().at(-1)?.['err'];
    };
    expect(said('origin: \u001b[2J\u202ehttps\u2028x')).toMatchObject({
      detail: 'origin: ?[2J?https?x',
    });
    expect(said('x'.repeat(600))).toMatchObject({ detail: 'x'.repeat(500) });
    expect(said('/a/b: mode 640, allowed 600')).toMatchObject({
      detail: '/a/b: mode 640, allowed 600',
    });
  });

  it('reads no stack of an error whose code says what it is: that reads the map of the whole program', () => {
    const { logger, lines } = capture();
    let read = 0;
    const watched = <E extends Error>(error: E): E =>
      Object.defineProperty(error, 'stack', { get: () => `Error\n    at place:${(read += 1)}:1` });
    const cause = watched(Object.assign(new Error(canary), { code: '23505' }));
    logger.error(
      { err: watched(new RuntimeError('HOST_SECRET_UNSAFE', 'postgres', cause)) },
      'failed',
    );
    expect(read).toBe(0);
    logger.error({ err: watched(new TypeError(canary)) }, 'failed');
    expect(lines()[1]).toMatchObject({ err: { at: ['at place:1:1'] } });
  });

  it('tells an unknown error by class and place, never by its message', () => {
    const { logger, lines, text } = capture();
    logger.error(
      { err: new TypeError(`bad value\n    at the house of ${canary}\n${canary}`) },
      'x',
    );
    expect(lines()[0]?.['err']).toMatchObject({ name: 'TypeError' });
    expect((lines()[0]?.['err'] as { at: string[] }).at[0]).toMatch(/logger\.spec\.ts/);
    expect(text()).not.toMatch(/Amina|Diallo|bad value/);
    logger.error({ err: canary }, 'thrown text');
    logger.error({ error: canary }, 'thrown text');
    expect(text()).not.toMatch(/Amina/);
  });
});

describe('a failure of something that goes on by itself', () => {
  it('is as loud as its code calls for, and what nobody foresaw as an alarm', () => {
    const { logger, lines } = capture();
    const failures = [
      new RuntimeError('HOST_SECRET_UNSAFE'),
      new BusError('BUS_VALUE'),
      new BusError('SERVICE_BUSY'),
      new TypeError(canary),
      canary,
    ];
    for (const each of failures) logFailure(logger, { step: 'seal' }, each);
    expect(lines().map(({ level }) => level)).toEqual([50, 40, 40, 50, 50]);
    expect(lines()[0]).toMatchObject({
      step: 'seal',
      err: { action: 'alarm' },
      msg: 'step failed',
    });
    expect(['alarm', 'retry', 'refuse'].map((action) => levelOfAction(action as Action))).toEqual([
      ...['error', 'warn', 'warn'],
    ]);
  });
});

describe('NestLogger', () => {
  it('takes over what Nest says of itself, and of an error only class and place', () => {
    const { logger, lines, text } = capture('debug');
    const nest = new NestLogger(logger);
    nest.log('Mapped {/api/threads, GET} route', 'RouterExplorer');
    const error = new RangeError(canary);
    nest.error(error.message, error.stack, 'ExceptionsHandler');
    nest.error(error);
    nest.warn(canary, 'X');
    expect(lines()[0]).toMatchObject({
      msg: 'Mapped {/api/threads, GET} route',
      context: 'RouterExplorer',
    });
    expect(lines()[1]).toMatchObject({ level: 50, context: 'ExceptionsHandler' });
    expect(text()).not.toMatch(/Amina/);
    expect(text()).toMatch(/logger\.spec\.ts/);
  });
});
