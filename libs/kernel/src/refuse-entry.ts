import { KernelError } from './errors.js';

/** @throws KernelError ENTRY_NOT_ALLOWED */
export const refuse = (why: string): never => {
  throw new KernelError('ENTRY_NOT_ALLOWED', why);
};
