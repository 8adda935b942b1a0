// Tests of two running States, one after the other: memory before a day's work, hostile tests after it, ends of keys last.
import './running/attachment.js';
import './running/contract.js';
import './running/events.js';
import './running/life.js';
import './running/mistakes.js';
import './running/gpg.js';
import './running/api-program.js';
import './running/time.js';
import './running/versions.js';
import './running/packages.js';
import './running/package-killed.js';
import './running/reached-alarms.js';
import './running/deleted-suspension.js';
import './running/lasting-alarms.js';
import './running/bad-input.js';
import './running/bad-calls.js';
import './running/key-lives.js';
import { stopTimeAuthority } from './running/authority.js';
import { runningStates } from './running/states.js';

afterAll(async () => {
  try {
    await (await runningStates()).stop();
  } finally {
    await stopTimeAuthority();
  }
});
