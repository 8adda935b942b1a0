import { copyExceptions } from '#kernel/lists';
import { closed, oneOf, text } from '#kernel/schema';
import type { Field } from '#kernel/documents/kind';

export const copyException = closed({ exception: oneOf(copyExceptions), reason: text(2000) });

export const copyExceptionField = (article: string): Field => ({
  name: 'copyException',
  control: 'part',
  label: 'Why the contact points get no copy',
  optional: true,
  fields: [
    { name: 'exception', control: 'choice', label: `Exception of ${article}` },
    { name: 'reason', control: 'lines', label: 'Facts behind the exception' },
  ],
});
