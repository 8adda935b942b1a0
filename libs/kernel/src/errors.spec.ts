import { describe, expect, it } from '@jest/globals';
import { ModelError, modelCodes, type ModelCode } from './errors.js';

describe('ModelError', () => {
  it.each(Object.keys(modelCodes) as ModelCode[])('%s carries its row of the table', (code) => {
    const cause = new Error('why');
    const error = new ModelError(code, '/member', cause);
    expect(error).toMatchObject({ name: 'ModelError', code, detail: '/member', cause });
    expect(error).toMatchObject(modelCodes[code]);
    expect(error.message).toBe(`${code}: /member`);
  });

  it('has neither detail nor cause when none is given', () => {
    const error = new ModelError('VALUE_INVALID');
    expect(error.message).toBe('VALUE_INVALID');
    expect(Object.hasOwn(error, 'cause')).toBe(false);
  });

  it('no row speaks in placeholders', () => {
    for (const { title, remedy, status } of Object.values(modelCodes)) {
      expect(title).toMatch(/^[A-Z].*\.$/);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
      expect(status).toBeGreaterThanOrEqual(400);
    }
  });
});
