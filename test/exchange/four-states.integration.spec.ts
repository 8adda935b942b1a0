// Broadcasts, contact points and postings among four States.
import { afterAll } from '@jest/globals';
import { sharedPoints } from './fixtures/contact-points.js';
import './parts/four-states.js';
import './parts/further-copies.js';

afterAll(async () => (await sharedPoints()).stop());
