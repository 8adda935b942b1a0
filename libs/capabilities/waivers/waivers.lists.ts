/** Waivers of one thread, ever: a leaf of each stands in its packages. */
export const mostWaivers = 128;
