// A neighbour with all its keys that keeps no rule. Each part has two States of its own, since XB does not recover.
import './parts/hostile-values.js';
import './parts/hostile-asks.js';
import './parts/false-claims.js';
import './parts/older-directory.js';
import './parts/reported-troubles.js';
import './parts/poison.js';
