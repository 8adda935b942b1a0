// Writes which functions, classes and folders are over a limit. Refuses when a rule has more of them than at the last commit.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  budgetFile,
  budgetFlaws,
  overLimits,
  readBudget,
  risen,
  totalsOf,
} from './over-limits.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const last = spawnSync('git', ['show', `HEAD:${budgetFile}`], { cwd: root, encoding: 'utf8' });
const now = overLimits(root);
const before = last.status === 0 ? readBudget(last.stdout) : now;
const more = risen(before, now);
if (more.length > 0) {
  console.error(`Nothing is written. Since the last commit more of: ${more.join(', ')}.`);
  console.error(budgetFlaws(before, now).join('\n'));
  process.exit(1);
}
writeFileSync(`${root}/${budgetFile}`, now.map((line) => `${line}\n`).join(''));
console.log(totalsOf(now));
