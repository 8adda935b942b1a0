import { KernelError } from './errors.js';

export const refuse = (why: string): never => {
  throw new KernelError('ENTRY_NOT_ALLOWED', why);
};
