import { afterEach, expect, it } from '@jest/globals';
import { joined, KernelError, phrase } from '#kernel';
import { untranslated, use } from '#language/console';
import { speak } from '#language/speak';
import { explain } from './explain.js';
import { problemLine } from '../problem.js';

afterEach(() => {
  use('en', untranslated);
});

const from = phrase`to must be after from`;
const error = new KernelError('VALUE_INVALID', joined([from, '/body/facts'], '\n'));

it('an error is explained in the language of the reader, its detail too', async () => {
  expect(explain(error)[1]).toBe('  to must be after from');
  await speak('fr');
  const [title, ...said] = explain(error);
  expect(title).toMatch(/VALUE_INVALID/);
  expect(said.slice(0, 2)).toEqual(['  to doit être postérieur à from', '  /body/facts']);
});

it('an error for programs stays as it is in every language', async () => {
  const english = problemLine(error);
  await speak('fr');
  expect(problemLine(error)).toBe(english);
});
