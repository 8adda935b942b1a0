import { say } from '#language/console';
import { sayCount } from '#language/count';
import { fail, warn, type Finding } from './finding.js';

const day = 24 * 3600 * 1000;
const warnDays = 60;

export function judgeEnd(name: string, end: Date, now: Date): Finding | undefined {
  const left = Math.floor((end.getTime() - now.getTime()) / day);
  const remedy = say('healthCertificates.remedy');
  if (left < 0)
    return fail(name, sayCount('healthCertificates.endedDaysAgo', { left: -left }), remedy);
  return left < warnDays
    ? warn(name, sayCount('healthCertificates.endsDays', { left }), remedy)
    : undefined;
}
