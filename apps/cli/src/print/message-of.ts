import { causeDetail } from '#kernel';
import { say, sayDetail } from '#language/console';

/**
 * Says in the language of the reader what a caught value says of itself, for the text of another error. The JSON parser quotes
 * its input, which may hold case content or a token: that is not repeated.
 */
export const messageOf = (error: unknown): string =>
  error instanceof SyntaxError ? say('program.notJson') : sayDetail(causeDetail(error));
