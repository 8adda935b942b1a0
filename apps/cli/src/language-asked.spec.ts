import { languageAsked, languageOfProcess } from './language-asked.js';

describe('the language of a command line', () => {
  it.each([
    [[], undefined, []],
    [['--language', 'fr', 'request', 'list'], 'fr', ['request', 'list']],
    [['--json', '--language=fr', 'status'], 'fr', ['--json', 'status']],
    [['--language'], '', []],
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
    expect(languageOfProcess({ code: 'en' }, { LANG: 'fr_FR.UTF-8' })).toBe('en');
    expect(languageOfProcess({ code: 'xx' }, { LANG: 'fr_FR.UTF-8' })).toBe('fr');
    expect(languageOfProcess({ code: undefined }, { LANG: 'fr_FR.UTF-8' })).toBe('fr');
    expect(languageOfProcess({ code: undefined }, {})).toBe('en');
  });
});
