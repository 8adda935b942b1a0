import * as kernel from '#kernel';
import { sayDetail } from '#language/console';

/** Says in the language of the reader what a caught value says of itself, for the text of another error. */
export const messageOf = (error: unknown): string => sayDetail(kernel.messageOf(error));
