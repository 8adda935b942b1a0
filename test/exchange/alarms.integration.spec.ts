// What officers are alerted of and what they stop, one part after the other. The first counts all that nobody has in hand.
import { afterAll } from '@jest/globals';
import './parts/alerts.js';
import './parts/desk-notices.js';
import './parts/stops.js';
import './parts/skewed-clocks.js';
import { stopStates } from './parts/states.js';

afterAll(stopStates, 60_000);
