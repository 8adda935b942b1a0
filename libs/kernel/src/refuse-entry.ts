import type { Detail } from './phrase.js';
import { KernelError } from './errors.js';

export const refuse = (why: Detail): never => {
  throw new KernelError('ENTRY_NOT_ALLOWED', why);
};
