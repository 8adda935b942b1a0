// Links: kept back, refused, waiting; one part after the other. The first part counts everything, the last changes XB's
// directory without its builder.
import { afterAll } from '@jest/globals';
import './parts/refusals.js';
import './parts/hostile-key.js';
import './parts/minimum-version.js';
import './parts/stale-directory.js';
import './parts/silence.js';
import './parts/signed-before.js';
import './parts/subkeys.js';
import { stopStates } from './parts/states.js';

afterAll(stopStates, 60_000);
