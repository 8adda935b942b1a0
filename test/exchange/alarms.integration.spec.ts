// Alerts of officers, and stops, one part after the other. The first part counts all untaken threads.
import { afterAll } from '@jest/globals';
import './parts/alerts.js';
import './parts/desk-notices.js';
import './parts/stops.js';
import './parts/skewed-clocks.js';
import { stopStates } from './parts/states.js';

afterAll(stopStates, 60_000);
