import { accessCodes } from '#access';
import { threadsCodes, exchangeCodes } from '#threads';
import { kernelCodes, type Action, type CodeTable } from '#kernel';
import { journalCodes } from '#journal';
import { mailboxCodes } from '#mailbox';
import { objectsCodes } from '#objects';
import { sealCodes } from '#seal';
import { storeCodes } from '#store';
import { tlogCodes } from '#tlog';
import { trustCodes } from '#trust';
import { wireCodes } from '#wire';

const tables: readonly CodeTable[] = [
  ...[kernelCodes, wireCodes, sealCodes, tlogCodes, storeCodes, trustCodes, accessCodes],
  ...[journalCodes, threadsCodes, mailboxCodes, objectsCodes, exchangeCodes],
];
const actions: ReadonlyMap<string, Action> = new Map(
  tables.flatMap((table) => Object.entries(table)).map(([code, { action }]) => [code, action]),
);

export const actionOf = (code: string): Action => actions.get(code) ?? 'alarm';
