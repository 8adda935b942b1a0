import { copyException, copyExceptionField } from '#capabilities/copies/copy-exception.kind';
import { closed, list, pattern, text } from '#kernel/schema';
import { enclosed, enclosedLimits } from './enclosed.kind.js';
import { kind } from '#kernel/documents/kind';

/** Forwards documents of other States with their original signatures, in a new thread without a time limit. */
export const forward = kind({
  schema: closed(
    {
      subjectLine: text(160),
      language: pattern('^[a-z]{2,3}$'),
      ownReference: text(80),
      reason: text(4000),
      enclosed: list(enclosed, enclosedLimits.items, 1),
      copyException,
    },
    ['copyException'],
  ),
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER'],
  form: [
    { name: 'subjectLine', control: 'line', label: 'In a few words' },
    { name: 'language', control: 'line', label: 'Language' },
    { name: 'ownReference', control: 'line', label: 'Your reference' },
    { name: 'reason', control: 'lines', label: 'Why you hand it on' },
    { name: 'enclosed', control: 'enclosed', label: 'Documents of other States' },
    copyExceptionField('art. 7'),
  ],
});
