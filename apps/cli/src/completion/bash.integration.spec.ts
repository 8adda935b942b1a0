import { execFileSync } from 'node:child_process';
import { Command } from 'commander';
import { completionScript } from './shells.js';
import { placesOf } from './tree.js';

const program = new Command('liaise').option('--json', 'as JSON');
const request = program.command('request').description("What neighbours' officers are asked.");
request.command('send').description('Send it. At once.').option('--attach <file>', 'a file; many');
request.command('show').description('Show it: all of it.');
program.command('up').option('--dir <folder>', 'where');
const places = placesOf(program);

describe('bash with the completion of liaise', () => {
  const typed = (...words: readonly string[]): string[] => {
    const list = ['liaise', ...words].map((word) => `'${word}'`).join(' ');
    const asking = `COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _liaise; echo "\${COMPREPLY[@]}"`;
    const script = `${completionScript('bash', places)}\n${asking}`;
    const said = execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
    return said.trim().split(' ').filter(Boolean);
  };

  it.each([
    ['a first word', [''], ['request', 'up']],
    ['a beginning', ['re'], ['request']],
    ['a word of a group', ['request', 's'], ['send', 'show']],
    ['behind an option of the program', ['--json', 'request', 'se'], ['send']],
    ['the language, in front of the command', ['--lang'], ['--language']],
    ['behind the language', ['--language', 'fr', 're'], ['request']],
    ['an option', ['request', 'send', '--a'], ['--attach']],
    ['the value of an option: a file', ['request', 'send', '--attach', ''], []],
    ['a value that is named as a command', ['up', '--dir', 'request', '--d'], ['--dir']],
  ])('bash completes %s', (_, words, found) => {
    expect(typed(...words)).toEqual(found);
  });
});
