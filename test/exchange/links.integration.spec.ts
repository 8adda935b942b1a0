// What a link holds back, refuses and waits for, one part after the other. The first counts all there is; the last changes
// XB's directory behind the back of its builder.
import { afterAll } from '@jest/globals';
import './parts/refusals.js';
import './parts/hostile-key.js';
import './parts/protocol-floor.js';
import './parts/stale-directory.js';
import './parts/silence.js';
import './parts/signed-before.js';
import './parts/subkeys.js';
import { stopStates } from './parts/states.js';

afterAll(stopStates, 60_000);
