import { fail, warn, type Finding } from './finding.js';

const day = 24 * 3600 * 1000;
const warnDays = 60;

export function judgeEnd(name: string, end: Date, now: Date): Finding | undefined {
  const left = Math.floor((end.getTime() - now.getTime()) / day);
  const remedy = 'get the new certificates of the authority and add them to the file';
  if (left < 0) return fail(name, `ended ${-left} days ago`, remedy);
  return left < warnDays ? warn(name, `ends in ${left} days`, remedy) : undefined;
}
