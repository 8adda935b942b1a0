import { cliCodes } from '../../apps/cli/src/errors.js';
import { gatewayCodes } from '../../apps/gateway/src/errors.js';
import { accessCodes } from '../../libs/access/src/errors.js';
import { threadsCodes, exchangeCodes } from '#threads';
import { kernelCodes, type CodeTable } from '#kernel';
import { borderCodes } from '../../libs/border/src/errors.js';
import { brokerCodes } from '../../libs/broker/src/errors.js';
import { busCodes } from '../../libs/bus/src/errors.js';
import { cmsCodes } from '../../libs/cms/src/errors.js';
import { certificateCodes } from '../../libs/certificate/src/errors.js';
import { journalCodes } from '../../libs/journal/src/errors.js';
import { mailboxCodes } from '../../libs/mailbox/src/errors.js';
import { admissibilityCodes } from '../../libs/admissibility/src/errors.js';
import { packageCodes } from '../../libs/package/src/errors.js';
import { objectsCodes } from '../../libs/objects/src/errors.js';
import { sealCodes } from '../../libs/seal/src/errors.js';
import { stampCodes } from '../../libs/stamp/src/errors.js';
import { storeCodes } from '../../libs/store/src/errors.js';
import { tlogCodes } from '../../libs/tlog/src/errors.js';
import { runnerCodes } from '../../libs/runner/src/errors.js';
import { runtimeCodes } from '../../libs/runtime/src/errors.js';
import { trustCodes } from '../../libs/chains/src/errors.js';
import { wireCodes } from '../../libs/wire/src/errors.js';

export const codeTables: Readonly<Record<string, CodeTable>> = {
  'libs/kernel': kernelCodes,
  'libs/wire': wireCodes,
  'libs/seal': sealCodes,
  'libs/tlog': tlogCodes,
  'libs/stamp': stampCodes,
  'libs/cms': cmsCodes,
  'libs/package': packageCodes,
  'libs/admissibility': admissibilityCodes,
  'libs/certificate': certificateCodes,
  'libs/store': storeCodes,
  'libs/chains': trustCodes,
  'libs/access': accessCodes,
  'libs/journal': journalCodes,
  'libs/threads': threadsCodes,
  'libs/threads/src/exchange-errors.ts': exchangeCodes,
  'libs/mailbox': mailboxCodes,
  'libs/objects': objectsCodes,
  'libs/broker': brokerCodes,
  'libs/border': borderCodes,
  'libs/bus': busCodes,
  'libs/runtime': runtimeCodes,
  'libs/runner': runnerCodes,
  'apps/gateway': gatewayCodes,
  'apps/cli': cliCodes,
};

const cell = (text: string): string => text.replaceAll('|', '\\|');

export function errorCatalogue(tables: Readonly<Record<string, CodeTable>> = codeTables): string {
  return Object.entries(tables)
    .map(([folder, table]) => {
      const rows = Object.entries(table)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(
          ([code, { action, status, title, remedy }]) =>
            `| \`${code}\` | ${action} | ${status} | ${cell(title)} | ${cell(remedy)} |\n`,
        );
      return [
        `## ${folder}\n\n`,
        '| code | action | status | what happened | what to do |\n',
        '| --- | --- | --- | --- | --- |\n',
        ...rows,
      ].join('');
    })
    .join('\n');
}

export function doubledCodes(
  tables: Readonly<Record<string, CodeTable>> = codeTables,
): readonly string[] {
  const owners = new Map<string, string[]>();
  for (const [folder, table] of Object.entries(tables))
    for (const code of Object.keys(table)) owners.set(code, [...(owners.get(code) ?? []), folder]);
  return [...owners]
    .filter(([, folders]) => folders.length > 1)
    .map(([code, folders]) => `${code}: ${folders.join(', ')}`);
}
