// Requests that move to another authority, one part after the other. In the last part XB is hostile.
import { afterAll } from '@jest/globals';
import './parts/transfer.js';
import './parts/transfer-notices.js';
import { stopStates } from './parts/states.js';

afterAll(stopStates, 60_000);
