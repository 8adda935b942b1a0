import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { englishKeys } from '#language/english/console';
import { sources } from './imports.js';
import { sentencesIn } from './sentences.js';

const cli = resolve(import.meta.dirname, '../../apps/cli/src');

// Files that hold sentences for another reason than to say them, each with it.
const excepted: Readonly<Record<string, string>> = {
  'completion/shells.ts': 'scripts for shells',
  'man/pages.ts': 'commands of troff',
  'compose/forms/examples.ts': 'sample documents',
  'compose/forms/kind-examples.ts': 'sample documents',
  'compose/forms/request-examples.ts': 'sample documents',
  'compose/life.ts': 'content of a signed document, in the language that the document names',
  'demo/inputs.ts': 'files of the demo',
  'demo/time-authority.ts': 'settings of openssl',
  'records/codes.ts': 'codes of ISO 639-1',
  'log/judge.ts': 'policy of witnesses, read by programs',
  'log/mutations.ts': 'names of changes, which a report in JSON has too',
};

// Texts that are data, each with the reason.
const data: Readonly<Record<string, string>> = {
  'application/json, application/problem+json, application/octet-stream, text/event-stream':
    'media types',
  'Bearer {}': 'header',
  'Export of a custody log': 'mark by which an export is known',
  'gateway encryption': 'name in a key',
  'registrar {}': 'name in a key',
  'root {} {}': 'line of a file of roots',
  'tsa {}': 'line of a file of roots',
  'witness {}': 'line of a file of roots',
  'root {}': 'line of a file of roots',
  '{} of {}': 'reference of a logged search',
  'a.novak {}': 'arguments in an example',
  'XB {}': 'arguments in an example',
  '{} form response > answer.json': 'command in an example',
  'ssh-ed25519 {} log\n': 'key file of ssh',
  'PRIVATE KEY BLOCK': 'mark of OpenPGP',
  'PUBLIC KEY BLOCK': 'mark of OpenPGP',
  'IP Address:': 'mark of openssl',
  '{} root': 'name in a key',
  'Border Police': 'name in the demo',
  'Coast Guard': 'name in the demo',
  '{} form VESSEL > vessel.json': 'command in an example',
  'when due': 'value of a report in JSON',
  'leads here': 'value of a report in JSON',
  'leads elsewhere': 'value of a report in JSON',
  'not told yet': 'value of a report in JSON',
  'The vessel was sold in January. Nobody need look for it any more.': 'document of the demo',
  'Boat adrift, water comes in, can you rescue?': 'document of the demo',
  'It named the wrong man.': 'document of the demo',
};

const files = sources(cli).filter((file) => !/\.spec\.ts$|\/gen\/|\/fixtures\//.test(file));
const texts = new Map(files.map((file) => [relative(cli, file), readFileSync(file, 'utf8')]));

const sentences = new Map([...texts].map(([file, source]) => [file, sentencesIn(source)]));

describe('a sentence of the command line', () => {
  it('stands in a catalogue of messages', () => {
    const found = [...sentences]
      .filter(([file]) => !(file in excepted))
      .flatMap(([file, all]) => all.map((each) => ({ file, ...each })))
      .filter(({ text }) => !(text in data))
      .map(({ file, line, text }) => `${file}:${line} ${text}`);
    expect(found).toEqual([]);
  });

  it('is said somewhere', () => {
    const all = [...texts.values()].join('\n');
    const used = new Set([...all.matchAll(/'([a-z]\w*\.\w+)'/g)].map(([, key]) => key));
    // Words for a code are looked up by it, labels of members by their paths (labels.spec.ts).
    const byCode = new Set(
      [...all.matchAll(/say\(`([a-z]\w*)\.\$\{/g)].map(([, subject]) => subject),
    );
    const isFound = (key: string): boolean =>
      used.has(key) || key.startsWith('member.') || byCode.has(key.split('.')[0]);
    expect(englishKeys().filter((key) => !isFound(key))).toEqual([]);
    expect(byCode.size).toBeGreaterThan(3);
  });

  it('is excepted only where it is', () => {
    const all = [...sentences.values()].flat().map(({ text }) => text);
    expect(Object.keys(data).filter((text) => !all.includes(text))).toEqual([]);
    const empty = Object.keys(excepted).filter((file) => (sentences.get(file) ?? []).length === 0);
    expect(empty).toEqual([]);
  });

  it('is found by this test, and data is not', () => {
    const found = (source: string) => sentencesIn(source).map(({ text }) => text);
    expect(found("print('nothing was sent'); print(`${n} files wait`)")).toEqual([
      'nothing was sent',
      '{} files wait',
    ]);
    expect(found("const columns = [{ head: 'ID' }, { head: 'IN HAND' }]; print('Done.')")).toEqual([
      'ID',
      'IN HAND',
      'Done.',
    ]);
    expect(found("throw new CliError('CLI_USAGE', 'name one file')")).toEqual(['name one file']);
    expect(found("say('a.nothingSent'); db.query('SELECT n FROM a WHERE b')")).toEqual([]);
    expect(found("if (word === 'not here') run('liaise request list')")).toEqual([]);
    expect(found("const cliCodes = { CLI_A: { title: 'It was not so.' } }")).toEqual([]);
  });
});
