import { accessCodes } from '#access';
import { casesCodes, flowCodes } from '#threads';
import { modelCodes, type Action, type CodeTable } from '#kernel';
import { journalCodes } from '#journal';
import { mailboxCodes } from '#mailbox';
import { objectsCodes } from '#objects';
import { sealCodes } from '#seal';
import { storeCodes } from '#store';
import { tlogCodes } from '#tlog';
import { trustCodes } from '#trust';
import { wireCodes } from '#wire';

const tables: readonly CodeTable[] = [
  ...[modelCodes, wireCodes, sealCodes, tlogCodes, storeCodes, trustCodes, accessCodes],
  ...[journalCodes, casesCodes, mailboxCodes, objectsCodes, flowCodes],
];
const actions: ReadonlyMap<string, Action> = new Map(
  tables.flatMap((table) => Object.entries(table)).map(([code, { action }]) => [code, action]),
);

/** Action of a refusal's code, where only its name was kept. An unknown one is as bad as can be. Pure. */
export const actionOf = (code: string): Action => actions.get(code) ?? 'alarm';
