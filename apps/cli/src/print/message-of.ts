import { causeDetail } from '#kernel';
import { say, sayDetail } from '#language/console';

/** Says in the language of the reader what a caught value says of itself, for the text of another error. */
export const messageOf = (error: unknown): string =>
  error instanceof SyntaxError ? say('links.notJson') : sayDetail(causeDetail(error));
