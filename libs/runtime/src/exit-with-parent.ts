/** The environment variable by which a child knows that the end of its standard input means: end yourself. */
export const supervisedBy = 'SUPERVISOR_PID';

/** EX_CONFIG of sysexits: trying again does not help before somebody has corrected the settings. */
export const settingsExit = 78;

/**
 * For children of the supervisor: calls `end` once when the supervisor is gone. However it dies, the kernel closes its
 * side of our standard input. Does nothing in a process that was not started by a supervisor (systemd gives an empty
 * input, a terminal may be closed).
 */
export function exitWithParent(end: () => void): void {
  if (process.env[supervisedBy] === undefined) return;
  let called = false;
  const once = (): void => {
    if (called) return;
    called = true;
    end();
  };
  process.stdin.on('end', once);
  process.stdin.on('close', once);
  process.stdin.on('error', once);
  process.stdin.resume();
  // The log pipe breaks at the same moment; that must not be what ends us.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
