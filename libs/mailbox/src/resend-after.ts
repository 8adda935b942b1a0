import { priorities, type Priority } from '#kernel';

export const isLife = ({ priority }: { readonly priority: Priority }): boolean =>
  priority === priorities.RISK_TO_LIFE;

/** Seconds until the same bytes are sent again while no receipt has come; of a risk to life never more than six. */
export const resendAfter = (attempt: number, priority: Priority): number =>
  Math.min(isLife({ priority }) ? 6 : 60, 3 * 2 ** Math.min(attempt, 5));
