export const program = {
  'client.status': 'status {status}',
  'client.noAnswerTime': 'no answer in time',
  'client.statusNotJson': 'status {status}, not JSON',
  'client.answerNotWholeTime': 'the answer was not whole in time',
  'client.moreBytes': 'more than {answerBytes} bytes',
  'client.noConnection': 'no connection',

  'eventMessages.moreCharacters': 'more than {longestMessage} characters',
  'eventMessages.streamCut': 'the stream was cut',

  'shape.expected': 'expected {what}',
  'shape.wholeNumber': 'a whole number',
  'shape.anInteger': 'an integer',
  'shape.trueFalse': 'true or false',
  'shape.mostItems': 'at most {most} items',
  'shape.numbersName': 'numbers by name',
  'shape.mostNumbers': 'at most {most} numbers',
  'shape.anObject': 'an object',
  'shape.noMemberKnown': 'no member {stray} is known',

  'arguments.allowed': 'Allowed: {words}.',
  'arguments.allowedCharacters': 'Allowed: 1 to {most} characters.',
  'arguments.idSuch': 'It is an id such as 0f6b6a1c-9d3b-4a51-8d3b-7c1e0f6b6a1c.',
  'arguments.allowedTo': 'Allowed: {least} to {most}.',

  'program.examples': 'Examples:',
  'program.fileExample': 'A file:',
  'program.liaiseDescription': "Administer and use a State's gateway for informal cooperation.",
  'program.languageUnknown': '--language: one of {languages}',
  'program.addHelpSeeExamples': 'Add --help to see examples.',

  'commonOptions.jsonOption':
    'write the answer as one JSON document, an error as a problem document',
  'commonOptions.utcOption':
    'show times in UTC; standard: the time of this machine, with its offset',
  'commonOptions.verboseOption': 'show whole ids, hashes and receipts',

  'tree.says': 'explain this command',

  'exitCodes.exitCodesHelp': `Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused by the server, 4 a signature or proof does not bear out what the
server says: do not rely on it, 5 a document was valid on its day and is disputed by its own State since: ask that State,
6 a risk to life is signed, and it is not proven that it was delivered: call them, 78 wrong configuration.
Data goes to standard output, messages to standard error. With --json the last line there is the problem document (RFC 9457) of
an error. Secrets are read from files or standard input (-), never
from arguments. NO_COLOR is respected.`,
  'exitCodes.languageHelp': `Language of these texts: "liaise --language CODE COMMAND", otherwise as LC_ALL, LC_MESSAGES or LANG say ({languages}). French awaits
review; a text that is not translated is said in English.`,
  'exitCodes.exitCode': 'exit code {exitCode}',

  'explain.liaise': 'liaise: {title} ({code})',

  'passphrase.passphraseFileAllowedCharacters':
    '--passphrase-file: allowed: 1 to {longest} characters',
  'passphrase.passphraseOf': 'Passphrase of {name}: ',
  'passphrase.passphraseNotUnlockKey': 'The passphrase does not unlock the key.',

  'problem.noCommandNamed': 'no command is named',

  'processContext.standardInputMoreBytes': 'standard input: more than {longestInput} bytes',
  'processContext.whatTypedBeforeQuestion': `What was typed before this question does not count.
`,
} as const;
