import { X509Certificate } from 'node:crypto';
import { namesIn, readText } from '../installation/files.js';
import type { Layout } from '../installation/layout.js';
import { fail, ok, warn, type Finding } from './finding.js';

const day = 24 * 3600 * 1000;
const warnDays = 60;

/** Pure. `end`: of a certificate's validity. */
export function judgeEnd(name: string, end: Date, now: Date): Finding | undefined {
  const left = Math.floor((end.getTime() - now.getTime()) / day);
  const remedy = name.endsWith('-ca.crt')
    ? 'a new authority must reach all officers or neighbours: plan it'
    : "run `liaise key renew` with the persons' folder, then start `liaise up` again";
  if (left < 0) return fail(name, `ended ${-left} days ago`, remedy);
  return left < warnDays ? warn(name, `ends in ${left} days`, remedy) : undefined;
}

export async function certificates(layout: Layout, now: Date): Promise<Finding[]> {
  const names = (await namesIn(layout.path('tls'))).filter((name) => name.endsWith('.crt'));
  const findings = [];
  for (const name of names) {
    const { validTo } = new X509Certificate(await readText(layout.path('tls', name)));
    const finding = judgeEnd(`tls/${name}`, new Date(validTo), now);
    if (finding !== undefined) findings.push(finding);
  }
  return findings.length > 0 ? findings : [ok('certificates', `${names.length} in force`)];
}
