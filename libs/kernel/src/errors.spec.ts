import { describe, expect, it } from '@jest/globals';
import { KernelError, kernelCodes, type KernelCode } from './errors.js';

describe('KernelError', () => {
  it.each(Object.keys(kernelCodes) as KernelCode[])('%s carries its row of the table', (code) => {
    const cause = new Error('why');
    const error = new KernelError(code, '/member', cause);
    expect(error).toMatchObject({ name: 'KernelError', code, detail: '/member', cause });
    expect(error).toMatchObject(kernelCodes[code]);
    expect(error.message).toBe(`${code}: /member`);
  });

  it('has neither detail nor cause when none is given', () => {
    const error = new KernelError('VALUE_INVALID');
    expect(error.message).toBe('VALUE_INVALID');
    expect(Object.hasOwn(error, 'cause')).toBe(false);
  });

  it('no row speaks in placeholders', () => {
    for (const { title, remedy, status } of Object.values(kernelCodes)) {
      expect(title).toMatch(/^[A-Z].*\.$/);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
      expect(status).toBeGreaterThanOrEqual(400);
    }
  });
});
