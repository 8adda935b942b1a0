/** Environment variable whose presence tells a child to end when its standard input ends. */
export const supervisedBy = 'SUPERVISOR_PID';

/** Exit code EX_CONFIG of sysexits.h: a restart cannot help until an operator corrects the settings. */
export const settingsExit = 78;

/** Calls `end` one time when standard input ends, a sign that the supervisor has died. Does nothing without a supervisor. */
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
  // The log pipe breaks at the same moment; its error must not end this process first.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
