import { closed, forms, oneOf, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

/** Reasons for a delay. Only JUDICIAL_AUTHORISATION extends the time limit (Directive (EU) 2023/977 art. 5(2)). */
export const delayReasons = [
  'JUDICIAL_AUTHORISATION',
  'OBTAINING_FROM_OTHERS',
  'WORKLOAD',
  'TECHNICAL',
] as const;

export const longestDelayMs = 366 * 24 * 3_600_000;

export const delayNotice = kind({
  schema: closed({
    reason: oneOf(delayReasons),
    expectedAt: forms.time,
    explanation: text(4000),
  }),
  signers: ['DUTY_OFFICER'],
  form: [
    { name: 'reason', control: 'choice', label: 'Why it takes longer' },
    { name: 'expectedAt', control: 'time', label: 'When you expect to answer' },
    { name: 'explanation', control: 'lines', label: 'Reasons' },
  ],
});
