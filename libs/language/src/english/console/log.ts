export const log = {
  'directory.anotherRoot': '{file}: another root',

  'drillLog.exportLeavesDrilled': 'an export with 2 to {maxLeaves} leaves can be drilled',
  'drillLog.exportWithoutCheckpoints': 'an export without checkpoints',

  'exportLog.noLogKey': 'no log key',
  'exportLog.missingCut': '{dir}: {path} is missing or cut',
  'exportLog.gatewaysCheckpoint': 'the gateway’s checkpoint',
  'exportLog.leavesExport': 'it has {size} leaves, the export {from}',
  'exportLog.firstLeavesOthersNow': 'its first {from} leaves are others now',
  'exportLog.contradicts': 'its leaves do not give the root of size {size}',
  'exportLog.noCheckpointSizeAmong': 'no checkpoint of size {size} among the others',
  'exportLog.where': 'checkpoint of size {size}',
  'exportLog.anotherSize': '{where}: of another size',
  'exportLog.secondNoteSize': 'second note of size {size}',
  'exportLog.secondNoteSizeAnother': 'second note of size {size}: of another tree',
  'exportLog.invalid': '{where}: {why}',

  'folderSource.noCheckpointNoFinished': '{name}: no checkpoint, so no finished export',

  'judge.directoryNamesNoLog': 'the directory names no log key',

  'logLayout.notFinished': `{readmeTitle}

Not finished.
`,

  'logApi.noLeaf': 'no leaf at {from}',
  'logApi.checkpointsOutOrder': 'checkpoints out of order',

  'readme.readmeText': `{readmeTitle}

Log {origin}, as far as the file "{checkpoint}" says: at least {size} leaves.

What is here
  {checkpoint}        newest signed checkpoint (c2sp.org/tlog-checkpoint), with cosignatures of witnesses
  tile/<L>/<N>       hashes of the tree (c2sp.org/tlog-tiles); at the right edge <N>.p/<W>
  tile/entries/<N>   the leaves, each behind its length in two bytes: events in canonical JSON (RFC 8785)
  notes/<K>          every signed checkpoint of the sizes from 4096 K + 1 to 4096 K + 4096, one after the other
  {second}, seconds/<K>  second notes of them (proto/custody-log.md, section 6), with cosignatures of witnesses that take no other
  {directory}     signed directory of the State: who certified the log key and the key of each service, when
  {policy}             the keys of the log and of its witnesses, and how many must have cosigned (c2sp.org/tlog-policy)

How to check it
  liaise audit verify FOLDER --root {root}

The root fingerprint must have come to you by another way than with this folder, and so should the policy
(--policy FILE). Keep a copy of "{checkpoint}" elsewhere: with --kept FILE the check finds out whether the log was
cut back or written anew since. Without such a copy nobody can tell an earlier honest state from a log that was cut back.

By other programs: the tree, tiles, checkpoints and cosignatures are those of C2SP, unchanged; any tool for them checks
them. The leaf hash is SHA-256 of a zero byte and the leaf. The signature of an event is the member "src"/"sig": Ed25519,
base64, over the canonical JSON of the leaf without that one member, by the key whose SHA-256 is "src"/"key" and which
the directory certifies for the service "src"/"service" at the time "t"/"emit". "prev" names the leaf hash of the event
before in the same chain: of a case, of a service, or of one direction of a link.
`,
} as const;
