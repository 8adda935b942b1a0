/**
 * Makes a function that says whether a failure is logged: an alarm always, others once in `quietMs` at most. Whoever can
 * cause failures must not fill our log.
 */
export function loggedAtMostEvery(
  quietMs: number,
  now: () => number = () => performance.now(),
): (isAlarm: boolean) => boolean {
  let quietUntil = -Infinity;
  return (isAlarm) => {
    if (!isAlarm && now() < quietUntil) return false;
    quietUntil = now() + quietMs;
    return true;
  };
}
