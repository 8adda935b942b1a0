import { CodedError, type CodeTable, type Detail } from '#kernel';
import { installationCodes } from './installation/codes.js';

export const cliCodes = {
  ...installationCodes,
  CLI_USAGE: {
    action: 'refuse',
    status: 400,
    title: 'The command was not given as it must be.',
    remedy: 'Run the command with --help: it shows examples.',
  },
  CLI_FAILED: {
    action: 'alarm',
    status: 500,
    title: 'Something failed for which this program has no code.',
    remedy: 'Correct what the detail names, such as a full disk; else report it with the detail.',
  },
  CLI_OUTPUT_CUT: {
    action: 'retry',
    status: 500,
    title: 'The output is not whole: its end could not be written.',
    remedy: 'Make room where the output is written, then run the command again.',
  },
  CLI_ID_UNKNOWN: {
    action: 'refuse',
    status: 404,
    title: 'No list has shown this short id to this profile.',
    remedy: 'List again, or give the whole id: `--verbose` shows it.',
  },
  CLI_ID_AMBIGUOUS: {
    action: 'refuse',
    status: 409,
    title: 'Two ids end like this; nothing was done.',
    remedy: 'Give one of the whole ids in the detail.',
  },
  CLI_FILE_EXISTS: {
    action: 'refuse',
    status: 409,
    title: 'The file exists already; nothing is overwritten.',
    remedy: 'Name another file, or move the one in the detail away first.',
  },
  CLI_FILE_CHANGED: {
    action: 'refuse',
    status: 409,
    title: 'The file was changed while the command ran; nothing was written and nothing was sent.',
    remedy: 'Repeat the command: it shows what the file holds now.',
  },
  CLI_DRAFTS_FULL: {
    action: 'refuse',
    status: 409,
    title: 'A draft was not kept: there are as many as are kept, or it is too long.',
    remedy: 'Send or delete old ones (`liaise draft list`), or keep this one in a file with --out.',
  },
  CLI_DRAFT_UNKNOWN: {
    action: 'refuse',
    status: 404,
    title: 'There is no such draft of this profile.',
    remedy: 'See `liaise draft list`; one that was sent is gone.',
  },
  CLI_DRAFT_CLOSED: {
    action: 'refuse',
    status: 403,
    title: 'A draft cannot be opened with this key, or its file was changed.',
    remedy:
      'Give the key with which you were logged in when it was kept, with --key or --gpg. Else write it anew and delete it.',
  },
  CLI_FILE_UNUSABLE: {
    action: 'refuse',
    status: 404,
    title: 'A file cannot be read or written.',
    remedy:
      'The detail says why: correct the path, who may read or write there, or the file itself.',
  },
  CLI_PACKAGE_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The evidence package is not valid; nothing was written.',
    remedy: 'Do not rely on it. `liaise verify` names what does not hold; ask who sent it.',
  },
  CLI_PROVENANCE_UNFIT: {
    action: 'alarm',
    status: 500,
    title: 'The provenance of a package does not meet the shapes of CASE; nothing was written.',
    remedy: 'Report it with the rule in the detail. The package itself can be relied on.',
  },
  CLI_POLICY_UNSOUND: {
    action: 'refuse',
    status: 422,
    title: 'A policy pack is not fit to be signed: its own cases say so.',
    remedy: 'Correct the rule or the case that the detail names; `liaise policy check` runs them.',
  },
  CLI_POLICY_FORBIDS: {
    action: 'refuse',
    status: 422,
    title: 'By the policy pack of your State this does not leave; nothing was signed.',
    remedy:
      'The detail names the rules and their law; `liaise policy show` prints them whole. Leave out what they forbid, choose another way, or, asked for it, refuse with its ground.',
  },
  CLI_ROTATED_LATELY: {
    action: 'refuse',
    status: 409,
    title: 'Every key got a new subkey less than 24 hours ago.',
    remedy:
      'Try again at the time in the detail. A stolen key is not helped by it: the root must certify another one.',
  },
  CLI_SUBKEYS_MANY: {
    action: 'alarm',
    status: 409,
    title: 'The key has so many subkeys that it gets no further one.',
    remedy:
      'Rotate less often by hand. Old subkeys are removed by themselves once nothing has needed them for `retention.horizonDays`: see `liaise doctor`.',
  },
  CLI_GATEWAY_FOREIGN: {
    action: 'refuse',
    status: 503,
    title:
      'What answers at this address does not prove that it is the gateway; this call sent nothing.',
    remedy:
      'Give the address with the name that a registrar told you, and with --ca the file `tls/services-ca.crt` of that very State. If both are right, somebody else answers there: tell an administrator.',
  },
  CLI_UNREACHABLE: {
    action: 'retry',
    status: 503,
    title: 'The gateway does not answer.',
    remedy:
      'Check the address, and whether the State runs there: `liaise status` on its machine says so, `liaise up` starts it.',
  },
  CLI_ANSWER_INVALID: {
    action: 'alarm',
    status: 502,
    title: 'The gateway gave an answer that cannot be understood.',
    remedy: 'Check that program and gateway have the same version; report it if they have.',
  },
  CLI_NO_SESSION: {
    action: 'refuse',
    status: 401,
    title: 'There is no session.',
    remedy: 'Log in with `liaise login`, with the same --profile.',
  },
  CLI_FILE_UNSAFE: {
    action: 'refuse',
    status: 403,
    title: 'A file with a secret may be read by others, so it is not used.',
    remedy: 'Allow only its owner to read it (chmod 600) or make it anew.',
  },
  CLI_CERTIFICATE_TOO_LARGE: {
    action: 'refuse',
    status: 413,
    title: 'The certificate, compressed for sending, is larger than the gateway takes.',
    remedy:
      'Build a package with fewer documents and certify that one: `liaise package build` with `--for` and `--withhold`.',
  },
  CLI_FILE_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'A file does not hold what it must.',
    remedy: 'Correct what the detail names; --help shows an example of the file.',
  },
  CLI_RECORDS_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'Records of authorities are wrong; nothing was drafted and nothing written.',
    remedy:
      'Correct each line that is listed: `liaise authority import --help` says what each code means.',
  },
  CLI_SIGNATURE_FAILED: {
    action: 'refuse',
    status: 422,
    title: 'The signature was not made, or is not one of these bytes by this key.',
    remedy: 'Sign the exact file again with the key named in the detail.',
  },
  CLI_KEY_LOCKED: {
    action: 'refuse',
    status: 400,
    title: 'The key is locked with a passphrase and none was given; nothing was signed.',
    remedy:
      'Type it where a terminal asks for it, or give --passphrase-file with a file of mode 0600 (- reads the input).',
  },
  CLI_WORDS_DIFFER: {
    action: 'alarm',
    status: 409,
    title: 'The words heard from the neighbour are not those of the two files; nothing was signed.',
    remedy:
      'Have the words read again, slowly. If they still differ, the files were changed on their way: do not sign, and exchange new ones by another way.',
  },
  CLI_KEY_NOT_YOURS: {
    action: 'refuse',
    status: 403,
    title: 'The key is not that of the person who asks; nothing was signed and nothing was sent.',
    remedy:
      'Give your own key with --key, --gpg or --certificate. A new key of yours: log in with it first. Another person of this machine: --profile.',
  },
  CLI_NOT_CONFIRMED: {
    action: 'refuse',
    status: 400,
    title: 'Nothing was signed and nothing was sent.',
    remedy: 'Read what is shown and answer yes, or give --yes.',
  },
  CLI_OTHER_STATE: {
    action: 'refuse',
    status: 409,
    title: 'A signed entry is handed to a State that it is not of; nothing was sent.',
    remedy:
      'Name the gateway of the State in the detail: --dir on its machine, --url and --ca, or the --profile of a login there.',
  },
  CLI_NO_RECIPIENT: {
    action: 'refuse',
    status: 404,
    title: 'Nothing can be sent to that authority.',
    remedy:
      'Take the one that you mean from `liaise authority list`; with its State there must be a confirmed link (`liaise peer list`). One that stood there before has keys that have ended: call that State, its root signs `liaise key extend`.',
  },
  CLI_PEER_UNKNOWN: {
    action: 'refuse',
    status: 404,
    title: 'That State is no neighbour of this one; nothing was signed.',
    remedy: 'Take the code of the State from `liaise peer list`.',
  },
  CLI_POSITION_INVALID: {
    action: 'refuse',
    status: 400,
    title: 'The position cannot be read; nothing was signed and nothing was sent.',
    remedy:
      'Give latitude, then longitude, as "43.1N 15.2E", as degrees and minutes "43 06.0N 015 12.0E", with seconds "N43 06 00 E15 12 00", or as signed degrees "43.1, 15.2" (south and west have a minus). Or say the place in words.',
  },
  CLI_ROOT_UNKNOWN: {
    action: 'refuse',
    status: 400,
    title: 'It is not known by which root the directory of this State must be verified.',
    remedy:
      'Log in with --root and the fingerprint that a registrar or `liaise init` gave you by another way.',
  },
  CLI_DIRECTORY_INVALID: {
    action: 'alarm',
    status: 502,
    title: 'The directory that the gateway gave does not verify; nothing of it is used.',
    remedy:
      'Compare --root with what a registrar told you; if it is right, send nothing through this gateway and report it with the detail.',
  },
  CLI_DIRECTORY_OLD: {
    action: 'alarm',
    status: 502,
    title: 'The gateway gave an older directory than this profile has seen before.',
    remedy:
      'Send nothing through this gateway; ask an administrator whether a backup was restored.',
  },
  CLI_DIRECTORY_DIFFERS: {
    action: 'alarm',
    status: 502,
    title: 'The gateway says something about who is who that the signed directory does not.',
    remedy: 'Send nothing through this gateway; report it with the detail to an administrator.',
  },
  CLI_DOCUMENT_UNPROVEN: {
    action: 'alarm',
    status: 502,
    title: 'A document that the gateway shows is not signed by the officer it names.',
    remedy: 'Do not act on its words; keep the answer (--json) and report it.',
  },
  CLI_DOCUMENT_DISPUTED: {
    action: 'refuse',
    status: 502,
    title:
      'A document was valid on its day, and its State has since ended the mandate of its officer from before it was signed.',
    remedy: 'Ask that State whether the words still stand before you rely on them.',
  },
  CLI_RECEIPT_UNPROVEN: {
    action: 'alarm',
    status: 502,
    title: 'A receipt that the gateway shows does not verify.',
    remedy: 'Do not count it as delivered; keep the answer (--json) and report it.',
  },
  CLI_NOT_DELIVERED: {
    action: 'alarm',
    status: 504,
    title: 'A risk to life is signed and queued, and it is not proven that it was delivered.',
    remedy:
      'Call the numbers that are shown. It is sent by itself until they sign for it: do not send it again.',
  },
  CLI_LIFE_REFUSED: {
    action: 'alarm',
    status: 409,
    title: 'A risk to life was refused by their gateway or kept back here: it does not leave.',
    remedy:
      'Call the numbers that are shown. Then do what errors.md says of the code that is shown, and ask again. What is WAITING is sent by itself.',
  },
  CLI_ATTACHMENT_DIFFERS: {
    action: 'alarm',
    status: 422,
    title: 'An attachment is not the one that was signed; nothing was kept.',
    remedy: 'Try again; if it happens twice, report it with the ids in the detail.',
  },
  CLI_ATTACHMENT_LARGE: {
    action: 'refuse',
    status: 413,
    title: 'A file is larger than this gateway takes; nothing was sent.',
    remedy:
      'Make it smaller or cut it into several files. The operator sets the limit (`limits.attachmentBytes`); the neighbour has one of its own.',
  },
  CLI_ATTACHMENT_TYPE: {
    action: 'refuse',
    status: 422,
    title: 'A file is not what its ending says; nothing was sent.',
    remedy:
      'Give it the ending of what it is, or one that says nothing, such as `.bin`; look first whether it is the file that you mean.',
  },
  CLI_DEMO_FAILED: {
    action: 'alarm',
    status: 500,
    title: 'The demo did not come to its end.',
    remedy: 'Look into the folder log/ of each State; with --dir the folders are kept.',
  },
  CLI_ENDED_EARLY: {
    action: 'refuse',
    status: 503,
    title:
      'The command was told to end before it was done; every process that it had started was stopped.',
    remedy: 'Run the command again; a folder given with --dir must be new or empty.',
  },
  CLI_LOG_INVALID: {
    action: 'alarm',
    status: 422,
    title: 'The custody log is not what it must be.',
    remedy:
      'Keep it as it is. The detail names the first bad thing and where it is: show it to the auditor of the State and to the neighbour that witnesses the log.',
  },
  CLI_PACKAGE_DIFFERS: {
    action: 'alarm',
    status: 502,
    title:
      'The bytes of an evidence package are not those of which the list names the hash; nothing was kept.',
    remedy:
      'Look whether it is made (`liaise package status`) and try again; if it happens twice, report it.',
  },
  CLI_COUNTS_DIFFER: {
    action: 'refuse',
    status: 409,
    title: 'The two States count their requests differently.',
    remedy:
      'Settle each difference listed with the neighbour; what is still on its way settles itself.',
  },
  CLI_LOG_DIFFERS: {
    action: 'alarm',
    status: 422,
    title: 'The custody log of the gateway does not continue the export.',
    remedy:
      'Keep the export: it was verified before, and the log was changed or cut back since. Nothing of it was overwritten.',
  },
  CLI_DRILL_FAILED: {
    action: 'alarm',
    status: 500,
    title: 'The verifier missed a change of the log, or blamed another place.',
    remedy: 'Report the line and the seed: it is a defect of the verifier.',
  },
  CLI_PROOF_FAILED: {
    action: 'alarm',
    status: 422,
    title: 'The proof does not hold.',
    remedy: 'Keep both files and report it: the log may have been changed.',
  },
} as const satisfies CodeTable;

export type CliCode = keyof typeof cliCodes;

export class CliError extends CodedError<CliCode> {
  constructor(code: CliCode, detail?: Detail, cause?: unknown) {
    super(code, cliCodes, detail, cause);
  }
}
