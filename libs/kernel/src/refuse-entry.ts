import { ModelError } from './errors.js';

/** @throws ModelError ENTRY_NOT_ALLOWED */
export const refuse = (why: string): never => {
  throw new ModelError('ENTRY_NOT_ALLOWED', why);
};
