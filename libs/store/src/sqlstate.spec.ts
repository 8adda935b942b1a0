import { StoreError } from './errors.js';
import { toStoreError } from './sqlstate.js';

const driver = (code: string | undefined, message = 'x', constraint?: string): Error =>
  Object.assign(new Error(message), { code, constraint });

describe('toStoreError', () => {
  it.each([
    ['40001', 'STORE_CONFLICT', 'retry'],
    ['40P01', 'STORE_CONFLICT', 'retry'],
    ['LT005', 'STORE_CONFLICT', 'retry'],
    ['57014', 'STORE_TIMEOUT', 'retry'],
    ['55P03', 'STORE_TIMEOUT', 'retry'],
    ['25P03', 'STORE_TIMEOUT', 'retry'],
    ['23505', 'STORE_DUPLICATE', 'refuse'],
    ['23503', 'STORE_CONSTRAINT', 'alarm'],
    ['42501', 'STORE_DENIED', 'alarm'],
    ['08006', 'STORE_UNAVAILABLE', 'retry'],
    ['53300', 'STORE_UNAVAILABLE', 'retry'],
    ['53100', 'STORE_FULL', 'retry'],
    ['57P01', 'STORE_UNAVAILABLE', 'retry'],
    ['ECONNREFUSED', 'STORE_UNAVAILABLE', 'retry'],
    ['ENOENT', 'STORE_UNAVAILABLE', 'retry'],
    ['XX001', 'STORE_DAMAGED', 'alarm'],
    ['42P01', 'STORE_FAILED', 'alarm'],
  ])('%s is %s (%s)', (state, code, action) => {
    expect(toStoreError(driver(state))).toMatchObject({ code, action, detail: state });
  });

  it('knows the errors of the driver that have no code', () => {
    expect(toStoreError(driver(undefined, 'Connection terminated unexpectedly'))).toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
  });

  it("keeps the constraint's name and not the message, and the cause", () => {
    const cause = driver('23505', 'Key (name)=(Amina) already exists', 'person_pkey');
    const error = toStoreError(cause);
    expect(error).toMatchObject({ detail: 'person_pkey', cause });
    expect((error as Error).message).not.toMatch('Amina');
  });

  it('leaves every other error as it is', () => {
    for (const error of [new Error('x'), new StoreError('STORE_UNSAFE'), 'text', undefined, null])
      expect(toStoreError(error)).toBe(error);
    const coded = driver('NOT_A_STATE');
    expect(toStoreError(coded)).toBe(coded);
  });
});
