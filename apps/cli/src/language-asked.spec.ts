import { languageAsked, languageOfProcess } from './language-asked.js';

describe('the language of a command line', () => {
  it.each([
    [[], undefined, []],
    [['--language', 'fr', 'request', 'list'], 'fr', ['request', 'list']],
    [['--json', '--language=fr', 'status'], 'fr', ['--json', 'status']],
    [['--language'], '', []],
    [['--language', '--json', 'doctor'], '', ['--json', 'doctor']],
    [['--language=fr=x'], 'fr=x', []],
    // Options of the commands themselves.
    [
      ['verify', 'a.asice', '--language', 'fr'],
      undefined,
      ['verify', 'a.asice', '--language', 'fr'],
    ],
    [['--', '--language', 'fr'], undefined, ['--', '--language', 'fr']],
  ])('of %j is %j', (args, code, rest) => {
    expect(languageAsked(args)).toEqual({ code, rest });
  });

  it('is the one that was asked for, before that of the environment', () => {
    expect(languageOfProcess({ code: 'en', rest: [] }, { LANG: 'fr_FR.UTF-8' })).toBe('en');
    expect(languageOfProcess({ code: 'xx', rest: [] }, { LANG: 'fr_FR.UTF-8' })).toBe('fr');
    expect(languageOfProcess({ code: undefined, rest: [] }, { LANG: 'fr_FR.UTF-8' })).toBe('fr');
    expect(languageOfProcess({ code: undefined, rest: [] }, {})).toBe('en');
  });

  it('is English where programs read: a check keeps its name whatever the machine speaks', () => {
    const rest = ['doctor', '--json'];
    expect(languageOfProcess({ code: 'fr', rest }, { LANG: 'fr_FR.UTF-8' })).toBe('en');
  });
});
