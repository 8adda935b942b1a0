// A neighbour that has all its keys and no rules. Each part has two States of its own, since XB's never recovers.
import './parts/hostile-values.js';
import './parts/hostile-asks.js';
import './parts/false-claims.js';
import './parts/older-directory.js';
import './parts/told-troubles.js';
import './parts/poison.js';
