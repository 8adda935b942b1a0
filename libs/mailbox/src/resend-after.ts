import { priorities, type Priority } from '#kernel';

export const isLife = ({ priority }: { readonly priority: Priority }): boolean =>
  priority === priorities.RISK_TO_LIFE;

export const resendAfter = (attempt: number, priority: Priority): number =>
  Math.min(isLife({ priority }) ? 6 : 60, 3 * 2 ** Math.min(attempt, 5));
