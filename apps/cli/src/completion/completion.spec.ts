import { Command } from 'commander';
import { completionScript, shells } from './shells.js';
import { placesOf } from './tree.js';

const program = new Command('liaise').option('--json', 'as JSON');
const request = program.command('request').description("What neighbours' officers are asked.");
request.command('send').description('Send it. At once.').option('--attach <file>', 'a file; many');
request.command('show').description('Show it: all of it.');
program.command('up').option('--dir <folder>', 'where');
const places = placesOf(program);

describe('completion', () => {
  it('knows every place, its commands and its options with those of the program', () => {
    expect(places.map(({ path }) => path)).toEqual([
      'liaise',
      'liaise request',
      'liaise request send',
      'liaise request show',
      'liaise up',
    ]);
    expect(places[2]?.options.map(({ name }) => name)).toEqual(['--attach', '--json', '--help']);
    expect(places[0]?.options.map(({ name }) => name)).toEqual(['--language', '--json', '--help']);
    expect(places[1]?.commands[0]).toEqual({ name: 'send', says: 'Send it.' });
  });

  it.each(shells)('%s: names every command and every option', (shell) => {
    const script = completionScript(shell, places);
    for (const { commands, options } of places) {
      for (const { name } of commands) expect(script).toContain(name);
      for (const { name } of options) expect(script).toContain(name.slice(2));
    }
  });
});
