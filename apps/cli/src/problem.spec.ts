import { expect, it } from '@jest/globals';
import { CommanderError } from 'commander';
import { refusalOf } from './api/refusal.js';
import { cliCodes, CliError } from './errors.js';
import { asksForJson } from './asks-for-json.js';
import { problemLine } from './problem.js';

const read = (error: unknown): unknown => JSON.parse(problemLine(error));

it('the problem document of an own error has the members of a gateway', () => {
  const { title, status, remedy, action } = cliCodes.CLI_NO_SESSION;
  expect(read(new CliError('CLI_NO_SESSION', 'profile a'))).toEqual({
    ...{ type: 'urn:liaise:error:CLI_NO_SESSION', code: 'CLI_NO_SESSION' },
    ...{ title, status, remedy, action },
    detail: 'profile a',
  });
  expect(read(new CliError('CLI_NO_SESSION'))).not.toHaveProperty('detail');
});

it('a refusal of the gateway stays the document that it sent', () => {
  const sent = {
    ...{ type: 'urn:liaise:error:THREAD_TAKEN', code: 'THREAD_TAKEN', title: 'Taken.' },
    ...{ status: 409, detail: 'b.meier', remedy: 'Look again.', action: 'refuse' },
    instance: '0190a0b0-0000-7000-8000-000000000005',
  };
  expect(read(refusalOf(sent))).toEqual(sent);
  const threads = ['0190a0b0-0000-7000-8000-000000000005'];
  const extended = { ...sent, threads: [...threads, 'liaise --yes'], otherDesk: true };
  expect(read(refusalOf(extended))).toEqual({ ...extended, threads });
});

it('wrong usage and an unknown error have codes, too', () => {
  expect(read(new CommanderError(1, 'commander.x', 'error: unknown option'))).toMatchObject({
    ...{ code: 'CLI_USAGE', detail: 'unknown option' },
  });
  expect(read(new CommanderError(1, 'commander.help', '(outputHelp)'))).toMatchObject({
    ...{ code: 'CLI_USAGE', detail: 'no command is named' },
  });
  expect(read(new Error('EACCES'))).toMatchObject({ code: 'CLI_FAILED', detail: 'EACCES' });
});

it('the document is one line without characters that act on a terminal', () => {
  const line = problemLine(new CliError('CLI_FILE_INVALID', 'x\n\u001b[2J\u202e'));
  expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(JSON.parse(line)).toMatchObject({ detail: 'x\n\u001b[2J\u202e' });
});

it.each([
  [['request', 'list', '--json'], true],
  [['--json'], true],
  [['verify', '--', '--json'], false],
  [['request', 'list'], false],
])('%j asks for JSON: %s', (args, asks) => {
  expect(asksForJson(args)).toBe(asks);
});
